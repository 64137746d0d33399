import type { AssignmentFigures } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { guaranteeFor, judgedSince } from "./own-guarantee.ts";

type Counts = Pick<AssignmentFigures, "assignedByMachine" | "assignedByPeople" | "undone" | "waiting">;
type Proof = Pick<AssignmentFigures, "confirmed" | "wrong" | "upperBound">;

/** How right the machine was on the merchant's own history (PRODUCT M13). */
export async function figuresOf(tx: MerchantTransaction): Promise<AssignmentFigures> {
	const guarantee = await guaranteeFor(tx);
	const [counts] = await tx.query<Counts>(
		`SELECT count(*) FILTER (WHERE outcome = 'assigned' AND decided_by = 'machine')::int AS "assignedByMachine",
		        count(*) FILTER (WHERE outcome = 'assigned' AND decided_by = 'person')::int AS "assignedByPeople",
		        (SELECT count(*)::int FROM judged_decisions
		          WHERE merchant_id = $1::uuid AND judged_at >= $2::timestamptz AND booked AND NOT was_right) AS undone,
		        (SELECT count(*)::int FROM postings WHERE merchant_id = $1::uuid AND outcome = 'review') AS waiting
		   FROM postings WHERE merchant_id = $1::uuid AND decided_at >= $2::timestamptz`,
		tx.merchantId,
		judgedSince(tx.now),
	);
	if (counts === undefined) throw new Error("counting answered nothing");
	return { ...guarantee, ...counts, summary: { de: summary(guarantee, "de"), en: summary(guarantee, "en") } };
}

function summary({ confirmed, wrong, upperBound }: Proof, language: "de" | "en"): string {
	const format = (number: number) => new Intl.NumberFormat(language).format(number);
	// Up, since it is a bound.
	const rounding = { style: "percent", maximumSignificantDigits: 2, roundingMode: "ceil" } as const;
	const share = (part: number) => new Intl.NumberFormat(language, rounding).format(part);
	if (language === "de") {
		if (confirmed === 0) return "Noch ist keine Zuordnung bestätigt.";
		const found = wrong === 0 ? "war keine falsch" : wrong === 1 ? "war 1 falsch" : `waren ${format(wrong)} falsch`;
		return `Von ${format(confirmed)} bestätigten Zuordnungen ${found}: Mit ${share(0.95)} Sicherheit sind höchstens ${share(upperBound)} falsch.`;
	}
	if (confirmed === 0) return "No assignment is confirmed yet.";
	const found = wrong === 0 ? "none was wrong" : wrong === 1 ? "1 was wrong" : `${format(wrong)} were wrong`;
	return `Of ${format(confirmed)} confirmed assignments ${found}: with ${share(0.95)} confidence at most ${share(upperBound)} are wrong.`;
}
