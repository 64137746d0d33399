import type { Decision, Engine, MatchOrder } from "@kontor/matching";
import { outstanding, type Settlement, standing, unpaid } from "@kontor/receivables";
import type { ListedOrder } from "../orders/listed-order.ts";

/** An order with what was paid on it so far. */
export interface OrderAccount {
	readonly listed: ListedOrder;
	readonly settlement: Settlement;
	/** The ids of the postings that pay it, in the order they were booked. */
	readonly paidBy: readonly string[];
}

/** Books decisions on orders, and keeps the engine told of what is open of them. */
export class Ledger {
	readonly #engine: Engine;
	readonly #accounts = new Map<string, OrderAccount>();

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** Adds an order, or replaces the one of this id. */
	add(listed: ListedOrder): void {
		this.#keep({ listed, settlement: listed.settlement, paidBy: [] });
	}

	/** In the order they were added. */
	accounts(): readonly OrderAccount[] {
		return [...this.#accounts.values()];
	}

	book({ posting, assignments }: Decision): void {
		for (const order of new Set(assignments.map((assignment) => assignment.order))) {
			const account = this.#accounts.get(order);
			if (account === undefined) continue;
			const parts = assignments.filter((assignment) => assignment.order === order);
			const settlement = parts.reduce(withPart, account.settlement);
			this.#keep({ ...account, settlement, paidBy: [...account.paidBy, posting] });
		}
	}

	#keep(account: OrderAccount): void {
		const { order, lifecycle } = account.listed;
		const { settlement } = account;
		this.#accounts.set(order.id, account);
		this.#engine.upsert({
			...order,
			open: { minor: outstanding(settlement), currency: settlement.currency },
			standing: standing(lifecycle, settlement, order.paymentCode ?? "prepayment"),
		});
	}
}

/** An order as its own fields say it stands, before any posting. */
export function asListed(order: MatchOrder): ListedOrder {
	const { minor, currency } = order.amount;
	const left = order.standing === "closed" ? 0 : (order.open?.minor ?? minor);
	// What is open may be more than the order's amount: fees that were added.
	const owed = Math.max(minor, left);
	return {
		order,
		settlement: { ...unpaid(owed, currency), receivedInShop: owed - left },
		lifecycle: order.standing === "cancelled" ? "cancelled" : "managed",
	};
}

function withPart(settlement: Settlement, { kind, orderMinor }: Decision["assignments"][number]): Settlement {
	const { assigned, besides } = settlement;
	return kind === "payment" || kind === "surplus"
		? { ...settlement, assigned: assigned + orderMinor }
		: { ...settlement, besides: { ...besides, [kind]: besides[kind] + orderMinor } };
}

/** Postings as they were booked, those of a day in the order they came. */
export function inBookingOrder<T>(items: readonly T[], dayOf: (item: T) => string): readonly T[] {
	return items.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
}
