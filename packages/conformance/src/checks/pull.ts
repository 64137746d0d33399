import type { Cursor, Page } from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Check } from "../check.ts";
import { assertNoneLost, newestOf, pages, placeThreePages, pulled, refsOf } from "../reading.ts";

const group = "pull";

export const pullChecks: readonly Check[] = [
	{
		group,
		name: "without a cursor every open order is read, in several pages",
		async run(bench) {
			const refs = await placeThreePages(bench);
			const { pages: read } = await pulled(bench, null);
			assertNoneLost(refs, refsOf(read), "in the first read");
			expect(read.length, "pages (see Rig.pageSize)").toBeGreaterThanOrEqual(3);
		},
	},
	{
		group,
		name: "a crash after any page loses no order",
		async run(bench) {
			const refs = await placeThreePages(bench);
			const { pages: whole } = await pulled(bench, null);
			for (const crashed of whole.keys()) {
				const before: Page[] = [];
				for await (const page of pages(bench.connector, bench.context(), null)) {
					before.push(page);
					if (before.length > crashed) break;
				}
				const after = await pulled(bench, before.at(-1)?.cursor ?? null);
				assertNoneLost(refs, refsOf([...before, ...after.pages]), `after a crash behind page ${crashed + 1}`);
			}
		},
	},
	{
		group,
		name: "a crash after every page, again and again, comes to an end and loses no order",
		async run(bench) {
			const refs = await placeThreePages(bench);
			const read: Page[] = [];
			let cursor: Cursor | null = null;
			for (let run = 0; run < refs.length + 3; run++) {
				for await (const page of pages(bench.connector, bench.context(), cursor)) {
					read.push(page);
					cursor = page.cursor;
					break;
				}
			}
			assertNoneLost(refs, refsOf(read), "although every run stored a page");
		},
	},
	{
		group,
		name: "orders that change and arrive while paging push no other order out",
		async run(bench) {
			const refs = await placeThreePages(bench);
			const read: Page[] = [];
			let late: typeof refs = [];
			for await (const page of pages(bench.connector, bench.context(), null)) {
				read.push(page);
				if (read.length === 1) {
					for (const order of page.orders) await bench.shop.edit(order.ref);
					late = [await bench.place()];
				}
			}
			const after = await pulled(bench, read.at(-1)?.cursor ?? null);
			assertNoneLost([...refs, ...late], refsOf([...read, ...after.pages]), "while the list changed");
		},
	},
	{
		group,
		name: "what is placed or edited afterwards is read by the next pull, as it is now",
		async run(bench) {
			const first = await bench.place();
			const { cursor } = await pulled(bench, null);
			assert(cursor !== null, "a page, also an empty one, carries a cursor");
			const before = await bench.read(first);
			await bench.shop.edit(first);
			const second = await bench.place();
			const { pages: read } = await pulled(bench, cursor);
			assertNoneLost([first, second], refsOf(read), "after the cursor");
			expect(newestOf(read, first)?.customer.billing).not.toEqual(before.customer.billing);
			expect(newestOf(read, first), "the pull's order").toEqual(await bench.read(first));
		},
	},
	{
		group,
		name: "an order that stops being open is read by the next pull",
		async run(bench) {
			const ref = await bench.place();
			const { cursor } = await pulled(bench, null);
			await bench.shop.settleElsewhere(ref);
			const { pages: read } = await pulled(bench, cursor);
			expect(newestOf(read, ref)?.statuses).toEqual((await bench.read(ref)).statuses);
		},
	},
	{
		group,
		name: "cursors are small, and survive JSON",
		async run(bench) {
			await placeThreePages(bench);
			for await (const { cursor } of bench.connector.pull(bench.context(), null)) {
				expect(JSON.parse(JSON.stringify(cursor))).toEqual(cursor);
				expect(JSON.stringify(cursor).length).toBeLessThan(2000);
				for (const value of Object.values(cursor)) expect(typeof value).toMatch(/^(string|number|boolean)$/);
			}
		},
	},
];
