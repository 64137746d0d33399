import type { Text } from "@kontor/connector";
import { Failure } from "../ui/failure.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";

interface SaveBarProps {
	readonly dirty: boolean;
	readonly saving: boolean;
	readonly says: Text | null;
	/** Why it was not saved: said where it was asked for, which may be far from the top. */
	readonly failure: Error | null;
	readonly onSave: () => void;
	readonly onDiscard: () => void;
}

/** Always in reach; says what happened to who sees it and who hears it. */
export function SaveBar({ dirty, saving, says, failure, onSave, onDiscard }: SaveBarProps) {
	const { t } = useSpeech();
	return (
		<div className={dirty || says !== null ? "save-bar" : "save-bar save-bar-idle"}>
			{failure !== null && <Failure error={failure} />}
			<p role="status">{says !== null && t(says)}</p>
			{dirty && (
				<div className="actions">
					<button type="button" className="button" disabled={saving} onClick={onDiscard}>
						{t(WORDS.discard)}
					</button>
					<button type="button" className="button button-main" disabled={saving} onClick={onSave}>
						{t(saving ? WORDS.saving : WORDS.save)}
					</button>
				</div>
			)}
		</div>
	);
}
