/**
 * The amounts that decide how far an order is paid: integers in the smallest unit of the order's currency.
 * The sum of all parts is what settles the order, whoever received it.
 */
export interface Settlement {
	/** ISO 4217, the order's. */
	readonly currency: string;
	/** What the customer owes in total now: after credits, before payments. */
	readonly amount: number;
	/** Reminder fees, lump sum and interest that settling needs besides, where the merchant wants it so (M9). Left out: none. */
	readonly charged?: number;
	/** What the shop says it has received, as last read: gift cards, other payment methods, and our own reports. */
	readonly receivedInShop: number;
	/**
	 * By how much `receivedInShop` grew through our own commands, as read back after them. The two change together:
	 * a report the shop has not confirmed yet is in neither.
	 */
	readonly reportedByUs: number;
	/** Sum of the assignments of postings; a payment taken back by the bank counts negative. */
	readonly assigned: number;
	/** What settles the order besides money. Negative where it is taken against the order (a tolerated surplus). */
	readonly besides: {
		readonly cashDiscount: number;
		readonly charges: number;
		readonly tolerance: number;
		/** Marked as paid by a person: the part that no posting covers. */
		readonly byHand: number;
	};
	/** Sum of the money that went back to the customer. */
	readonly repaid: number;
}

/** How far an order is paid, by its amounts alone. */
export const SETTLEMENT_STATUSES = [
	"unpaid",
	"partiallyPaid",
	"paid",
	"overpaid",
	"partiallyRepaid",
	"repaid",
] as const;
export type SettlementStatus = (typeof SETTLEMENT_STATUSES)[number];

/** The settlement of an order on which nothing has happened yet. */
export function unpaid(amount: number, currency: string): Settlement {
	const besides = { cashDiscount: 0, charges: 0, tolerance: 0, byHand: 0 };
	return { currency, amount, receivedInShop: 0, reportedByUs: 0, assigned: 0, besides, repaid: 0 };
}

/**
 * What the shop received by ways we know nothing of. Never negative: a merchant who takes our report back in his
 * shop does not take the bank's money back.
 */
export function receivedElsewhere({ receivedInShop, reportedByUs }: Settlement): number {
	return Math.max(0, receivedInShop - reportedByUs);
}

/** What Kontor settled: assignments and what counts besides. */
export function settledByUs({ assigned, besides }: Settlement): number {
	return assigned + besides.cashDiscount + besides.charges + besides.tolerance + besides.byHand;
}

/** The same but for what is claimed besides the amount. */
export function principalOf(settlement: Settlement): Settlement {
	return { ...settlement, charged: 0 };
}

/**
 * What a posting can still pay on this order; 0 where it is covered. A repayment does not make it payable again: who
 * returns goods owes nothing anew.
 */
export function outstanding(settlement: Settlement): number {
	return Math.max(0, owed(settlement) - covered(settlement));
}

/** What was paid too much and not given back yet (M7). */
export function surplus(settlement: Settlement): number {
	return Math.max(0, overpayment(settlement) - settlement.repaid);
}

/**
 * Rules, in this order:
 * 1. all money that ever came in went back: `repaid`;
 * 2. more went back than the surplus: `partiallyRepaid` (giving a surplus back leaves the order `paid`);
 * 3. more is covered than owed: `overpaid`; exactly: `paid`; some: `partiallyPaid`; none: `unpaid`.
 * An order of zero or less owes nothing and is `paid` (PRODUCT H). Raising the amount of a paid order makes it
 * `partiallyPaid`, lowering it `overpaid`, since nothing but today's amounts is looked at.
 */
export function settlementStatus(settlement: Settlement): SettlementStatus {
	const { repaid } = settlement;
	if (repaid > 0) {
		if (repaid >= settlement.assigned + receivedElsewhere(settlement)) return "repaid";
		if (repaid > overpayment(settlement)) return "partiallyRepaid";
	}
	if (surplus(settlement) > 0) return "overpaid";
	if (outstanding(settlement) === 0) return "paid";
	return covered(settlement) > 0 ? "partiallyPaid" : "unpaid";
}

/** Whether nothing more is expected from the customer. */
export function isSettled(status: SettlementStatus): status is Exclude<SettlementStatus, "unpaid" | "partiallyPaid"> {
	return status !== "unpaid" && status !== "partiallyPaid";
}

/** An order below zero owes nothing but what was charged for it. */
function owed({ amount, charged = 0 }: Settlement): number {
	return Math.max(0, amount) + charged;
}

function covered(settlement: Settlement): number {
	return receivedElsewhere(settlement) + settledByUs(settlement);
}

function overpayment(settlement: Settlement): number {
	return Math.max(0, covered(settlement) - owed(settlement));
}
