import { type CommandOf, formatDecimal, formatMoney, type Outcome } from "@kontor/connector";
import { addNote, carryOut, changedMeanwhile, isNoted } from "./carry-out.ts";
import type { Shop } from "./manifest.ts";
import { metaOf, receivedInShop, refundableOf } from "./mapping.ts";
import { changeOrder } from "./orders.ts";
import { addParcel } from "./parcels.ts";
import { SHIPMENT_TRACKING_META } from "./plugin-metas.ts";
import { PAID_META, signature } from "./traces.ts";

/**
 * Every command that leaves a note leaves it last: it carries the command's id, and where it is found everything before
 * it was done, whoever changed the order since.
 */

/** Money that came in for a part: only the mapped status and a note, since WooCommerce knows no part payments. */
export function markPartiallyPaid(ctx: Shop, command: CommandOf<"mark-partially-paid">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		if (await isNoted(api, order, command)) return "already-applied";
		const target = command.status?.status;
		const declined = changedMeanwhile(order, command, target);
		if (declined !== null) return declined;
		if (target !== undefined && order.status !== target) await changeOrder(api, order, { status: target });
		await addNote(api, order, command, partReceived(command));
		return "applied";
	});
}

/**
 * The date of payment stays: WooCommerce's API cannot clear it. The transaction id and Kontor's own mark go, and the
 * mapped status makes the order wait for money again.
 */
export function revokePayment(ctx: Shop, command: CommandOf<"revoke-payment">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		if (await isNoted(api, order, command)) return "already-applied";
		const target = command.status?.status;
		const declined = changedMeanwhile(order, command, target);
		if (declined !== null) return declined;
		if (["cancelled", "refunded"].includes(order.status)) {
			return { code: "wrong-state", detail: `order is ${order.status}, there is no payment to take back` };
		}
		const marked = metaOf(order, PAID_META) !== undefined || order.transaction_id !== "";
		if (marked || (target !== undefined && order.status !== target)) {
			await changeOrder(api, order, {
				...(target === undefined ? {} : { status: target }),
				transaction_id: "",
				meta_data: [{ key: PAID_META, value: "" }],
			});
		}
		await addNote(api, order, command, command.reason);
		return "applied";
	});
}

/** @returns declined where the shop itself says that it was paid */
export function cancel(ctx: Shop, command: CommandOf<"cancel">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		if (await isNoted(api, order, command)) return "already-applied";
		const target = command.status?.status ?? "cancelled";
		if (order.status !== target) {
			const declined = changedMeanwhile(order, command);
			if (declined !== null) return declined;
			if (receivedInShop(order, ctx.scope.mapping).minor > 0) {
				return { code: "wrong-state", detail: `the shop holds the order as paid (${order.status})` };
			}
			await changeOrder(api, order, { status: target });
		}
		await addNote(api, order, command, command.reason);
		return "applied";
	});
}

export function writeStatus(ctx: Shop, command: CommandOf<"set-status">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		if (order.status === command.status.status) return "already-applied";
		const declined = changedMeanwhile(order, command);
		if (declined !== null) return declined;
		await changeOrder(api, order, { status: command.status.status });
		return "applied";
	});
}

/** A note does not contradict any status, so `expect` is not asked. */
export function annotate(ctx: Shop, command: CommandOf<"annotate">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		if (await isNoted(api, order, command)) return "already-applied";
		await addNote(api, order, command, command.text);
		return "applied";
	});
}

/**
 * WooCommerce has no field for a parcel. The number goes into the list that the two usual tracking plugins share, which
 * shows it to the customer where one of them is installed, and in any case into a note.
 */
export function pushShipment(ctx: Shop, command: CommandOf<"push-shipment">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		if (await isNoted(api, order, command)) return "already-applied";
		const target = command.status?.status ?? order.status;
		const declined = changedMeanwhile(order, command, target);
		if (declined !== null) return declined;
		if (order.status === "cancelled") return { code: "wrong-state", detail: "the order is cancelled" };
		const parcels = addParcel(order, command);
		const changes = {
			...(order.status === target ? {} : { status: target }),
			...(parcels === null ? {} : { meta_data: [{ key: SHIPMENT_TRACKING_META, value: parcels }] }),
		};
		if (Object.keys(changes).length > 0) await changeOrder(api, order, changes);
		await addNote(api, order, command, `${command.carrier} ${command.trackingNumber}`);
		return "applied";
	});
}

/**
 * A refund in WooCommerce's books, without asking a payment gateway to move money and without putting goods back in
 * stock: the money went back from the merchant's bank account.
 */
export function recordRepayment(ctx: Shop, command: CommandOf<"record-repayment">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const mark = signature(command.id);
		if (order.refunds.some((refund) => refund.reason.includes(mark))) return "already-applied";
		const declined = changedMeanwhile(order, command);
		if (declined !== null) return declined;
		const refundable = refundableOf(order);
		if (command.amount.currency !== order.currency || command.amount.minor > refundable.minor) {
			return { code: "amount-mismatch", detail: `${command.amount.minor} of ${refundable.minor} ${order.currency}` };
		}
		if (receivedInShop(order, ctx.scope.mapping).minor <= 0) {
			return { code: "wrong-state", detail: "the shop has received nothing to pay back" };
		}
		await api.post(`orders/${order.id}/refunds`, {
			amount: formatDecimal(command.amount),
			reason: `${command.bankReference} ${mark}`,
			api_refund: false,
			api_restock: false,
		});
		return "applied";
	});
}

/** In both languages: the API does not say which one the shop's admin is in. */
function partReceived({ received, outstanding }: CommandOf<"mark-partially-paid">): string {
	const german = `Teilzahlung: ${formatMoney(received, "de")} eingegangen, ${formatMoney(outstanding, "de")} offen.`;
	const english = `Part payment: ${formatMoney(received, "en")} received, ${formatMoney(outstanding, "en")} outstanding.`;
	return `${german} / ${english}`;
}
