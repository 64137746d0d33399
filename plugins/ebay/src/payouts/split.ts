import { type Money, OrderRef, type PayoutCharge, type PayoutLine } from "@kontor/connector";
import { toMoney } from "../mapping.ts";
import type { Payout, Transaction } from "./shapes.ts";

/** A payout in its parts; `difference`: what they miss, or have too much. Zero: exact to the cent. */
export interface Split {
	readonly amount: Money;
	readonly lines: readonly PayoutLine[];
	readonly charges: readonly PayoutCharge[];
	readonly difference: Money;
}

/**
 * Splits a payout over the orders it pays, by eBay's own books and nothing else (PRODUCT D3): each transaction is what eBay
 * booked net of its fees. A sale and a refund of one order stay two lines. Pure; nothing is rounded or shared out.
 */
export function splitPayout(payout: Payout, transactions: readonly Transaction[]): Split {
	const amount = toMoney(payout.amount);
	const { currency } = amount;
	const lines = new Map<string, PayoutLine>();
	const charges: PayoutCharge[] = [];
	let whole = transactions.every((one) => one.amount.currency === currency);
	const distinct = new Map(transactions.map((one) => [keyOf(one), one]));
	for (const transaction of distinct.values()) {
		if (transaction.amount.currency !== currency) continue;
		const orderId = orderIdOf(transaction);
		if (orderId === undefined) charges.push(chargeOf(transaction, currency));
		else merge(lines, lineOf(transaction, orderId, currency));
	}
	const fee = payout.totalFee === undefined ? 0 : toMoney(payout.totalFee).minor;
	if (fee !== 0) charges.push({ kind: "PAYOUT_FEE", net: { minor: -fee, currency }, transactionId: null });
	whole &&= (payout.transactionCount ?? distinct.size) === distinct.size;
	const sum = [...lines.values(), ...charges].reduce((total, { net }) => total + net.minor, 0);
	const difference = amount.minor - sum;
	// Parts that happen to make up the sum without being all of them would be a guess.
	const missed = difference === 0 && !whole ? amount.minor : difference;
	return { amount, lines: [...lines.values()], charges, difference: { minor: missed, currency } };
}

/** eBay numbers a sale like its order: type and number together tell transactions apart. */
function keyOf({ transactionType, transactionId, bookingEntry }: Transaction): string {
	return `${transactionType} ${transactionId} ${bookingEntry}`;
}

/** A charge may name its order only as a reference. */
function orderIdOf({ orderId, references = [] }: Transaction): string | undefined {
	if (orderId !== undefined && orderId !== "") return orderId;
	return references.find(({ referenceType }) => /^order_?id$/i.test(referenceType ?? ""))?.referenceId;
}

function lineOf(transaction: Transaction, orderId: string, currency: string): PayoutLine {
	const sign = transaction.bookingEntry === "CREDIT" ? 1 : -1;
	const net = sign * toMoney(transaction.amount).minor;
	// eBay keeps fees of a sale, and gives them back with a refund; what it charges besides has none.
	const fee = transaction.totalFeeAmount === undefined ? 0 : Math.abs(toMoney(transaction.totalFeeAmount).minor);
	const kind = kindOf(transaction);
	const fees = kind === "other" ? net : nonZero(-sign * fee);
	const tax = transaction.eBayCollectedTaxAmount;
	return {
		orderRef: OrderRef.parse(orderId),
		kind,
		gross: { minor: nonZero(net - fees), currency },
		fees: { minor: fees, currency },
		net: { minor: net, currency },
		...(tax === undefined ? {} : { taxKept: { minor: nonZero(sign * Math.abs(toMoney(tax).minor)), currency } }),
		transactionIds: [transaction.transactionId],
	};
}

/** A dispute or a hold moves the buyer's money as a refund does; labels and other charges are costs. */
function kindOf({ transactionType, bookingEntry }: Transaction): PayoutLine["kind"] {
	if (transactionType === "SALE") return "sale";
	if (["REFUND", "DISPUTE"].includes(transactionType)) return bookingEntry === "DEBIT" ? "refund" : "sale";
	return "other";
}

function chargeOf(transaction: Transaction, currency: string): PayoutCharge {
	const sign = transaction.bookingEntry === "CREDIT" ? 1 : -1;
	const { feeType, transactionMemo } = transaction;
	const memo = [feeType, transactionMemo].filter((part) => (part ?? "") !== "").join(": ");
	return {
		kind: transaction.transactionType,
		net: { minor: nonZero(sign * toMoney(transaction.amount).minor), currency },
		transactionId: transaction.transactionId,
		...(memo === "" ? {} : { memo: memo.slice(0, 500) }),
	};
}

/** Several transactions of one kind for one order are one line. */
function merge(lines: Map<string, PayoutLine>, line: PayoutLine): void {
	const key = `${line.kind} ${line.orderRef}`;
	const known = lines.get(key);
	if (known === undefined) {
		lines.set(key, line);
		return;
	}
	const sum = (a: Money, b: Money) => ({ ...a, minor: nonZero(a.minor + b.minor) });
	lines.set(key, {
		...known,
		gross: sum(known.gross, line.gross),
		fees: sum(known.fees, line.fees),
		net: sum(known.net, line.net),
		taxKept: known.taxKept && line.taxKept ? sum(known.taxKept, line.taxKept) : (known.taxKept ?? line.taxKept),
		transactionIds: [...known.transactionIds, ...line.transactionIds],
	});
}

/** No negative zero. */
function nonZero(minor: number): number {
	return minor === 0 ? 0 : minor;
}
