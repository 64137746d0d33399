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

/**
 * - `plain`: the library as documented, but for digits, which are a word of their own.
 * - `withoutCommon`: words that many orders share are left out besides. Several times faster, and finds as much.
 */
export type Setup = "plain" | "withoutCommon";

/** The library finds candidates, the composite score ranks them; one order for each posting. */
export function flexsearch(setup: Setup, { threshold, margin }: Limits): Shape {
	return {
		name: setup === "plain" ? "FlexSearch + composite score" : "FlexSearch without common words + composite score",
		source: "npm flexsearch 0.8; 0.40 amount equal + 0.35 number similarity + 0.25 name similarity",
		sample: setup === "plain" ? 2_000 : 5_000,
		build: (known): Decide => {
			const scoreOf = searchAndScore(known, setup);
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
		},
	};
}

const CANDIDATES = 50;
/** A word on more than this share of the orders is common: prefixes, years, legal forms. */
const COMMON = 0.05;

/** The candidates of a posting with their scores, best first. */
export function searchAndScore({ orders }: Known, setup: Setup): (posting: MatchPosting) => Scored[] {
	const comparable = payable(orders).map(comparableOrder);
	const texts = comparable.map(({ order }) =>
		[order.number, order.invoiceNumber, order.name, order.company].filter((text) => text !== undefined).join(" "),
	);
	const common = setup === "plain" ? new Set<string>() : commonTokens(texts);
	const index = new Index({ tokenize: "strict", encode: (text) => tokens(text).filter((token) => !common.has(token)) });
	for (const [row, text] of texts.entries()) index.add(row, text);
	return (posting) => {
		const text = `${posting.remittance ?? posting.searchText ?? ""} ${posting.counterparty?.name ?? ""}`;
		const compared = comparablePosting(posting);
		// Without `suggest` every word of the text would have to be found.
		const found = index.search(text, { limit: CANDIDATES, suggest: true });
		return found
			.map((row) => comparable[Number(row)] as ComparableOrder)
			.map((one) => ({ order: one.order.id, score: compositeScore(one, compared) }))
			.sort((a, b) => b.score - a.score);
	};
}

function commonTokens(texts: readonly string[]): Set<string> {
	const counts = new Map<string, number>();
	for (const text of texts) for (const token of new Set(tokens(text))) counts.set(token, (counts.get(token) ?? 0) + 1);
	return new Set([...counts].filter(([, count]) => count > texts.length * COMMON).map(([token]) => token));
}

/** Words, and digits on their own: "AU-10023" and "AU10023" share the token 10023. */
function tokens(text: string): string[] {
	return fold(text).match(/\d+|\p{L}+/gu) ?? [];
}
