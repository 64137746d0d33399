import type { Day } from "@kontor/connector";
import { bankingCalendar } from "../src/calendar/banking-calendar.ts";
import { BOOKING_DAYS } from "../src/calendar/booking-days.ts";
import { addDays, dayIn } from "../src/days.ts";
import { staleness } from "../src/freshness/gate.ts";
import { stateOf } from "../src/order-state.ts";
import { plan } from "../src/schedule/plan.ts";
import type { RunContext } from "../src/schedule/scheduled-order.ts";
import { effectiveSettings } from "../src/settings/effective.ts";
import { settlementStatus } from "../src/settlement.ts";
import { SimulatedOrder } from "./simulated-order.ts";
import { type Done, isIn, type Outcome, type World, type WorldOrder, type WorldShop } from "./world.ts";

/**
 * Lives through a world without hub and database: what the pure functions of this package would do on a virtual clock. A step that
 * is done counts as done at once; nothing is lost here.
 */
export function runYear(world: World): Outcome {
	const done: Done[] = [];
	const orders = world.orders.map((order) => new SimulatedOrder(order, world));
	const placed = Map.groupBy(orders, (order) => order.world.placedOn);
	let living: SimulatedOrder[] = [];
	const fetchedOn = new Map<string, Day>();
	const reachedOn = new Map<string, Day>();
	const calendar = bankingCalendar(world.country);
	const settings = new Map(world.shops.map((shop) => [shop.id, effectiveSettings(world.merchant, shop.settings)]));

	for (let day = world.firstDay; day <= world.lastDay; day = addDays(day, 1)) {
		const now = `${day}T${world.runAt}`;
		const today = dayIn(world.timeZone, now);
		for (const { id, outages } of world.accounts) if (!isIn(outages, day)) fetchedOn.set(id, day);
		for (const { id, outages } of world.shops) if (!isIn(outages, day)) reachedOn.set(id, day);
		const contexts = new Map<string, RunContext>();
		living = [...living.filter((order) => !order.isOver), ...(placed.get(day) ?? [])];
		for (const order of living) {
			order.live(day, { fetchedOn, reachedOn });
			if (!order.isAlive) continue;
			let run = contexts.get(order.kind);
			if (run === undefined) {
				run = context(order.world);
				contexts.set(order.kind, run);
			}
			const { next } = plan(order.scheduled, order.history, run);
			if (next === null) continue;
			done.push({ order: order.world.id, on: today, kind: next.kind, level: next.level });
			order.take(next, today);
		}

		function context({ shop: shopId, country }: WorldOrder): RunContext {
			const shop = world.shops.find(({ id }) => id === shopId) as WorldShop;
			const own = settings.get(shopId) ?? effectiveSettings({});
			const reached = reachedOn.get(shopId);
			const stale = staleness({
				accounts: world.accounts.map(({ id, shops, countries, limitDays }) => {
					const fetched = fetchedOn.get(id);
					const coveredUntil = fetched === undefined ? null : addDays(fetched, -1);
					return { id, name: id, connections: shops, countries, coveredUntil, limitDays };
				}),
				shop: {
					connection: shopId,
					name: shopId,
					reachedAt: reached === undefined ? null : `${reached}T${world.readAt}`,
					limitHours: own.common.shopReachHours,
				},
				country,
				calendar: BOOKING_DAYS,
				today,
				now,
			});
			const operation = isIn(world.held, day) ? "held" : "live";
			return { settings: own, calendar, stale, operation, testSystem: shop.testSystem, disconnected: false, today };
		}
	}
	return {
		done,
		orders: orders.map(({ world: { id }, wasRead, lifecycle, settlement }) => ({
			order: id,
			state: wasRead ? stateOf(lifecycle, settlementStatus(settlement)) : null,
			assignedMinor: settlement.assigned,
		})),
	};
}
