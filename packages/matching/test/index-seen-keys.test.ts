import { expect, test } from "vitest";
import { SeenKeys } from "../src/index/seen-keys.ts";
import { OrderIndex } from "../src/index-orders.ts";

test("a key that was added is never denied, others mostly are", () => {
	const seen = new SeenKeys();
	seen.clear(10_000);
	const key = (i: number) => Math.imul(i, 0x9e3779b1) | 0;
	for (let i = 1; i <= 10_000; i++) seen.add(key(i));
	expect(seen.isFull).toBe(false);
	let mistaken = 0;
	for (let i = 1; i <= 10_000; i++) {
		expect(seen.mayHave(key(i))).toBe(true);
		if (seen.mayHave(key(i + 10_000))) mistaken++;
	}
	expect(mistaken).toBeLessThan(2_500);
});

test("mistyped numbers lead to orders of the amount or of a word, however many orders come, change and go", () => {
	const index = new OrderIndex();
	const order = (i: number, minor: number) => ({
		id: `o${i}`,
		shop: "one",
		number: `${100_000 + i * 100}`,
		name: `Anna Beispiel${i % 50}`,
		amount: { minor, currency: "EUR" },
	});
	const near = (i: number, key: number) => index.editNeighbours(`${100_001 + i * 100}`, [key], 10);
	const amount = (minor: number) => index.hashAmount({ minor, currency: "EUR" });
	for (let i = 0; i < 3_000; i++) index.upsert(order(i, 1_000 + i));
	for (let i = 0; i < 3_000; i += 3) index.upsert(order(i, 500_000 + i));
	for (let i = 1; i < 3_000; i += 3) index.remove(`o${i}`);
	for (let i = 0; i < 3_000; i++) {
		const minor = i % 3 === 0 ? 500_000 + i : 1_000 + i;
		const found = i % 3 === 1 ? 0 : 1;
		expect(near(i, amount(minor))).toHaveLength(found);
		expect(near(i, index.hashWord(`beispiel${i % 50}`))).toHaveLength(found);
		expect(near(i, amount(7))).toEqual([]);
	}
});
