import type { CommandOf, Outcome } from "@kontor/connector";
import { carrierCodeOf, trackingNumberOf } from "./carriers.ts";
import { assertWritable, carryOut, type Verdict, wrongState } from "./carry-out.ts";
import type { Api } from "./client.ts";
import * as faults from "./faults.ts";
import { createFulfillment, fulfillmentsOf } from "./orders.ts";
import type { EbayOrder } from "./shapes.ts";

type Push = CommandOf<"push-shipment">;

/**
 * One parcel with what is not yet shipped; a further one of an order that is shipped already carries all of it again. eBay
 * makes the tracking number the shipment's own id, so whether it is there can be looked up. That a parcel left is a fact,
 * whatever became of the payment meanwhile.
 */
export async function pushShipment(api: Api, command: Push, now: Date): Promise<Outcome> {
	assertWritable(command, "fulfillment", "FULFILLED");
	const number = trackingNumberOf(command.trackingNumber);
	if (number === "") {
		throw faults.known("invalid-input", "EBAY_TRACKING_REFUSED", "push-shipment");
	}
	return carryOut(api, command, {
		isDone: ({ orderFulfillmentStatus }) => orderFulfillmentStatus !== "NOT_STARTED",
		async act(order, observing): Promise<Verdict> {
			if ((await fulfillmentsOf(observing, order.orderId)).includes(number)) return "already-applied";
			if (order.cancelStatus?.cancelState === "CANCELED") return wrongState(order, "cancelled");
			await createFulfillment(observing, order.orderId, {
				lineItems: toShip(order),
				shippedDate: shippedDate(order, command, now),
				// eBay takes both or neither.
				shippingCarrierCode: carrierCodeOf(command.carrier),
				trackingNumber: number,
			});
			const there = await fulfillmentsOf(observing, order.orderId);
			if (!there.includes(number)) throw faults.notReadBack("push-shipment");
			return "applied";
		},
	});
}

function toShip({ lineItems }: EbayOrder): object[] {
	const waiting = lineItems.filter(({ lineItemFulfillmentStatus }) => lineItemFulfillmentStatus !== "FULFILLED");
	return (waiting.length > 0 ? waiting : lineItems).map(({ lineItemId, quantity }) => ({ lineItemId, quantity }));
}

/** eBay refuses one in the future, or before the order by its own clock (32500). */
function shippedDate(order: EbayOrder, { shippedAt }: Push, now: Date): string {
	const at = Math.min(Date.parse(shippedAt), now.getTime());
	return new Date(Math.max(at, Date.parse(order.creationDate))).toISOString();
}
