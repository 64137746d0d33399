import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
let run = 0;
beforeAll(async () => {
	hub = await startTestHub();
	shop = await connectShop(hub);
});
afterAll(() => hub.close());

/** The life of one order in its shop: each version with the next revision. */
const life = fc.array(
	fc.record({
		status: fc.constantFrom("pending", "on-hold", "processing", "cancelled"),
		minor: fc.constantFrom(10_000, 9_000, 12_000),
		received: fc.constantFrom(0, 4_000, 10_000),
	}),
	{ minLength: 1, maxLength: 5 },
);

/** Deliveries of those versions: in any order, repeated, in batches, and some batches at once. */
const deliveries = fc.array(
	fc.record({ versions: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), atOnce: fc.boolean() }),
	{ minLength: 1, maxLength: 6 },
);

test("however its versions are delivered, an order ends as its newest one, once (B9)", async () => {
	await fc.assert(
		fc.asyncProperty(life, deliveries, async (versions, batches) => {
			const ref = `p${run++}`;
			const version = (n: number) => {
				const { status, minor, received } = versions[n % versions.length] ?? { status: "", minor: 0, received: 0 };
				const amount = { minor, currency: "EUR" };
				return order(ref, { revision: n % versions.length, status, received, amount });
			};
			// Known from the beginning, so that the last version counts whether it is open or not.
			await shop.deliver(order(ref, { revision: 0 }));
			let together: Promise<unknown>[] = [];
			for (const { versions: numbers, atOnce } of [...batches, { versions: [versions.length - 1], atOnce: false }]) {
				const delivery = shop.deliver(...numbers.map(version));
				if (atOnce) together.push(delivery);
				else {
					await Promise.all([...together, delivery]);
					together = [];
				}
			}
			await Promise.all(together);

			const stored = await shop.order(ref);
			expect(stored.order).toMatchObject(version(versions.length - 1).order);
			const last = versions.at(-1);
			expect(stored.openInShop).toBe(last?.status === "pending" || last?.status === "on-hold");
			// The history is one chain of states, and its end is the state.
			for (const [n, entry] of stored.history.entries()) expect(entry.from).toBe(stored.history[n - 1]?.to ?? null);
			expect(stored.history.at(-1)?.to).toBe(stored.state);
			const { rows } = await hub.sql.query(
				`SELECT count(*)::int AS n FROM orders WHERE connection_id = $1 AND ref = $2`,
				[shop.id, ref],
			);
			expect(rows[0].n).toBe(1);
			// And the same once more changes nothing.
			expect(await shop.deliver(version(versions.length - 1))).toEqual([{ ref, result: "unchanged" }]);
		}),
		{ numRuns: 25 },
	);
});
