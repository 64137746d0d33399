import { Index } from "flexsearch";
import type { MatchPosting } from "../../src/index.ts";
import { type ComparableOrder, comparableOrder, comparablePosting, compositeScore, fold } from "./composite.ts";
import { payable } from "./payable.ts";
import { type Decide, type Known, MOST_RANKED, NOTHING, type Shape } from "./shape.ts";

/** What the best order has to reach, and by how much the next one has to stay behind. */
export interface Limits {
	readonly threshold: number;
	readonly margin: number;
}

export interface Scored {
	readonly order: string;
	readonly score: number;
}

/** The library finds candidates, the composite score ranks them; one order for each posting. */
export function flexsearch(limits: Limits): Shape {
	return {
		name: "FlexSearch 0.8 + composite score",
		source: "npm flexsearch 0.8; 0.40 amount equal + 0.35 number similarity + 0.25 name similarity",
		sample: 5_000,
		build: (known) => decideByScore(known, limits),
	};
}

/** Candidates of a posting with their scores, best first. */
export function scoreWithFlexSearch({ orders }: Known): (posting: MatchPosting) => Scored[] {
	const comparable = payable(orders).map(comparableOrder);
	const index = new Index({ tokenize: "strict", resolution: 1, encode: tokens });
	for (const [id, { order }] of comparable.entries()) {
		index.add(id, [order.number, order.invoiceNumber, order.name, order.company].filter(Boolean).join(" "));
	}
	return (posting) => {
		const text = `${posting.remittance ?? posting.searchText ?? ""} ${posting.counterparty?.name ?? ""}`;
		const compared = comparablePosting(posting);
		// Without `suggest` every word of the text would have to be found.
		const found = index.search(text, { limit: CANDIDATES, suggest: true });
		return found
			.map((id) => comparable[Number(id)] as ComparableOrder)
			.map((one) => ({ order: one.order.id, score: compositeScore(one, compared) }))
			.sort((a, b) => b.score - a.score);
	};
}

const CANDIDATES = 50;

function decideByScore(known: Known, { threshold, margin }: Limits): Decide {
	const scoreOf = scoreWithFlexSearch(known);
	return (posting) => {
		const { minor } = posting.amount;
		if (minor <= 0) return NOTHING;
		const scored = scoreOf(posting);
		const [first, second] = scored;
		if (first === undefined) return NOTHING;
		return {
			orders: [{ order: first.order, minor }],
			automatic: first.score >= threshold && first.score - (second?.score ?? 0) >= margin,
			ranked: scored.slice(0, MOST_RANKED).map(({ order }) => [order]),
		};
	};
}

/** Words, and digits on their own: "AU-10023" and "AU10023" share the token 10023. */
function tokens(text: string): string[] {
	return fold(text).match(/\d+|\p{L}+/gu) ?? [];
}
