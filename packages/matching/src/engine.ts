import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { GuardName } from "./guard-names.ts";
import { ignoring } from "./ignore.ts";
import { OrderIndex } from "./index-orders.ts";
import type { KnownPayer } from "./known-payer.ts";
import type { MatchOrder } from "./order.ts";
import { PayerBook } from "./payer-book.ts";
import type { Policy } from "./policy.ts";
import type { MatchPosting } from "./posting.ts";

export interface EngineOptions {
	/** Guards to leave out: to measure what each is good for, and to test that it is needed. Never in production. */
	readonly without?: readonly GuardName[] | undefined;
	/** What the merchant's settings and history allow. */
	readonly policy?: Policy | undefined;
}

/**
 * Assigns postings to the orders it was told of. Keeps orders and payers only: postings are decided one by one and leave no
 * trace, so that deciding again gives the same. What an assignment changes is told by another `upsert`.
 */
export interface Engine {
	/** How many orders it knows, closed ones included. */
	readonly size: number;
	/** Adds an order or replaces the one of this id. */
	upsert(order: MatchOrder): void;
	/** Forgets an order; an unknown id is no error. Paid orders are better kept as `closed`: they speak against mistakes. */
	remove(id: string): void;
	/** Adds a customer of an account, or replaces what was known of both. */
	learn(payer: KnownPayer): void;
	/** Forgets all customers of an account. */
	forget(iban: string): void;
	decide(posting: MatchPosting): Decision;
	/** Bytes held: by the orders' own texts, and by all that finds them. */
	memory(): Memory;
}

export interface Memory {
	readonly rowsBytes: number;
	readonly indexBytes: number;
}

export function createEngine({ without = [], policy = {} }: EngineOptions = {}): Engine {
	const index = new OrderIndex();
	const payers = new PayerBook();
	const ignores = ignoring(policy.ignore ?? []);
	const left = new Set<GuardName>(without);
	const active = left.size === 0 ? () => true : (guard: GuardName) => !left.has(guard);
	return {
		get size() {
			return index.size;
		},
		upsert: (order) => index.upsert(order),
		remove: (id) => index.remove(id),
		learn: (payer) => payers.learn(payer),
		forget: (iban) => payers.forget(iban),
		decide: (posting) => decide(posting, { index, payers, policy, ignores, active }),
		memory: () => {
			const { rowsBytes, indexBytes } = index.memory();
			return { rowsBytes, indexBytes: indexBytes + payers.bytes };
		},
	};
}
