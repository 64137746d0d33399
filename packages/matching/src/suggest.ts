import type { Suggestion } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { explain } from "./explain.ts";
import type { Hit } from "./find-named.ts";
import type { IndexedOrder } from "./index-orders.ts";
import type { Proposal, Situation } from "./propose.ts";
import { probabilities, score, weighOrder } from "./weigh.ts";

const MOST_SUGGESTIONS = 5;
/** More orders of one amount than this tell nothing; those of the payer among them come by his name. */
const MOST_BY_AMOUNT = 200;

interface Candidate {
	readonly orders: readonly IndexedOrder[];
	readonly evidence: readonly Evidence[];
	readonly score: number;
}

/**
 * What a person is offered (PRODUCT D4), best first: orders the posting mentions, orders of the payer, orders of just this amount,
 * orders of a customer whose number stands there, and the proposal the guards stopped.
 */
export function suggest(
	situation: Situation,
	stopped: Proposal | null,
	takesPart: (order: IndexedOrder) => boolean,
): { suggestions: Suggestion[]; margin: number } {
	const { read, index } = situation;
	const candidates: Candidate[] = [...gather(situation, takesPart)].map(([indexed, hit]) => {
		const evidence = weighOrder(read, indexed, hit, index);
		return { orders: [indexed], evidence, score: score(evidence, index) };
	});
	if (stopped?.kind === "several") {
		const evidence = explain(stopped, situation);
		candidates.push({
			orders: stopped.placed.map(({ named }) => named.indexed),
			evidence,
			score: score(evidence, index),
		});
	}
	const ranked = candidates.toSorted((a, b) => b.score - a.score || idOf(a).localeCompare(idOf(b), "en"));
	const chances = probabilities(ranked.map((candidate) => candidate.score));
	const suggestions = ranked.slice(0, MOST_SUGGESTIONS).map(({ orders, evidence }, i) => ({
		orders: orders.map((indexed) => ({
			order: indexed.order.id,
			minor: share(indexed, orders, read.posting.amount.minor),
		})),
		probability: Math.round((chances[i] ?? 0) * 10_000) / 10_000,
		evidence,
	}));
	return { suggestions, margin: (chances[0] ?? 0) - (chances[1] ?? 0) };
}

function gather({ read, index, named, closed, ofPayer }: Situation, takesPart: (o: IndexedOrder) => boolean) {
	const found = new Map<IndexedOrder, Hit | null>();
	for (const { indexed, hit } of [...named, ...closed]) found.set(indexed, hit);
	const add = (indexed: IndexedOrder) => {
		if (!found.has(indexed) && takesPart(indexed)) found.set(indexed, null);
	};
	for (const indexed of ofPayer()) add(indexed);
	for (const { key, label } of read.mentions) {
		if (label === "customer") for (const indexed of index.byCustomerNumber(key).slice(0, MOST_BY_AMOUNT)) add(indexed);
	}
	const sameAmount = index.byAmount(read.posting.amount);
	if (sameAmount.length <= MOST_BY_AMOUNT) for (const indexed of sameAmount) add(indexed);
	return found;
}

function share({ open }: IndexedOrder, all: readonly IndexedOrder[], minor: number): number {
	return all.length > 1 ? open.minor : Math.max(0, Math.min(open.minor, minor));
}

function idOf({ orders }: Candidate): string {
	return orders[0]?.order.id ?? "";
}
