import type { Candidate } from "./candidate.ts";
import type { Decision } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import type { NotAPayment } from "./nature.ts";
import type { MatchPosting } from "./posting.ts";
import type { Situation } from "./situation.ts";
import { suggestion } from "./suggest.ts";
import { NOTHING } from "./weights.ts";

const MOST_SHOWN = 5;
const NOTHING_SHOWN: ReadonlySet<NotAPayment["guard"]> = new Set(["outgoing", "ignored"]);

/**
 * Returns, payouts and other business are never payments by guess. A return that names an order is shown with it; of the
 * others only what names an order by a full reference and fits it to the cent.
 */
export function notForAssignment(
	{ guard, matched }: NotAPayment,
	{ read, named, closed }: Omit<Situation, "unnamed">,
): Decision {
	const { posting } = read;
	const minor = Math.abs(posting.amount.minor);
	const concerned = [...named, ...closed]
		.filter(({ hit, indexed }) =>
			guard === "returned" ? hit.strong : !NOTHING_SHOWN.has(guard) && hit.strong && indexed.openMinor === minor,
		)
		.toSorted((a, b) => b.bits - a.bits)
		.slice(0, MOST_SHOWN);
	const total = concerned.reduce((sum, { bits }) => sum + 2 ** bits, 2 ** NOTHING);
	const suggestions = concerned.map((candidate) =>
		suggestion(candidate, posting.amount.minor, evidenceOf(candidate, posting), 2 ** candidate.bits / total),
	);
	return {
		posting: posting.id,
		outcome: suggestions.length > 0 ? "review" : "none",
		assignments: [],
		suggestions,
		reasons: [ofPosting(guard, matched)],
		probability: 0,
		margin: 0,
	};
}

/** What came back is compared with what the order cost. It may hold charges: only an equal amount says something. */
function evidenceOf({ evidence, indexed: { order } }: Candidate, { amount }: MatchPosting): Evidence[] {
	if (amount.minor > 0) return [...evidence];
	const paid = { minor: -amount.minor, currency: amount.currency };
	const equal = paid.minor === order.amount.minor && paid.currency === order.amount.currency;
	return evidence.flatMap((one): Evidence[] => {
		if (one.field !== "amount") return [one];
		return equal ? [{ ...one, finding: "amountEqual", matched: paid, expected: order.amount, weight: 0 }] : [];
	});
}

export function ofPosting(finding: Evidence["finding"], matched: string): Evidence {
	return { field: "posting", finding, matched, expected: "", weight: 0 };
}
