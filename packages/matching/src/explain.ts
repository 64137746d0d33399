import type { Evidence } from "./evidence.ts";
import type { NamedOrder } from "./find-named.ts";
import type { Proposal, Situation } from "./propose.ts";
import { probabilities, score, weighOrder } from "./weigh.ts";

/** What speaks for a proposal: its orders together, and each of them. */
export function explain({ kind, placed }: Proposal, { read, index }: Situation): Evidence[] {
	const each = placed.flatMap(({ named }) => weighOrder(read, named.indexed, named.hit, index));
	if (kind === "exact" || kind === "part" || kind === "surplus") return each;
	// To the cent, though not for one order alone: as telling as an amount that no other order has.
	const weight = Math.round(Math.log2(index.openCount + 2) * 10) / 10;
	if (kind === "discounted") {
		return each.map((one) => (one.field === "amount" ? { ...one, finding: "amountDiscounted", weight } : one));
	}
	const sum: Evidence = {
		field: "amount",
		finding: "amountAddsUp",
		matched: read.posting.amount,
		expected: "",
		weight,
	};
	return [sum, ...each.filter(({ field }) => field !== "amount")];
}

/** The likeliest order besides the proposal's, of those the posting mentions; and by how much the proposal is ahead of it. */
export function runnerUp(
	proposal: Proposal,
	situation: Situation,
): { readonly order: NamedOrder | null; readonly margin: number } {
	const { read, index, named, closed } = situation;
	let [order, best]: [NamedOrder | null, number] = [null, Number.NEGATIVE_INFINITY];
	for (const other of [...named, ...closed]) {
		if (proposal.placed.some((placed) => placed.named === other)) continue;
		const bits = score(weighOrder(read, other.indexed, other.hit, index), index);
		if (bits > best) [order, best] = [other, bits];
	}
	const [own = 0, next = 0] = probabilities([score(explain(proposal, situation), index), best]);
	return { order, margin: own - next };
}
