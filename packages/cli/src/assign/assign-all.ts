import { createEngine, type Decision, type Engine } from "@kontor/matching";
import { type OrderState, orderState, outstanding, type Settlement, standing } from "@kontor/receivables";
import type { ListedOrder } from "../orders/listed-order.ts";
import type { ListedPosting } from "../postings/listed-posting.ts";

export interface DecidedPosting {
	readonly listed: ListedPosting;
	readonly decision: Decision;
}

export interface SettledOrder {
	readonly listed: ListedOrder;
	/** After all postings. */
	readonly settlement: Settlement;
	readonly state: OrderState;
	/** The ids of the postings that pay it, in booking order. */
	readonly paidBy: readonly string[];
}

/**
 * Decides postings in booking order. Each assignment lowers what is open of its orders, so that the next posting finds
 * them as they are then.
 */
export function assignAll(orders: readonly ListedOrder[], postings: readonly ListedPosting[]): Assigned {
	const engine = createEngine();
	const ledger = new Map(
		orders.map((listed) => [listed.order.id, { listed, settlement: listed.settlement, paidBy: [] }]),
	);
	for (const account of ledger.values()) tell(engine, account);
	const decided = inBookingOrder(postings).map((listed) => {
		const decision = withDoubt(listed, engine.decide(listed.posting));
		for (const account of book(decision, ledger)) tell(engine, account);
		return { listed, decision };
	});
	return {
		postings: decided,
		orders: [...ledger.values()].map((account) => ({
			...account,
			state: orderState(account.listed.lifecycle, account.settlement),
		})),
	};
}

export interface Assigned {
	readonly postings: readonly DecidedPosting[];
	readonly orders: readonly SettledOrder[];
}

interface OrderAccount {
	readonly listed: ListedOrder;
	settlement: Settlement;
	readonly paidBy: string[];
}

function tell(engine: Engine, { listed: { order, lifecycle }, settlement }: OrderAccount): void {
	engine.upsert({
		...order,
		open: { minor: outstanding(settlement), currency: settlement.currency },
		standing: standing(lifecycle, settlement, order.paymentCode ?? "prepayment"),
	});
}

/** Books what was decided, and gives the accounts that changed. */
function book(decision: Decision, ledger: ReadonlyMap<string, OrderAccount>): Set<OrderAccount> {
	const changed = new Set<OrderAccount>();
	for (const { order, orderMinor, kind } of decision.assignments) {
		const account = ledger.get(order);
		if (account === undefined) continue;
		const { assigned, besides } = account.settlement;
		account.settlement =
			kind === "payment" || kind === "surplus"
				? { ...account.settlement, assigned: assigned + orderMinor }
				: { ...account.settlement, besides: { ...besides, [kind]: besides[kind] + orderMinor } };
		if (!account.paidBy.includes(decision.posting)) account.paidBy.push(decision.posting);
		changed.add(account);
	}
	return changed;
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

function inBookingOrder(postings: readonly ListedPosting[]): readonly ListedPosting[] {
	return postings.toSorted((a, b) => a.posting.bookingDate.localeCompare(b.posting.bookingDate, "en"));
}
