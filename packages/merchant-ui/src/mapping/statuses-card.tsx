import type { Mapping, PaymentCode, StatusMapping } from "@kontor/connector";
import { Card } from "../ui/card.tsx";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";
import { type Machines, usedCodes, withGone, withoutOpen } from "./edits.ts";
import { StatusesOfCode } from "./statuses-of-code.tsx";

/** Where the page leads whoever is to mend it. */
export const STATUSES_CARD = "statuses";

interface StatusesCardProps {
	readonly machines: Machines;
	/** As it would be saved. */
	readonly mapping: Mapping;
	/** The merchant wanted to save: what is missing is marked. */
	readonly marksMissing: boolean;
	readonly onStatuses: (code: PaymentCode, statuses: StatusMapping) => void;
}

export function StatusesCard({ machines, mapping, marksMissing, onStatuses }: StatusesCardProps) {
	const { t } = useSpeech();
	const gone = withGone(mapping, machines);
	const codes = usedCodes(mapping, gone);
	const missing = marksMissing ? withoutOpen(mapping) : [];
	return (
		<Card title={t(WORDS.statuses)} anchor={STATUSES_CARD}>
			<p className="means">{t(codes.length === 0 ? WORDS.statusesLater : WORDS.statusesMeans)}</p>
			{codes.map(({ code, statuses }) => (
				<StatusesOfCode
					key={code}
					code={code}
					statuses={statuses}
					machines={machines}
					lacksOpen={missing.includes(code)}
					hasGone={gone.includes(code)}
					onChange={(changed) => onStatuses(code, changed)}
				/>
			))}
		</Card>
	);
}
