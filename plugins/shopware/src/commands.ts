import type { CommandOf, Outcome } from "@kontor/connector";
import { carryOut, changedMeanwhile } from "./carry-out.ts";
import type { Shop } from "./manifest.ts";
import { currentDelivery, receivedInShop, statusesOf } from "./mapping.ts";
import { reach } from "./payments.ts";
import { hasLine, NOTES_FIELD, withLine } from "./traces.ts";
import { isDeclined, isMachine, stepTo, take } from "./transitions.ts";

/** From here a parcel can be shipped; anything later is the merchant's own decision since. */
const NOT_SHIPPED = ["open", "shipped_partially"];

/** @returns declined where the shop itself says that it was paid */
export function cancel(ctx: Shop, command: CommandOf<"cancel">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const { machine, status } = command.status ?? { machine: "order", status: "cancelled" };
		const ours = hasLine(order.customFields[NOTES_FIELD], command.id);
		const reached = statusesOf(order)[machine] === status;
		if (ours && reached) return "already-applied";
		if (!reached) {
			const everything = { order: null, transaction: null, delivery: null, [machine]: status };
			const declined = changedMeanwhile(order, command, everything);
			if (declined !== null) return declined;
			if (receivedInShop(order).minor > 0) {
				return { code: "wrong-state", detail: "the shop holds the order as paid" };
			}
		}
		const note = withLine(order.customFields[NOTES_FIELD], command.reason, command.id);
		return reach(api, order, { [machine]: status }, ours ? {} : { [NOTES_FIELD]: note });
	});
}

export function writeStatus(ctx: Shop, command: CommandOf<"set-status">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const { machine, status } = command.status;
		if (!isMachine(machine)) return { code: "wrong-state", detail: `Shopware has no statuses of "${machine}"` };
		if (statusesOf(order)[machine] === status) return "already-applied";
		const declined = changedMeanwhile(order, command, { [machine]: status });
		return declined ?? reach(api, order, { [machine]: status }, {});
	});
}

/** A note does not contradict any status, so `expect` is not asked. */
export function annotate(ctx: Shop, command: CommandOf<"annotate">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const notes = order.customFields[NOTES_FIELD];
		if (hasLine(notes, command.id)) return "already-applied";
		return reach(api, order, {}, { [NOTES_FIELD]: withLine(notes, command.text, command.id) });
	});
}

/** Carrier and number in a note, the number with the delivery's others, then "shipped" or the mapped status. */
export function pushShipment(ctx: Shop, command: CommandOf<"push-shipment">): Promise<Outcome> {
	return carryOut(ctx, command, async (order, api) => {
		const delivery = currentDelivery(order);
		if (delivery === undefined) return { code: "wrong-state", detail: "the order has no delivery" };
		const { machine, status } = command.status ?? { machine: "delivery", status: "shipped" };
		if (!isMachine(machine)) return { code: "wrong-state", detail: `Shopware has no statuses of "${machine}"` };
		const now = statusesOf(order)[machine] ?? "";
		const noted = hasLine(order.customFields[NOTES_FIELD], command.id);
		const tracked = delivery.trackingCodes.includes(command.trackingNumber);
		const over = now === status || (machine === "delivery" && !NOT_SHIPPED.includes(now));
		if (noted && tracked && over) return "already-applied";
		// Shopware ships what was cancelled, too.
		if (statusesOf(order).order === "cancelled") return { code: "wrong-state", detail: "the order is cancelled" };
		const step = await stepTo(api, order, machine, status);
		if (isDeclined(step)) return step;
		if (!noted) {
			const note = withLine(order.customFields[NOTES_FIELD], shipped(command), command.id);
			await api.patch(`order/${order.id}`, { customFields: { [NOTES_FIELD]: note } });
		}
		if (!tracked) {
			// The list is replaced as a whole.
			const trackingCodes = [...delivery.trackingCodes, command.trackingNumber];
			await api.patch(`order-delivery/${delivery.id}`, { trackingCodes });
		}
		await take(api, step);
		return "applied";
	});
}

function shipped({ carrier, trackingNumber, shippedAt }: CommandOf<"push-shipment">): string {
	return `${carrier} ${trackingNumber} ${shippedAt.slice(0, 10)}`;
}
