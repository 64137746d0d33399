import "../ui/table.css";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS } from "../words/rule-words.ts";
import type { Platform, Tried, Verdict } from "./shapes.ts";

interface TriedTableProps {
	readonly vorgaenge: readonly Tried[];
	readonly platform: Platform;
	/** The source statuses that are switched on. */
	readonly active: readonly string[];
}

/** What would change, and for every rule why it held or not. */
export function TriedTable({ vorgaenge, platform, active }: TriedTableProps) {
	const { t } = useSpeech();
	const titleOf = (id: string) => t(platform.statuses.find((one) => one.id === id)?.title ?? { de: id, en: id });
	return (
		<table className="table">
			<thead>
				<tr>
					{[RULE_WORDS.order, RULE_WORDS.now, RULE_WORDS.afterwards, RULE_WORDS.besides, RULE_WORDS.why].map((head) => (
						<th key={head.en} scope="col">
							{t(head)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{vorgaenge.map(({ orderNumber, status, would, why }) => (
					<tr key={orderNumber}>
						<th scope="row">{orderNumber}</th>
						<td data-label={t(RULE_WORDS.now)}>{titleOf(status)}</td>
						<td data-label={t(RULE_WORDS.afterwards)}>
							{would === null ? (
								<span className="means">{t(RULE_WORDS.stays)}</span>
							) : (
								<>
									<strong>→ {titleOf(would.to)}</strong>
									{would.held && <span className="tag">{t(RULE_WORDS.held)}</span>}
									{!active.includes(status) && <span className="tag">{t(RULE_WORDS.statusIsOff)}</span>}
								</>
							)}
						</td>
						<td data-label={t(RULE_WORDS.besides)}>{besides(would, t(RULE_WORDS.mail))}</td>
						<td className="table-wide" data-label={t(RULE_WORDS.why)}>
							<Why verdicts={why} fired={would?.rule ?? null} titleOf={titleOf} orderNumber={orderNumber} />
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function besides(would: Tried["would"], mail: string): string {
	if (would === null) return "–";
	const parts = [...would.trackingNumbers, ...(would.layout === null ? [] : [`${mail}: ${would.layout}`])];
	return parts.join(", ") || "–";
}

interface WhyProps {
	readonly verdicts: readonly Verdict[];
	/** The rule that decided. */
	readonly fired: string | null;
	readonly titleOf: (status: string) => string;
	readonly orderNumber: string;
}

function Why({ verdicts, fired, titleOf, orderNumber }: WhyProps) {
	const { t } = useSpeech();
	if (verdicts.length === 0) return <span className="means">{t(RULE_WORDS.noRules)}</span>;
	const said = (verdict: Verdict) => {
		if (!verdict.fired) return RULE_WORDS.notFired;
		return verdict.rule === fired ? RULE_WORDS.fired : RULE_WORDS.overruled;
	};
	return (
		<details>
			<summary aria-label={`${t(RULE_WORDS.why)}: ${orderNumber}`}>{t(RULE_WORDS.why)}</summary>
			<ul className="verdicts">
				{verdicts.map((verdict) => (
					<li key={verdict.rule}>
						<span className={verdict.fired ? "verdict verdict-good" : "verdict"}>
							→ {titleOf(verdict.to)}: {t(said(verdict))}
						</span>{" "}
						<code className="rule-id">{verdict.rule}</code>
						<ul>
							{verdict.conditions.map(({ holds, text }) => (
								<li key={text.en} className={holds ? "holds" : "holds-not"}>
									<span aria-hidden="true">{holds ? "✓" : "✗"}</span>
									<span className="unseen">{t(holds ? RULE_WORDS.yes : RULE_WORDS.no)}: </span>
									{t(text)}
								</li>
							))}
						</ul>
					</li>
				))}
			</ul>
		</details>
	);
}
