import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { GuardName } from "./guard-names.ts";
import { OrderIndex } from "./index-orders.ts";
import type { MatchOrder } from "./order.ts";
import type { MatchPosting } from "./posting.ts";

export interface EngineOptions {
	/** Guards to leave out: to measure what each is good for, and to test that it is needed. Never in production. */
	readonly without?: readonly GuardName[];
}

/**
 * Assigns postings to the orders it was told of. Keeps orders only: postings are decided one by one and leave no trace, so
 * that deciding again gives the same. What an assignment changes is told by another `upsert`.
 */
export interface Engine {
	/** How many orders it knows, closed ones included. */
	readonly size: number;
	/** Adds an order or replaces the one of this id. */
	upsert(order: MatchOrder): void;
	/** Forgets an order; an unknown id is no error. Paid orders are better kept as `closed`: they speak against mistakes. */
	remove(id: string): void;
	decide(posting: MatchPosting): Decision;
}

export function createEngine({ without = [] }: EngineOptions = {}): Engine {
	const index = new OrderIndex();
	const left = new Set<GuardName>(without);
	const active = (guard: GuardName) => !left.has(guard);
	return {
		get size() {
			return index.size;
		},
		upsert: (order) => index.upsert(order),
		remove: (id) => index.remove(id),
		decide: (posting) => decide(posting, index, active),
	};
}
