import type { CommandOf, Outcome } from "@kontor/connector";
import { assertWritable, carryOut, changedMeanwhile, type Declined, wrongState } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { EbayRefusal } from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { amountOf, isPaid, MANAGED_METHOD, paymentMethodOf } from "./mapping.ts";
import type { EbayOrder } from "./shapes.ts";
import { completeSale } from "./trading.ts";

type MarkPaid = CommandOf<"mark-paid">;

/**
 * Refused unless the merchant switched it on, and always for what eBay collects itself: an order marked as paid there
 * would be shipped without eBay ever paying it out. An order that is paid says so, so a repetition finds out by itself.
 */
export async function markPaid(ctx: Shop, api: Api, command: MarkPaid): Promise<Outcome> {
	assertWritable(command, "payment", "PAID");
	return carryOut(api, command, {
		isDone: isPaid,
		async act(order, observing) {
			if (isPaid(order) && order.cancelStatus?.cancelState !== "CANCELED") return "already-applied";
			const declined =
				changedMeanwhile(order, command) ?? notAllowed(ctx, order) ?? notPayable(order) ?? tooLittle(order, command);
			if (declined !== null) return declined;
			try {
				await completeSale(ctx, observing, order.orderId);
				return "applied";
			} catch (error) {
				if (error instanceof EbayRefusal && error.fault === "invalid-input") return wrongState(order, error.message);
				throw error;
			}
		},
	});
}

function notAllowed({ config }: Shop, order: EbayOrder): Declined | null {
	const code = "not-allowed-here";
	if (paymentMethodOf(order).id === MANAGED_METHOD) {
		return { code, detail: "eBay collects this payment itself and shows by itself when it is paid" };
	}
	if (config.marksPaid === true) return null;
	return { code, detail: "marking orders as paid is not switched on for this connection" };
}

function notPayable(order: EbayOrder): Declined | null {
	return order.cancelStatus?.cancelState === "CANCELED" ? wrongState(order, "cannot be marked as paid") : null;
}

/** The buyer owes more than was settled: another item was added, or shipping was raised. */
function tooLittle(order: EbayOrder, { amount }: MarkPaid): Declined | null {
	const owed = amountOf(order);
	if (amount.currency === owed.currency && owed.minor <= amount.minor) return null;
	const detail = `settled ${amount.minor} ${amount.currency}, owed ${owed.minor} ${owed.currency}`;
	return { code: "amount-mismatch", detail };
}
