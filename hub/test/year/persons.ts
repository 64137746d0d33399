import { arrangeOrder, cancelOrder, doOrderAction, manageOrder } from "@kontor/protocol";
import type { World, WorldEvent, WorldOrder } from "@kontor/receivables/simulation";
import { unlessRefused } from "./clerk.ts";
import type { KillableHub } from "./killable-hub.ts";
import type { YearMerchant } from "./open-shop.ts";

/** What persons do on a day: the merchant with his orders, and a customer who answers. @returns how many did something */
export async function personsAct(
	hub: KillableHub,
	{ key }: YearMerchant,
	world: World,
	day: string,
	idOf: (order: string) => string | undefined,
): Promise<number> {
	let acts = 0;
	for (const order of world.orders) {
		for (const event of order.events) {
			const id = event.on === day ? idOf(order.id) : undefined;
			const act = id === undefined ? null : actOf(hub, key, order, event, id);
			if (act === null) continue;
			acts++;
			await unlessRefused(act());
		}
	}
	return acts;
}

function actOf(
	hub: KillableHub,
	key: string,
	{ paymentCode }: WorldOrder,
	event: WorldEvent,
	order: string,
): (() => Promise<unknown>) | null {
	const params = { order };
	const arrange = (body: Parameters<typeof hub.call<typeof arrangeOrder>>[2]["body"]) => () =>
		hub.call(key, arrangeOrder, { params, body });
	switch (event.kind) {
		case "blocks":
			return arrange({ dunningBlock: { until: event.until } });
		case "unblocks":
			return arrange({ dunningBlock: null });
		case "says-paid":
			return arrange({ alreadyPaid: true });
		case "sets-reference":
			return arrange({ referenceDay: event.day });
		case "takes-over":
			return () => hub.call(key, manageOrder, { params });
		case "revives":
			return () => hub.call(key, doOrderAction, { params: { order, action: "revive" } });
		case "ends-collection":
			return () => hub.call(key, doOrderAction, { params: { order, action: "end-collection" } });
		case "cancels":
			// Of another payment code the same click means "overdue".
			return paymentCode === "prepayment" ? () => hub.call(key, cancelOrder, { params }) : null;
		default:
			return null;
	}
}
