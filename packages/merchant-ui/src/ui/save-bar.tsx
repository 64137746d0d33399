import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";
import type { Editing } from "./editing.ts";
import { Failure } from "./failure.tsx";

/** Always in reach, for all that is edited on the page; says what happened to who sees it and who hears it. */
export function SaveBar({ edited }: { readonly edited: readonly Editing[] }) {
	const { t } = useSpeech();
	const dirty = edited.filter((one) => one.dirty);
	const saving = edited.some((one) => one.saving);
	const [first, ...more] = dirty;
	const says = (dirty.length > 0 ? dirty : edited)
		.toSorted((one, other) => one.saidAt - other.saidAt)
		.flatMap((one) => one.says ?? [])
		.at(-1);
	const label = first !== undefined && more.length === 0 ? first.saveLabel : WORDS.saveAll;
	return (
		<div className={dirty.length > 0 || says !== undefined ? "save-bar" : "save-bar save-bar-idle"}>
			{edited.map(
				// biome-ignore lint/suspicious/noArrayIndexKey: the same things are edited as long as the page is there
				({ failure }, index) => failure !== null && <Failure key={index} error={failure} />,
			)}
			<p role="status">{says !== undefined && t(says)}</p>
			{first !== undefined && (
				<div className="actions">
					<button
						type="button"
						className="button"
						disabled={saving}
						onClick={() => {
							for (const one of dirty) one.discard();
						}}
					>
						{t(WORDS.discard)}
					</button>
					<button
						type="button"
						className="button button-main"
						disabled={saving}
						onClick={() => {
							for (const one of dirty) one.save();
						}}
					>
						{t(saving ? WORDS.saving : label)}
					</button>
				</div>
			)}
		</div>
	);
}
