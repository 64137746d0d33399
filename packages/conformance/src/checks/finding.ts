import { assert, expect } from "vitest";
import type { Check } from "../check.ts";
import { findBy } from "../reading.ts";
import type { Rig } from "../rig.ts";

const group = "finding by number";

export function whyNotFound({ connector }: Rig): string | null {
	return connector.manifest.capabilities.findsOrders === true ? null : "orders are not found by their number";
}

export const findingChecks: readonly Check[] = [
	{
		group,
		name: "finds an order as it is read, open or not",
		skip: whyNotFound,
		async run(bench) {
			await bench.place();
			const ref = await bench.place();
			const order = await bench.read(ref);
			expect(await findBy(bench, order.number)).toEqual([order]);
			await bench.shop.settleElsewhere(ref);
			const closed = await bench.read(ref);
			expect(await findBy(bench, closed.number), "no longer open").toEqual([closed]);
		},
	},
	{
		group,
		name: "takes the number as a whole: part of it is another order's",
		skip: whyNotFound,
		async run(bench) {
			const ref = await bench.place();
			const { number } = await bench.read(ref);
			assert(number.length > 1, "the fake's numbers have more than one character");
			const others = [number.slice(0, -1), number.slice(1), `${number}0`, `1${number}`, `${number.slice(0, -1)}*`];
			for (const other of others) {
				const refs = (await findBy(bench, other)).map((found) => found.ref);
				expect(refs, `looking for "${other}" finds ${number}`).not.toContain(ref);
			}
		},
	},
	{
		group,
		name: "takes whatever stands in a number for nothing but that",
		skip: whyNotFound,
		async run(bench) {
			await bench.place();
			for (const odd of ["no such number", '1" OR 1', "../orders", "a:b", "100%", "Ä'ö\\"]) {
				expect(await findBy(bench, odd), `looking for ${odd}`).toEqual([]);
			}
		},
	},
	{
		group,
		name: "finds none that is gone",
		skip: whyNotFound,
		async run(bench) {
			const ref = await bench.place();
			const { number } = await bench.read(ref);
			await bench.shop.remove(ref);
			expect(await findBy(bench, number)).toEqual([]);
		},
	},
];
