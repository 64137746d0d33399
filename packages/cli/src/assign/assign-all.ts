import { createEngine, type Decision } from "@kontor/matching";
import { type OrderState, orderState } from "@kontor/receivables";
import type { ListedOrder } from "../orders/listed-order.ts";
import type { ListedPosting } from "../postings/listed-posting.ts";
import { inBookingOrder, Ledger, type OrderAccount } from "./ledger.ts";

export interface DecidedPosting {
	readonly listed: ListedPosting;
	readonly decision: Decision;
}

/** After all postings. */
export interface SettledOrder extends OrderAccount {
	readonly state: OrderState;
}

export interface Assigned {
	readonly postings: readonly DecidedPosting[];
	readonly orders: readonly SettledOrder[];
}

/**
 * Decides postings in booking order. Each assignment lowers what is open of its orders, so that the next posting finds
 * them as they are then.
 */
export function assignAll(orders: readonly ListedOrder[], postings: readonly ListedPosting[]): Assigned {
	const engine = createEngine();
	const ledger = new Ledger(engine);
	for (const order of orders) ledger.add(order);
	const decided = inBookingOrder(postings, ({ posting }) => posting.bookingDate).map((listed) => {
		const decision = withDoubt(listed, engine.decide(listed.posting));
		ledger.book(decision);
		return { listed, decision };
	});
	return {
		postings: decided,
		orders: ledger.accounts().map((account) => ({
			...account,
			state: orderState(account.listed.lifecycle, account.settlement),
		})),
	};
}

/** What may be there twice is not booked by itself; what it would have paid becomes a suggestion. */
function withDoubt({ doubt }: ListedPosting, decision: Decision): Decision {
	if (doubt === undefined || decision.outcome !== "assigned") return decision;
	const orders = decision.assignments
		.filter(({ kind }) => kind === "payment")
		.map(({ order, minor }) => ({ order, minor }));
	const suggestions = [{ orders, probability: 0.5, evidence: decision.reasons }];
	return { ...decision, outcome: "review", assignments: [], suggestions, reasons: [] };
}
