import type { Candidate } from "./candidate.ts";

/** So many ways to choose an order for each number are tried: of more some add up by chance. */
const MOST_CHOICES = 32;

/** Both hits come from the same place of the posting, or from the same number of a range. */
export function sameNumber({ hit: a }: Candidate, { hit: b }: Candidate): boolean {
	if (a === null || b === null) return false;
	if (a.span !== null && b.span !== null) return a.span.start < b.span.end && b.span.start < a.span.end;
	if (a.source === "range" || b.source === "range") return a.key === b.key;
	if (a.source !== b.source) return false;
	// The end-to-end id is one number, of which "B-2026" in "B-2026-014797" is a piece.
	const [one, other] = a.matched.length < b.matched.length ? [a, b] : [b, a];
	return a.source === "endToEndId" ? other.matched.includes(one.matched) : a.matched === b.matched;
}

/** The payer is the one's customer and not the other's. */
export function settledByParty(one: Candidate, other: Candidate): boolean {
	return one.party.agrees && !other.party.agrees;
}

/** The orders that each number could mean, likeliest first. */
export function byNumber<C extends Candidate>(orders: readonly C[]): [C, ...C[]][] {
	const numbers: [C, ...C[]][] = [];
	for (const order of orders.toSorted((a, b) => b.bits - a.bits || (a.indexed.id < b.indexed.id ? -1 : 1))) {
		const number = numbers.find(([likeliest]) => sameNumber(order, likeliest));
		if (number === undefined) numbers.push([order]);
		else number.push(order);
	}
	return numbers;
}

/** Of the orders that one and the same number could mean the likeliest. The others become its rivals. */
export function onePerNumber<C extends Candidate>(orders: readonly C[]): C[] {
	return orders.length < 2 ? [...orders] : byNumber(orders).map(([likeliest]) => likeliest);
}

/** One order for each number, in all ways in which so much is open of them; none where there are too many ways to choose. */
export function choicesThatCost<C extends Candidate>(
	numbers: readonly (readonly C[])[],
	minor: number,
): readonly (readonly C[])[] {
	if (numbers.reduce((ways, { length }) => ways * length, 1) > MOST_CHOICES) return [];
	const choices = numbers.reduce<(readonly C[])[]>(
		(begun, number) => begun.flatMap((choice) => number.map((order) => [...choice, order])),
		[[]],
	);
	return choices.filter((choice) => sumOfOpen(choice) === minor);
}

export function sumOfOpen(orders: readonly Candidate[]): number {
	return orders.reduce((total, { indexed }) => total + indexed.openMinor, 0);
}
