import { type PaymentCode, type StatusEntry, type StatusMapping, WRITTEN, type Written } from "@kontor/connector";
import { useId } from "react";
import { useSpeech } from "../words/language.tsx";
import { CODES, machineName, WORDS, WRITTEN_NAMES } from "../words/words.ts";
import { choosable, type Machines, withOpen, withWritten } from "./edits.ts";

interface StatusesOfCodeProps {
	readonly code: PaymentCode;
	readonly statuses: StatusMapping;
	readonly machines: Machines;
	/** Shown once the merchant wanted to save. */
	readonly lacksOpen: boolean;
	/** Something is chosen that the shop no longer has. */
	readonly hasGone: boolean;
	readonly onChange: (statuses: StatusMapping) => void;
}

/** Which statuses of the shop count as open for one meaning, and which are written (PRODUCT A5). */
export function StatusesOfCode(props: StatusesOfCodeProps) {
	const { code, statuses, machines, hasGone, onChange } = props;
	const { t } = useSpeech();
	return (
		<details className="code" open>
			<summary>
				<span className="code-name">{t(CODES[code].name)}</span> <span className="means">{t(CODES[code].means)}</span>
			</summary>
			{hasGone && <p className="lacks lacks-all">{t(WORDS.chosenIsGone)}</p>}
			<div className="code-parts">
				<OpenStatuses {...props} />
				<fieldset className="part">
					<legend>{t(WORDS.written)}</legend>
					<ul className="rows">
						{WRITTEN.map((name) => (
							<WrittenStatus
								key={name}
								name={name}
								entry={statuses.written[name]}
								machines={machines}
								onChoose={(entry) => onChange(withWritten(statuses, name, entry))}
							/>
						))}
					</ul>
				</fieldset>
			</div>
		</details>
	);
}

function OpenStatuses({ statuses, machines, lacksOpen, onChange }: StatusesOfCodeProps) {
	const { t } = useSpeech();
	const [means, lacks] = [useId(), useId()];
	const severalMachines = Object.keys(machines).length > 1;
	return (
		<fieldset className="part" aria-describedby={lacksOpen ? `${lacks} ${means}` : means}>
			<legend>{t(WORDS.countsAsOpen)}</legend>
			<p id={means} className="means">
				{t(severalMachines ? WORDS.openInEveryGroup : WORDS.openInOne)}
			</p>
			{lacksOpen && (
				<p id={lacks} className="lacks">
					{t(WORDS.chooseOpen)}
				</p>
			)}
			{choosable(statuses, machines).map(([machine, all]) => (
				<fieldset key={machine} className="machine">
					<legend>{t(machineName(machine))}</legend>
					<div className="choices">
						{all.map(({ id, title, gone }) => (
							<label key={id} className="choice">
								<input
									type="checkbox"
									checked={statuses.open[machine]?.includes(id) ?? false}
									onChange={({ target }) => onChange(withOpen(statuses, machine, id, target.checked))}
								/>
								{title}
								{gone && <span className="tag">{t(WORDS.gone)}</span>}
							</label>
						))}
					</div>
				</fieldset>
			))}
		</fieldset>
	);
}

interface WrittenStatusProps {
	readonly name: Written;
	readonly entry: StatusEntry | undefined;
	readonly machines: Machines;
	readonly onChoose: (entry: StatusEntry | null) => void;
}

function WrittenStatus({ name, entry, machines, onChoose }: WrittenStatusProps) {
	const { t } = useSpeech();
	const field = useId();
	const entries = Object.entries(machines).flatMap(([machine, all]) => all.map(({ id }) => ({ machine, status: id })));
	const chosen = entries.findIndex(({ machine, status }) => machine === entry?.machine && status === entry.status);
	let at = 0;
	return (
		<li className="row">
			<label htmlFor={field}>{t(WRITTEN_NAMES[name])}</label>
			<select
				id={field}
				value={entry !== undefined && chosen < 0 ? "gone" : chosen < 0 ? "" : String(chosen)}
				onChange={({ target }) => onChoose(entries[Number(target.value || Number.NaN)] ?? null)}
			>
				<option value="">{t(WORDS.nothingWritten)}</option>
				{entry !== undefined && chosen < 0 && (
					<option value="gone" disabled>
						{entry.status} ({t(WORDS.gone)})
					</option>
				)}
				{Object.entries(machines).map(([machine, all]) => (
					<optgroup key={machine} label={t(machineName(machine))}>
						{all.map(({ id, title }) => (
							<option key={id} value={String(at++)}>
								{title}
							</option>
						))}
					</optgroup>
				))}
			</select>
		</li>
	);
}
