import type { World } from "../world.ts";
import { isBooked, plus } from "./days.ts";
import type { KnownOrder } from "./known-order.ts";
import type { PlainSettings } from "./plain-settings.ts";

/** Why nothing may be demanded on a day for orders of one shop and billing country; null where it may. */
export type WhyStale = (day: string) => string | null;

/** F8, I10: which account or shop the data are missing of. */
function whyStale(world: World, shopId: string, country: string, day: string): string | null {
	const isOut = (outages: readonly { from: string; to: string }[], on: string) =>
		outages.some(({ from, to }) => from <= on && on <= to);
	// The shop is read each morning before the run; yesterday's reading is older than a day.
	const shop = world.shops.find(({ id }) => id === shopId);
	if (shop === undefined || isOut(shop.outages, day)) return `${shopId} was not reached`;
	const able = world.accounts.filter(
		({ shops, countries }) =>
			(shops.length === 0 || shops.includes(shopId)) && (countries.length === 0 || countries.includes(country)),
	);
	if (able.length === 0) return "no account";
	for (const { id, outages, limitDays } of able) {
		let fetched = day;
		while (fetched >= world.firstDay && isOut(outages, fetched)) fetched = plus(fetched, -1);
		if (fetched < world.firstDay) return `${id} was never fetched`;
		let needed = day;
		for (let left = limitDays; left > 0; left -= isBooked(needed) ? 1 : 0) needed = plus(needed, -1);
		// What was fetched on a day is complete for the days before it.
		if (plus(fetched, -1) < needed) return `${id} reaches until ${plus(fetched, -1)}, not ${needed}`;
	}
	return null;
}

/** Asked once for each shop, country and day. */
export function whyStaleIn(world: World): (shop: string, country: string) => WhyStale {
	const known = new Map<string, Map<string, string | null>>();
	return (shop, country) => {
		const days = known.get(`${shop} ${country}`) ?? new Map<string, string | null>();
		known.set(`${shop} ${country}`, days);
		return (day) => {
			const found = days.get(day);
			if (found !== undefined) return found;
			const reason = whyStale(world, shop, country, day);
			days.set(day, reason);
			return reason;
		};
	};
}

export function whyRestrained(known: KnownOrder, { common }: PlainSettings, day: string): string | null {
	if (known.isInReview(day)) return "a posting is in review";
	const { blocked, saidPaidOn } = known;
	if (blocked !== null && (blocked.until === null || day <= blocked.until)) return "reminders are stopped";
	const isWaiting = saidPaidOn !== null && day < plus(saidPaidOn, common.alreadyPaidHoldDays);
	return isWaiting ? "the customer says that he has paid" : null;
}
