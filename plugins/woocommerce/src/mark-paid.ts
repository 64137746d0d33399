import { type CommandOf, type Outcome, paymentCodeOf } from "@kontor/connector";
import { carryOut, changedMeanwhile, type Declined, type Verdict } from "./carry-out.ts";
import type { Api } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { amountOf, metaOf, receivedInShop } from "./mapping.ts";
import { changeOrder } from "./orders.ts";
import type { WooOrder } from "./shapes.ts";
import { PAID_META, paidMark, readPaidMark } from "./traces.ts";

type MarkPaid = CommandOf<"mark-paid">;

/** Where WooCommerce accepts a payment as it is. */
const AWAITS_PAYMENT = ["pending", "failed"];
/** What WooCommerce makes of a paid order, and where goods on their way to an unpaid customer are. */
const UNDER_WAY = ["processing", "completed"];
/** Money no longer belongs to these, or not yet. */
const NOT_PAYABLE = ["refunded", "checkout-draft", "auto-draft"];
/** A payment here is no longer what the shop shows, whenever it came. */
const ENDED = ["cancelled", ...NOT_PAYABLE];

/**
 * In at most two writes: the payment, and the mapped status where WooCommerce chose another. The first leaves the
 * command's id in the order, so that a repetition after a crash knows which of the two is missing.
 */
export function markPaid(ctx: Shop, command: MarkPaid): Promise<Outcome> {
	const target = command.status?.status ?? null;
	return carryOut(ctx, command, async (order, api) => {
		if (readPaidMark(metaOf(order, PAID_META))?.id === command.id) {
			if (stillWaits(order) && order.date_paid_gmt === null) return withdraw(api, order, order.status);
			// After the first write an order is under way; anything else is the merchant's own decision since then.
			if (reached(order, target) || !UNDER_WAY.includes(order.status)) return "already-applied";
			return advance(api, order, target);
		}
		if (isPaid(ctx, order, command) && reached(order, target)) return "already-applied";
		const declined = changedMeanwhile(order, command, target) ?? notPayable(order) ?? tooLittle(order, command);
		if (declined !== null) return declined;
		const paid = await changeOrder(api, order, {
			...payment(order, paymentCodeOf(asOrdered(order), ctx.scope.mapping) ?? "prepayment"),
			transaction_id: command.bankReference,
			meta_data: [{ key: PAID_META, value: paidMark(command.id, command.amount) }],
		});
		return stillWaits(paid) ? withdraw(api, paid, order.status) : advance(api, paid, target);
	});
}

async function advance(api: Api, order: WooOrder, target: string | null): Promise<Verdict> {
	if (target !== null && !reached(order, target)) await changeOrder(api, order, { status: target });
	return "applied";
}

/** A plugin of the shop did not let the payment through: the order waits as before. */
async function withdraw(api: Api, order: WooOrder, status: string): Promise<Verdict> {
	await changeOrder(api, order, { status, transaction_id: "", meta_data: [{ key: PAID_META, value: "" }] });
	return { code: "wrong-state", detail: `still ${order.status} after the payment was written` };
}

function isPaid(ctx: Shop, order: WooOrder, { amount }: MarkPaid): boolean {
	return !ENDED.includes(order.status) && receivedInShop(order, ctx.scope.mapping).minor >= amount.minor;
}

/**
 * What makes WooCommerce take the payment, as observed on real shops: `set_paid` alone works on "pending" and "failed"
 * and is silently ignored on all others; "pending" and `set_paid` in one request work on "on-hold" and "cancelled", too.
 * An order that is already being sent keeps its status: it would be announced to the customer a second time.
 */
function payment(order: WooOrder, code: string): { status?: "pending"; set_paid?: true } {
	if (AWAITS_PAYMENT.includes(order.status)) return { set_paid: true };
	const sentBefore = code !== "prepayment" && !["on-hold", "cancelled"].includes(order.status);
	return sentBefore || UNDER_WAY.includes(order.status) ? {} : { status: "pending", set_paid: true };
}

/** An order without goods to send goes past "processing", and is not taken back from there. */
function reached(order: WooOrder, target: string | null): boolean {
	return order.status === target || target === null || (target === "processing" && order.status === "completed");
}

function stillWaits(order: WooOrder): boolean {
	return AWAITS_PAYMENT.includes(order.status) || order.status === "on-hold" || NOT_PAYABLE.includes(order.status);
}

/** WooCommerce takes no payment for an order of zero. */
function notPayable(order: WooOrder): Declined | null {
	if (NOT_PAYABLE.includes(order.status)) return { code: "wrong-state", detail: `order is ${order.status}` };
	return Number(order.total) > 0 ? null : { code: "wrong-state", detail: "there is nothing to pay" };
}

/** The amount was raised in the shop since the hub last saw it. */
function tooLittle(order: WooOrder, { amount }: MarkPaid): Declined | null {
	const owed = amountOf(order);
	if (amount.currency === owed.currency && amount.minor >= owed.minor) return null;
	const detail = `paid ${amount.minor} ${amount.currency}, the shop asks for ${owed.minor} ${owed.currency}`;
	return { code: "amount-mismatch", detail };
}

function asOrdered(order: WooOrder) {
	return { paymentMethod: { id: order.payment_method, title: "" } };
}
