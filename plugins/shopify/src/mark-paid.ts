import { type CommandOf, formatMoney, type Outcome } from "@kontor/connector";
import { carryOut, changedMeanwhile, type Declined, refusedBy, statusNotWritable } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { MARK_PAID } from "./documents.ts";
import { type Ledger, ledgerField, ledgerOf } from "./ledger.ts";
import { gidOf, netOf, outstandingOf } from "./mapping.ts";
import { mark } from "./mark.ts";
import type { ShopifyOrder } from "./shapes.ts";
import { nativePayment, REVOKED, statusesOf, tagOf, tagsOf } from "./statuses.ts";

type MarkPaid = CommandOf<"mark-paid">;

/** What is open, by Shopify and by what Kontor took back, and what of the payments Kontor itself reported. */
export function booksOf(order: ShopifyOrder): { readonly open: number; readonly ledger: Ledger } {
	const ledger = ledgerOf(order, netOf(order));
	return { open: outstandingOf(order).minor + ledger.revoked, ledger };
}

/**
 * Shopify pays whatever is outstanding: it is asked to only where that is not more than what Kontor settled and has not
 * reported yet. An order that is paid says so itself, so a repetition finds out without a trace of its own.
 */
export async function markPaid(api: Api, command: MarkPaid): Promise<Outcome> {
	const { status } = command;
	if (status !== null && (status.machine !== "payment" || status.status !== "PAID")) throw statusNotWritable(command);
	return carryOut(api, command, async (order, observing) => {
		const { open, ledger } = booksOf(order);
		if (statusesOf(order).payment === "PAID" && order.cancelledAt === null && open <= 0) return "already-applied";
		const declined = changedMeanwhile(order, command) ?? notPayable(order) ?? tooLittle(order, command);
		if (declined !== null) return declined;
		const paid: Ledger = { ...ledger, reported: ledger.reported + open, revoked: 0 };
		if (tagOf(order) === REVOKED && outstandingOf(order).minor <= 0) {
			// Shopify holds the payment that was taken back as paid still: only what Kontor says of it changes.
			await mark(observing, order, command, { ledger: paid, tag: null, note: paidAgain(command) });
			return "applied";
		}
		const id = gidOf(command.orderRef);
		const { data } = await observing.ask(MARK_PAID, {
			id,
			ledger: [ledgerField(id ?? "", order.currencyCode, paid)],
			tags: tagsOf(order),
			untag: tagsOf(order).length > 0,
		});
		return refusedBy(data.orderMarkAsPaid) ?? "applied";
	});
}

function paidAgain({ amount }: MarkPaid): string {
	return `Bezahlt: ${formatMoney(amount, "de")}. / Paid: ${formatMoney(amount, "en")}.`;
}

/** Shopify says itself whether it takes a payment; it does not know of one that was taken back. */
function notPayable(order: ShopifyOrder): Declined | null {
	const revoked = tagOf(order) === REVOKED && nativePayment(order) === "PAID";
	if (order.cancelledAt === null && (order.canMarkAsPaid || revoked)) return null;
	return { code: "wrong-state", detail: `cannot be marked as paid: ${JSON.stringify(statusesOf(order))}` };
}

/** The amount was raised in the shop since the hub last saw it. */
function tooLittle(order: ShopifyOrder, { amount }: MarkPaid): Declined | null {
	const { open, ledger } = booksOf(order);
	if (amount.currency === order.currencyCode && open + ledger.reported <= amount.minor) return null;
	const asked = `${open} ${order.currencyCode} open and ${ledger.reported} reported before`;
	return { code: "amount-mismatch", detail: `settled ${amount.minor} ${amount.currency}, ${asked}` };
}
