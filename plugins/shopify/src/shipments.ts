import type { CommandOf, Outcome } from "@kontor/connector";
import type * as z from "zod";
import { carryOut, refusedBy, statusNotWritable, type Verdict } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { ADD_PARCEL, SHIP, SHIPMENTS } from "./documents.ts";
import { gidOf } from "./mapping.ts";
import type { Shipments } from "./shapes.ts";
import { statusesOf } from "./statuses.ts";

type Push = CommandOf<"push-shipment">;
type Goods = NonNullable<z.infer<typeof Shipments>["order"]>;

/** Fulfillments that came to nothing. */
const FAILED = ["CANCELLED", "ERROR", "FAILURE"];

/**
 * Everything that is still to be sent from one place is sent with this parcel; another parcel of an order that is sent
 * already is added to its last shipment. The customer gets Shopify's own message. Whether a parcel is known stands in
 * the shipments themselves, by its number. That a parcel left is a fact, whatever became of the payment meanwhile.
 */
export async function pushShipment(api: Api, command: Push): Promise<Outcome> {
	const { status } = command;
	if (status !== null && (status.machine !== "fulfillment" || status.status !== "FULFILLED")) {
		throw statusNotWritable(command);
	}
	return carryOut(api, command, async (order, observing): Promise<Verdict> => {
		const goods = (await observing.ask(SHIPMENTS, { id: gidOf(command.orderRef) })).data.order;
		if (goods === null) return { code: "order-gone", detail: "gone while looking for its shipments" };
		const sent = goods.fulfillments.filter((one) => !FAILED.includes(one.status));
		if (sent.some(({ trackingInfo }) => trackingInfo.some(({ number }) => number === command.trackingNumber))) {
			return "already-applied";
		}
		if (order.cancelledAt !== null) return { code: "wrong-state", detail: JSON.stringify(statusesOf(order)) };
		const open = goods.fulfillmentOrders.nodes.filter(({ supportedActions }) =>
			supportedActions.some(({ action }) => action === "CREATE_FULFILLMENT"),
		);
		return open.length > 0 ? ship(observing, command, open) : addParcel(observing, command, sent);
	});
}

async function ship(api: Api, command: Push, open: Goods["fulfillmentOrders"]["nodes"]): Promise<Verdict> {
	const places = new Set(open.map(({ assignedLocation }) => assignedLocation.location?.id));
	if (places.size > 1) {
		return { code: "wrong-state", detail: `goods wait at ${places.size} locations, and one parcel comes from one` };
	}
	const { data } = await api.ask(SHIP, {
		fulfillment: {
			lineItemsByFulfillmentOrder: open.map(({ id }) => ({ fulfillmentOrderId: id })),
			trackingInfo: { company: command.carrier, number: command.trackingNumber },
			notifyCustomer: true,
		},
	});
	return refusedBy(data.fulfillmentCreate) ?? "applied";
}

async function addParcel(api: Api, command: Push, sent: Goods["fulfillments"]): Promise<Verdict> {
	const last = sent.at(-1);
	if (last === undefined) return { code: "wrong-state", detail: "nothing can be sent: on hold, or elsewhere" };
	const numbers = last.trackingInfo.flatMap(({ number }) => (number === null || number === "" ? [] : [number]));
	const { data } = await api.ask(ADD_PARCEL, {
		id: last.id,
		tracking: { company: command.carrier, numbers: [...numbers, command.trackingNumber] },
	});
	return refusedBy(data.fulfillmentTrackingInfoUpdate) ?? "applied";
}
