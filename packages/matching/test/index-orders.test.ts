import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "../src/edit-distance.ts";
import { foldName } from "../src/fold-name.ts";
import type { LookUps } from "../src/index/look-ups.ts";
import { customerKey, hashWords, OrderIndex } from "../src/index-orders.ts";
import type { MatchOrder } from "../src/order.ts";
import { parseReference, referenceKeys } from "../src/references.ts";

const NUMBERS = [
	"AU-2025-1001",
	"1001",
	"001001",
	"RG20251001",
	"K7XQ2",
	"7",
	"no digit",
	"12-34567",
	"2026-000",
	"26-10000-00017",
];
const NAMES = ["Max Müller", "Erika Mueller", "Schrauben Köhler GmbH", "Łukasz \u0001 Ö", "X", ""];
const AMOUNTS = [1_990, 4_990, 0, 2 ** 40 + 1];
const CUSTOMERS = ["K-10001", "10002", "12"];

const maybe = <T>(some: readonly T[]) => fc.option(fc.constantFrom(...some), { nil: undefined });
const money = fc.record({ minor: fc.constantFrom(...AMOUNTS), currency: fc.constantFrom("EUR", "CHF") });
const anyOrder: fc.Arbitrary<MatchOrder> = fc.record(
	{
		id: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "", "a\u0001b", "\u2028"),
		shop: fc.constantFrom("one", "two"),
		number: fc.constantFrom(...NUMBERS),
		amount: money,
		invoiceNumber: maybe(NUMBERS),
		customerNumber: maybe(CUSTOMERS),
		name: maybe(NAMES),
		company: maybe(NAMES),
		city: maybe(["Köln"]),
		additionalNames: fc.option(fc.array(fc.constantFrom(...NAMES), { maxLength: 2 }), { nil: undefined }),
		additionalNumbers: fc.option(fc.array(fc.constantFrom(...NUMBERS), { maxLength: 2 }), { nil: undefined }),
		open: fc.option(money, { nil: undefined }),
		placedAt: maybe(["2026-11-01", "2026-11-01T09:30:00Z"]),
		standing: maybe(["open", "closed", "cancelled"] as const),
		testSystem: maybe([true, false]),
		terms: maybe([[], [{ days: 14, discountPercent: 2 }]]),
	},
	{ requiredKeys: ["id", "shop", "number", "amount"] },
);
/** `amounts`: only what is owed and whether it can be paid changes, as payments do it. */
const anyChange = fc.oneof(
	{ weight: 3, arbitrary: anyOrder.map((order) => ({ order, kind: "all" as const })) },
	{ weight: 3, arbitrary: anyOrder.map((order) => ({ order, kind: "amounts" as const })) },
	{ weight: 1, arbitrary: anyOrder.map((order) => ({ order, kind: "gone" as const })) },
);

test("after any changes, every look-up finds exactly what a walk over all orders finds", () => {
	fc.assert(
		fc.property(fc.array(anyChange, { maxLength: 60 }), (changes) => {
			const index = new OrderIndex();
			const known = new Map<string, MatchOrder>();
			for (const { order, kind } of changes) {
				const { amount, open, standing } = order;
				const before = known.get(order.id);
				const now = kind === "amounts" && before !== undefined ? { ...before, amount, open, standing } : order;
				if (kind === "gone") index.remove(order.id);
				else index.upsert(now);
				if (kind === "gone") known.delete(order.id);
				else known.set(order.id, now);
			}
			expectSame(index, [...known.values()]);
		}),
		{ numRuns: 300 },
	);
});

test("an order comes back as it was told, empty texts and lists left out", () => {
	fc.assert(
		fc.property(anyOrder, (order) => {
			const index = new OrderIndex();
			index.upsert(order);
			const told = { ...order, standing: order.standing ?? "open", testSystem: order.testSystem ?? false };
			expect(clean(index.view(0).order)).toEqual(clean(told));
		}),
	);
});

