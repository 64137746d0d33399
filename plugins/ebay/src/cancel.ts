import { setTimeout as delay } from "node:timers/promises";
import type { CommandOf, OrderRef, Outcome } from "@kontor/connector";
import * as z from "zod";
import { assertWritable, carryOut, changedMeanwhile, type Declined, wrongState } from "./carry-out.ts";
import type { Api } from "./client.ts";
import * as faults from "./faults.ts";
import { isPaid } from "./mapping.ts";
import { findOrder } from "./orders.ts";
import type { EbayOrder } from "./shapes.ts";

/** The order shows a cancellation some moments after eBay accepted it. */
const PAUSES_MS = [0, 300, 700, 1500, 3000];

/**
 * Cancels an order that was not paid. One that was paid is never cancelled from here: eBay would refund the buyer. Nor is
 * one whose buyer asked for it: the seller answers that in eBay.
 */
export function cancel(api: Api, command: CommandOf<"cancel">, signal: AbortSignal): Promise<Outcome> {
	assertWritable(command, "cancellation", "CANCELED");
	return carryOut(api, command, {
		isDone: isCancelled,
		async act(order, observing) {
			if (isCancelled(order)) return "already-applied";
			if (isUnderWay(order)) {
				// By an attempt whose answer was lost: one cancellation is all there can be.
				await shown(observing, command.orderRef, signal);
				return "applied";
			}
			const declined = changedMeanwhile(order, command) ?? notCancellable(order);
			if (declined !== null) return declined;
			const refused = await createCancellation(observing, order);
			if (refused !== null) return refused;
			await shown(observing, command.orderRef, signal);
			return "applied";
		},
	});
}

function isCancelled({ cancelStatus }: EbayOrder): boolean {
	return cancelStatus?.cancelState === "CANCELED";
}

/** Begun by the seller, which is by us or in eBay itself. */
function isUnderWay({ cancelStatus }: EbayOrder): boolean {
	const { cancelState, cancelRequests = [] } = cancelStatus ?? {};
	return cancelState === "IN_PROGRESS" && cancelRequests.at(-1)?.cancelInitiator?.toUpperCase() === "SELLER";
}

function notCancellable(order: EbayOrder): Declined | null {
	if (isPaid(order)) return wrongState(order, "eBay has the buyer's money");
	if (order.orderFulfillmentStatus !== "NOT_STARTED") return wrongState(order, "shipped");
	return order.cancelStatus?.cancelState === "IN_PROGRESS" ? wrongState(order, "the buyer asked for it") : null;
}

/**
 * The Post-Order API knows orders by their older id, takes the token under the name IAF, and wants the calls of EU sellers
 * signed. It answers 400 with an error of its own where the order cannot be cancelled (any more).
 */
async function createCancellation(api: Api, order: EbayOrder): Promise<Declined | null> {
	const asked = api.ask({
		name: "createCancellation",
		method: "POST",
		path: "/post-order/v2/cancellation",
		effect: "write",
		token: "IAF",
		signed: true,
		body: { legacyOrderId: order.legacyOrderId ?? order.orderId, buyerPaid: false, cancelReason: "ORDER_UNPAID" },
		answer: z.object({ cancelId: z.union([z.string(), z.number()]) }),
	});
	try {
		await asked;
		return null;
	} catch (error) {
		const refused = error instanceof faults.EbayRefusal && error.fault === "invalid-input" && error.errorIds.length > 0;
		if (!refused) throw error;
		return wrongState(order, error.message);
	}
}

async function shown(api: Api, ref: OrderRef, signal: AbortSignal): Promise<void> {
	for (const pause of PAUSES_MS) {
		await delay(pause, undefined, { signal }).catch(() => {});
		const order = await findOrder(api, ref);
		if (order === null || isCancelled(order) || signal.aborted) return;
	}
}
