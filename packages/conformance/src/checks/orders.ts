import { type Instant, OrderRef } from "@kontor/connector";
import { expect } from "vitest";
import type { Bench } from "../bench.ts";
import type { Check } from "../check.ts";
import { listed, newestOf, pulled } from "../reading.ts";

const group = "orders";
/** The suite waits for nothing: a placed order is seconds old. An hour off is a time zone. */
const RECENT_MS = 5 * 60_000;

export const orderChecks: readonly Check[] = [
	{
		group,
		name: "placed now is placed now, whatever the shop's time zone",
		async run(bench) {
			const ref = await bench.place();
			const clock = Date.parse(await shopClock(bench));
			const { placedAt, recordedAt } = await bench.read(ref);
			const zone = `in a shop in ${bench.rig.timeZone}`;
			expect(Math.abs(Date.parse(placedAt) - clock), `placedAt ${zone}`).toBeLessThan(RECENT_MS);
			expect(Math.abs(Date.parse(recordedAt) - clock), `recordedAt ${zone}`).toBeLessThan(RECENT_MS);
		},
	},
	...["EUR", "JPY", "KWD"].map(
		(currency): Check => ({
			group,
			name: `amounts in ${currency} are exact`,
			skip: ({ currencies }) => (currencies.includes(currency) ? null : `the shop holds no ${currency}`),
			async run(bench) {
				const amount = { minor: 1_234_567, currency };
				const ref = await bench.place({ amount });
				const order = await bench.read(ref);
				expect(order.amount).toEqual(amount);
				expect(order.receivedInShop).toEqual({ minor: 0, currency });
				expect(newestOf((await pulled(bench, null)).pages, ref)?.amount, "in the pull").toEqual(amount);
				expect(newestOf(await listed(bench), ref)?.amount, "in the complete list").toEqual(amount);
			},
		}),
	),
	{
		group,
		name: "an edit is a new revision or new content, and never a lower revision",
		async run(bench) {
			const ref = await bench.place();
			const before = await bench.read(ref);
			await bench.shop.edit(ref);
			const after = await bench.read(ref);
			expect(after).not.toEqual(before);
			expect(after.revision).toBeGreaterThanOrEqual(before.revision);
		},
	},
	{
		group,
		name: "one that the shop does not have reads as null",
		async run(bench) {
			const ref = await bench.place();
			await bench.shop.remove(ref);
			expect(await bench.connector.read(bench.context(), ref)).toBeNull();
			const foreign = OrderRef.parse("999999999");
			expect(await bench.connector.read(bench.context(), foreign)).toBeNull();
		},
	},
];

async function shopClock(bench: Bench): Promise<Instant> {
	const checked = await bench.connector.check(bench.context());
	expect(checked.ok, "check with the rig's own secrets").toBe(true);
	return checked.ok ? checked.shopClock : "";
}