test("many orders of one amount and name are changed, paid and removed without walking over them", () => {
	const index = new OrderIndex();
	const count = 20_000;
	const order = (i: number): MatchOrder => ({
		id: `id ${i}`,
		shop: "one",
		number: String(100_000 + i),
		customerNumber: "99999",
		name: "Max Müller",
		amount: { minor: 1_990, currency: "EUR" },
	});
	const started = performance.now();
	for (let i = 0; i < count; i++) index.upsert(order(i));
	for (let i = 0; i < count; i += 2) index.upsert({ ...order(i), standing: "closed" });
	for (let i = 1; i < count; i += 4) index.remove(`id ${i}`);
	// Generous: 45,000 walks over thousands of keys would take a minute.
	expect(performance.now() - started).toBeLessThan(5_000);
	expect([index.size, index.openCount, index.countOfWord("max")]).toEqual([15_000, 5_000, 5_000]);
	expect(slotsOf(index, (look) => look.amount({ minor: 1_990, currency: "EUR" }, count)).length).toBe(5_000);
	expect(slotsOf(index, (look) => look.customer("99999", count)).length).toBe(5_000);
	expect(index.byReference("100002").map(({ indexed }) => indexed.order.id)).toEqual(["id 2"]);
	expect(index.byReference("100001")).toEqual([]);
	for (let i = 0; i < count; i++) index.remove(`id ${i}`);
	expect([index.size, index.openCount, index.countOfWord("max")]).toEqual([0, 0, 0]);
});

test("a year that ends every number names none of them", () => {
	const index = new OrderIndex();
	const amount = { minor: 1, currency: "EUR" };
	for (let i = 0; i < 300; i++) index.upsert({ id: `${i}`, shop: "one", number: `${1_000 + i}/2026`, amount });
	expect(index.byReference("2026")).toEqual([]);
	expect(index.byReference("10002026").map(({ indexed }) => indexed.order.id)).toEqual(["0"]);
});

test("how many numbers a shop has to give away follows from those it gave", () => {
	const index = new OrderIndex();
	const amount = { minor: 1, currency: "EUR" };
	for (let i = 0; i < 40_000; i++) index.upsert({ id: `${i}`, shop: "one", number: `AU${200_000 + i}`, amount });
	expect(index.numberRange("one", "orderNumber", 6)).toBe(40_000);
	expect(index.numberRange("one", "orderNumber", 7)).toBe(0);
	expect(index.numberRange("one", "invoiceNumber", 6)).toBe(0);
	expect(index.numberRange("two", "orderNumber", 6)).toBe(0);
	for (let i = 0; i < 30_000; i++) index.remove(`${i}`);
	expect(index.numberRange("one", "orderNumber", 6)).toBe(10_000);
	expect([index.hasPrefix("AU"), index.hasPrefix("RG")]).toEqual([true, false]);
});

test("memory grows with the orders and stays small", () => {
	const index = new OrderIndex();
	for (let i = 0; i < 100_000; i++) {
		index.upsert({
			id: `0190a9c0-1234-7000-8000-${String(i).padStart(12, "0")}`,
			shop: "one",
			number: `AU-${200_000 + i}`,
			customerNumber: String(10_000 + (i % 5_000)),
			name: `Vorname${i % 50} Nachname${i % 3_000}`,
			amount: { minor: 500 + (i % 4_000), currency: "EUR" },
		});
	}
	const { rowsBytes, indexBytes } = index.memory();
	expect(rowsBytes / 100_000).toBeGreaterThan(60);
	expect(rowsBytes / 100_000).toBeLessThan(150);
	expect(indexBytes / 100_000).toBeLessThan(250);
});

