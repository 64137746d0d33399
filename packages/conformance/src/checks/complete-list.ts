import type { OrderRef } from "@kontor/connector";
import { expect } from "vitest";
import type { Check } from "../check.ts";
import { assertNoneLost, listed, newestOf, placeThreePages, refsOf } from "../reading.ts";

const group = "complete list";

export const completeListChecks: readonly Check[] = [
	{
		group,
		name: "holds every open order in full, and says where it ends",
		async run(bench) {
			const refs = await placeThreePages(bench);
			const read = await listed(bench);
			assertNoneLost(refs, refsOf(read), "in the complete list");
			expect(
				read.map(({ end }) => end),
				"only the last page ends it",
			).toEqual([...read.slice(1).map(() => false), true]);
			const [ref] = refs;
			if (ref !== undefined) expect(newestOf(read, ref)).toEqual(await bench.read(ref));
		},
	},
	{
		group,
		name: "is complete also where there is no order",
		async run(bench) {
			const read = await listed(bench);
			expect(read.at(-1)?.end, "an empty shop has a list, too: one empty page with its end").toBe(true);
		},
	},
	{
		group,
		name: "does not hold what is gone or settled",
		async run(bench) {
			const [gone, settled, open] = [await bench.place(), await bench.place(), await bench.place()];
			await bench.shop.remove(gone);
			await bench.shop.settleElsewhere(settled);
			const refs = refsOf(await listed(bench));
			expect(refs.has(gone), "the removed order").toBe(false);
			expect(refs.has(open), "the open order").toBe(true);
			expect(await bench.connector.read(bench.context(), gone)).toBeNull();
		},
	},
	{
		group,
		name: "loses no order, or does not claim to be complete, when others leave it while paging",
		async run(bench) {
			const refs = await placeThreePages(bench);
			const seen = new Set<OrderRef>();
			const left = new Set<OrderRef>();
			let complete = false;
			for await (const page of bench.connector.listOpen(bench.context())) {
				for (const { ref } of page.orders) seen.add(ref);
				complete = page.end;
				if (left.size > 0) continue;
				for (const { ref } of page.orders) {
					await bench.shop.settleElsewhere(ref);
					left.add(ref);
				}
			}
			const stayed = refs.filter((ref) => !left.has(ref));
			if (complete) assertNoneLost(stayed, seen, "from a list that says it is complete");
		},
	},
];
