import type { Day } from "@kontor/connector";
import { addDays, laterOf } from "@kontor/receivables";
import { isIn, type World, type WorldEvent, type WorldOrder } from "@kontor/receivables/simulation";

/**
 * The world as a real hub can live through it. Where several things happen to an order between two readings, a hub sees only how
 * they ended, and it acts at once, not only in the evening's run; so of one order what the shop shows comes one by one, and persons act on days on which the
 * shop shows nothing new. Customers do not pay orders of test systems (PRODUCT A8).
 */
export function hubWorld(world: World): World {
	return {
		...world,
		// Before the hour from which on the hub looks through the orders by itself.
		readAt: "03:30:00Z",
		orders: world.orders.map((order) => ordered(world, order)),
	};
}

const OF_SHOP: readonly WorldEvent["kind"][] = ["invoice", "amount", "email", "closed", "deleted", "reopened"];

function ordered(world: World, order: WorldOrder): WorldOrder {
	const shop = world.shops.find(({ id }) => id === order.shop);
	const outages = shop?.outages ?? [];
	const read = firstWithout(outages, order.placedOn);
	const isReviewed = order.events.some((event) => event.kind === "pays" && event.reviewDays > 0);
	const busy = new Set([read]);
	const events: WorldEvent[] = [];
	for (const event of order.events) {
		if (!OF_SHOP.includes(event.kind)) continue;
		// What a posting in review is suggested for changes with the amount.
		if (event.kind === "amount" && isReviewed) continue;
		const on = firstFree(firstWithout(outages, event.on), (day) => busy.has(day) || isIn(outages, day));
		busy.add(on);
		events.push({ ...event, on });
	}
	for (const event of order.events) {
		if (OF_SHOP.includes(event.kind)) continue;
		if (event.kind !== "pays") {
			events.push({ ...event, on: firstFree(laterOf(event.on, read), (day) => busy.has(day)) });
		} else if (shop?.testSystem !== true) {
			const isPlain = event.reviewDays === 0 && event.minor <= order.amountMinor;
			// A payment that came before its order is the machine's alone.
			events.push({ ...event, on: isPlain ? event.on : laterOf(event.on, read) });
		}
	}
	return { ...order, events: events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)) };
}

function firstWithout(outages: Parameters<typeof isIn>[0], from: Day): Day {
	return firstFree(from, (day) => isIn(outages, day));
}

function firstFree(from: Day, isTaken: (day: Day) => boolean): Day {
	let day = from;
	while (isTaken(day)) day = addDays(day, 1);
	return day;
}
