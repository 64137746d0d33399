import { afterEach, expect, it } from "vitest";
import { find } from "../src/find.ts";
import { moveTo, place, remove } from "./fake/order-life.ts";
import type { ShopOptions } from "./fake/state.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { shopContext } from "./rig.ts";

/** WooCommerce knows ids; numbers are the plugins', each in its own way. */
let fake: FakeWooCommerce;
afterEach(() => fake.close());

async function open(options: ShopOptions = {}): Promise<void> {
	fake = await startFakeWooCommerce({ pageSize: 3, ...options });
}
const order = (number?: string, city = "Berlin") =>
	place(fake.shop, { total: "23.80", billing: { city }, ...(number === undefined ? {} : { number }) });
const refs = async (number: string) => (await find(shopContext(fake), number)).map(({ ref }) => Number(ref));

it("a plugin's number is found by WooCommerce's search, among everything that contains it", async () => {
	await open();
	const { id } = order("KD-7");
	// As the newest come first, it is on the fourth page.
	for (let count = 0; count < 9; count++) order(`KD-7${count}`);
	order(undefined, "KD-7 an der Oder");
	expect(await refs("KD-7")).toEqual([id]);
	expect(await refs("KD-")).toEqual([]);
});

it("where its search does not look through numbers, one that ends with the id is found all the same", async () => {
	await open({ searchesNumbers: false });
	const ended = place(fake.shop, { total: "1.00" });
	ended.number = `2026/${ended.id}-A`;
	order("R-4711");
	expect(await refs(ended.number)).toEqual([ended.id]);
	expect(await refs("R-4711"), "said to be found nowhere, which the merchant is told").toEqual([]);
});

it("an id is no number: another order may have it for one", async () => {
	await open();
	const first = order("R-1");
	const second = order(String(first.id));
	expect(await refs(String(first.id))).toEqual([second.id]);
	expect(await refs(String(second.id))).toEqual([]);
});

it("a number that a plugin gave twice is said of both", async () => {
	await open();
	const [one, other] = [order("2026-1"), order("2026-1")];
	expect((await refs("2026-1")).toSorted((a, b) => a - b)).toEqual([one.id, other.id]);
});

it("what nobody has ordered, or was thrown away, is not found", async () => {
	await open();
	const [draft, thrown] = [order(), order()];
	moveTo(fake.shop, draft, "checkout-draft");
	remove(fake.shop, thrown, false);
	expect(await refs(draft.number)).toEqual([]);
	expect(await refs(thrown.number)).toEqual([]);
});
