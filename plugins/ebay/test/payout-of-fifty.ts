import type { StoredPayout } from "./fake/state.ts";

const eur = (minor: number) => ({ value: (minor / 100).toFixed(2), currency: "EUR" });

/** A transaction as the Finances API answers it: `amount` is net of `fee`. */
export function transaction(given: {
	type: string;
	entry?: "CREDIT" | "DEBIT";
	id: string;
	orderId?: string;
	net: number;
	fee?: number;
	more?: object;
}): Record<string, unknown> {
	const { type, entry = "CREDIT", id, orderId, net, fee, more } = given;
	return {
		transactionId: id,
		transactionType: type,
		transactionStatus: "PAYOUT",
		transactionDate: "2026-11-18T08:00:00.000Z",
		bookingEntry: entry,
		...(orderId === undefined ? {} : { orderId }),
		amount: eur(net),
		...(fee === undefined ? {} : { totalFeeAmount: eur(fee), totalFeeBasisAmount: eur(net + fee) }),
		...more,
	};
}

/** What the buyer of the n-th of the fifty orders paid, and what eBay kept of it, in cents. */
export const saleOf = (nth: number) => {
	const gross = 1999 + nth * 137;
	return { orderId: `12-${String(nth).padStart(5, "0")}-34567`, gross, fee: Math.round(gross * 0.115) + 35 };
};

export const REFUND = { orderId: saleOf(7).orderId, gross: 1500, fee: 173 };
export const LABEL = 599;
export const SUBSCRIPTION = 3995;

/** Of one order: what its buyer paid, and what eBay kept of it. */
interface Sale {
	readonly orderId: string;
	readonly gross: number;
	readonly fee: number;
}

/** A payout of these sales, less what was given back to buyers, less a subscription of a euro. */
export function payoutOf(
	payoutId: string,
	{
		sales,
		refunds = [],
		at,
	}: { readonly sales: readonly Sale[]; readonly refunds?: readonly Sale[]; readonly at: Date },
): StoredPayout {
	const transactions = [
		...sales.map(({ orderId, gross, fee }) =>
			transaction({ type: "SALE", id: orderId, orderId, net: gross - fee, fee }),
		),
		...refunds.map(({ orderId, gross, fee }, nth) =>
			transaction({ type: "REFUND", entry: "DEBIT", id: `R${nth}-${payoutId}`, orderId, net: gross - fee, fee }),
		),
		transaction({ type: "NON_SALE_CHARGE", entry: "DEBIT", id: `S${payoutId}`, net: 100 }),
	];
	const netOf = (some: readonly Sale[]) => some.reduce((sum, { gross, fee }) => sum + gross - fee, 0);
	return {
		payoutId,
		payoutDate: new Date(at.getTime() - 86_400_000).toISOString(),
		payoutStatus: "SUCCEEDED",
		amount: eur(netOf(sales) - netOf(refunds) - 100),
		transactionCount: transactions.length,
		transactions,
	};
}

/** Fifty orders with their fees, a part of one refunded, a label for another, and the month's fee for the shop. */
export function payoutOfFifty(): StoredPayout {
	const sales = Array.from({ length: 50 }, (_, at) => saleOf(at + 1));
	const transactions = [
		...sales.map(({ orderId, gross, fee }) =>
			transaction({ type: "SALE", id: orderId, orderId, net: gross - fee, fee }),
		),
		transaction({
			type: "REFUND",
			entry: "DEBIT",
			id: "5000000777",
			orderId: REFUND.orderId,
			net: REFUND.gross - REFUND.fee,
			fee: REFUND.fee,
		}),
		transaction({
			type: "SHIPPING_LABEL",
			entry: "DEBIT",
			id: "5000000778",
			net: LABEL,
			more: { references: [{ referenceType: "ORDER_ID", referenceId: saleOf(9).orderId }] },
		}),
		transaction({
			type: "NON_SALE_CHARGE",
			entry: "DEBIT",
			id: "5000000779",
			net: SUBSCRIPTION,
			more: { feeType: "OTHER_FEES", transactionMemo: "Shop, November" },
		}),
	];
	const minor =
		sales.reduce((sum, { gross, fee }) => sum + gross - fee, 0) - (REFUND.gross - REFUND.fee) - LABEL - SUBSCRIPTION;
	return {
		payoutId: "5284736251",
		payoutDate: "2026-11-18T09:00:00.000Z",
		payoutStatus: "SUCCEEDED",
		amount: eur(minor),
		bankReference: "EBAY-PO 7K3F-99821",
		transactionCount: transactions.length,
		transactions,
	};
}