function expectSame(index: OrderIndex, orders: readonly MatchOrder[]): void {
	const payable = orders.filter(({ standing }) => standing !== "closed");
	const ids = (slots: readonly number[]) => slots.map((slot) => index.view(slot).order.id).toSorted();
	const idsOf = (some: readonly MatchOrder[]) => some.map(({ id }) => id).toSorted();
	const all = 1_000;

	expect(index.size).toBe(orders.length);
	expect(index.openCount).toBe(orders.filter(({ standing }) => (standing ?? "open") === "open").length);
	for (const minor of [...AMOUNTS, 17]) {
		for (const currency of ["EUR", "CHF", "USD"]) {
			const same = payable.filter(({ open, amount }) => {
				const owed = open ?? amount;
				return owed.minor === minor && owed.currency === currency;
			});
			expect(ids(slotsOf(index, (look) => look.amount({ minor, currency }, all)))).toEqual(idsOf(same));
			expect(index.countOfAmount({ minor, currency })).toBe(same.length);
			for (const word of WORDS) {
				const both = same.filter((order) => wordsOf(order).includes(word));
				expect(ids(slotsOf(index, (look) => look.wordAndAmount(word, { minor, currency }, all)))).toEqual(idsOf(both));
			}
		}
	}
	for (const word of WORDS) {
		const named = payable.filter((order) => wordsOf(order).includes(word));
		expect(ids(slotsOf(index, (look) => look.word(word, all)))).toEqual(idsOf(named));
		expect(index.countOfWord(word)).toBe(named.length);
	}
	for (const name of NAMES.filter((text) => foldName(text).length > 0)) {
		const words = foldName(name);
		const named = payable.filter((order) => namesOf(order).some((other) => sorted(other) === sorted(words)));
		expect(ids(slotsOf(index, (look) => look.name(words.toReversed(), all)))).toEqual(idsOf(named));
	}
	for (const number of CUSTOMERS) {
		const key = customerKey(number);
		if (key === null) continue;
		const own = payable.filter(({ customerNumber }) => customerKey(customerNumber) === key);
		expect(ids(slotsOf(index, (look) => look.customer(key, all)))).toEqual(idsOf(own));
	}
	for (const key of REFERENCE_KEYS) {
		const found = index.byReference(key).map(({ indexed, reference, form }) => [indexed.order.id, reference.raw, form]);
		const expected = orders.flatMap((order) =>
			numbersOf(order).flatMap((raw) => {
				const reference = parseReference(raw);
				const keys = reference === null ? [] : referenceKeys(reference);
				return keys.filter((known) => known.key === key).map(({ form }) => [order.id, raw, form]);
			}),
		);
		expect(found.map(String).toSorted()).toEqual(expected.map(String).toSorted());
	}
	for (const number of MISTYPED) {
		for (const minor of AMOUNTS) {
			const alike = payable.filter(({ open, amount }) => (open ?? amount).minor === minor);
			const near = alike.filter((order) => keysOf(order).some((key) => editDistance(number, key, 1) === 1));
			const found = index.editNeighbours(number, { minor, words: hashWords([]) });
			expect(ids(found)).toEqual(idsOf(near));
		}
	}
	const references = orders.flatMap(numbersOf).flatMap((raw) => parseReference(raw) ?? []);
	expect(index.hasMixed).toBe(references.some(({ mixed }) => mixed !== null));
	for (const prefix of ["AU", "RG", "K", "", "ZZ"]) {
		expect(index.hasPrefix(prefix)).toBe(references.some((reference) => reference.prefix === prefix));
	}
}

function slotsOf(index: OrderIndex, ask: (lookUps: LookUps) => number): readonly number[] {
	const { lookUps } = index;
	const asked = ask(lookUps);
	return lookUps.run().slots(asked);
}

const WORDS = [...new Set(NAMES.flatMap(foldName)), "fremd"].filter((word) => word.length >= 2);
const REFERENCE_KEYS = [
	...new Set(
		NUMBERS.flatMap((raw) => parseReference(raw) ?? []).flatMap((one) => referenceKeys(one).map(({ key }) => key)),
	),
	"999",
];

/** Each one edit away from some key. */
const MISTYPED = ["1002", "20251010", "1234576", "2026001", "261000000018"];

function keysOf(order: MatchOrder): string[] {
	return numbersOf(order).flatMap((raw) => {
		const reference = parseReference(raw);
		return reference === null ? [] : referenceKeys(reference).map(({ key }) => key);
	});
}

function wordsOf(order: MatchOrder): string[] {
	return namesOf(order).flat();
}

function namesOf({ name, company, additionalNames }: MatchOrder): (readonly string[])[] {
	return [name, company, ...(additionalNames ?? [])].map((text) => foldName(text ?? ""));
}

function sorted(words: readonly string[]): string {
	return [...new Set(words)].toSorted().join(" ");
}

function numbersOf({ number, invoiceNumber, additionalNumbers }: MatchOrder): string[] {
	return [number, ...(invoiceNumber === undefined ? [] : [invoiceNumber]), ...(additionalNumbers ?? [])];
}

/** Without what is undefined, or empty and no number of the order's own. */
function clean(order: MatchOrder): object {
	return Object.fromEntries(
		Object.entries(order).filter(([key, value]) => value !== undefined && (key === "id" || !isEmpty(value))),
	);
}

function isEmpty(value: unknown): boolean {
	return value === "" || (Array.isArray(value) && value.length === 0);
}
