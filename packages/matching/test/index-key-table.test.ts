import fc from "fast-check";
import { expect, test } from "vitest";
import { CounterTable } from "../src/index/counter-table.ts";
import { wordKey } from "../src/index/hashed-words.ts";
import { IdTable } from "../src/index/id-table.ts";
import { KeyRows } from "../src/index/key-rows.ts";
import { KeyTable } from "../src/index/key-table.ts";
import { OrderKeys } from "../src/index/order-keys.ts";

/** Few hashes, of equal low bits: they crowd one line and what it goes on in, and many share them. */
const hashes = [0, 1 << 12, 1 << 13, 1 << 20, -1 << 14, 7];
const change = fc.record({
	slot: fc.integer({ min: 0, max: 30 }),
	keys: fc.subarray(hashes),
	marked: fc.nat(hashes.length),
});

test("a key leads to the slots that have it, newest last, however they were added and removed", () => {
	fc.assert(
		fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
			const table = new KeyTable();
			const known = new Map<number, { keys: number[]; marked: number }>();
			for (const { slot, keys, marked } of changes) {
				const { keys: former = [] } = known.get(slot) ?? {};
				table.remove(slot, Int32Array.from(former), former.length);
				known.delete(slot);
				table.add(slot, Int32Array.from(keys), keys.length, marked);
				known.set(slot, { keys, marked });
				const slots = slotsOf(table, [...hashes, 9]);
				for (const [i, hash] of [...hashes, 9].entries()) {
					const expected = [...known].filter(([, one]) => one.keys.includes(hash));
					expect(slots[i]).toEqual(expected.map(([of]) => of));
					const isMarked = expected.some(([, one]) => one.keys.indexOf(hash) < one.marked);
					if (isMarked) expect(table.sieve(Int32Array.of(hash), 1)).toBe(1);
				}
			}
		}),
		{ numRuns: 100 },
	);
});

test("of keys that are not marked, or that nobody has, most are sieved out; also after others were removed", () => {
	const table = new KeyTable();
	const random = numbersBelow(2 ** 32);
	const keys = Int32Array.from({ length: 60_000 }, random);
	for (let i = 0; i < 60_000; i++) table.add(i, keys.subarray(i, i + 1), 1, i < 30_000 ? 1 : 0);
	for (let i = 0; i < 20_000; i++) table.remove(i, keys.subarray(i, i + 1), 1);
	expect(table.sieve(keys.slice(20_000, 30_000), 10_000)).toBe(10_000);
	expect(table.sieve(keys.slice(30_000), 30_000)).toBeLessThan(30_000 * 0.1);
	expect(table.sieve(keys.slice(0, 20_000), 20_000)).toBeLessThan(20_000 * 0.1);
	expect(table.sieve(Int32Array.from({ length: 10_000 }, random), 10_000)).toBeLessThan(10_000 * 0.1);
});

test("thousands of keys that are added before anybody asks lead to their slots in the order they came", () => {
	const table = new KeyTable();
	const keys = Array.from({ length: 3_000 }, numbersBelow(2 ** 32));
	const expected = keys.map((): number[] => []);
	for (let slot = 0; slot < 20_000; slot++) {
		const [few, many] = [slot % 3_000, (slot * slot) % 7];
		table.add(slot, Int32Array.of(keys[few] ?? 0, keys[many] ?? 0), few === many ? 1 : 2, 0);
		expected[few]?.push(slot);
		if (few !== many) expected[many]?.push(slot);
	}
	expect(slotsOf(table, keys)).toEqual(expected);
});

test("keys that change over and over take little more room than they need, and are found", () => {
	const table = new KeyTable();
	const known = new Map<number, Int32Array>();
	const random = numbersBelow(300);
	for (let i = 0; i < 40_000; i++) {
		const of = (i * 7) % 2_000;
		const former = known.get(of) ?? new Int32Array();
		table.remove(of, former, former.length);
		known.delete(of);
		if (i % 10 === 0) continue;
		// Keys of a few slots and keys of hundreds.
		const keys = Int32Array.from([of >> 1, (of * 31) % 500, random(), random() >> 4], (key) => key * 7_919);
		known.set(of, Int32Array.from(new Set(keys)));
		table.add(of, known.get(of) ?? keys, known.get(of)?.length ?? 0, i % 3);
	}
	const inUse = [...known.values()].reduce((sum, keys) => sum + keys.length, 0);
	expect(table.bytes).toBeLessThan(inUse * 30 + 20_000);
	const all = Array.from({ length: 1_000 }, (_, key) => key * 7_919);
	const expected = all.map((hash) => [...known].filter(([, keys]) => keys.includes(hash)).map(([of]) => of));
	expect(slotsOf(table, all)).toEqual(expected);
});

test("a slot's keys are those it was given last, and rows that are free are used again", () => {
	const keys = new OrderKeys();
	const rows = new KeyRows();
	const put = (slot: number, words: string[], amount: number | null) => {
		keys.begin([], `${slot}`, [{ words }]);
		if (amount !== null) keys.addAmount(amount);
		rows.put(slot, keys);
	};
	const filled = (turn: number) => {
		for (let slot = 0; slot < 1_000; slot++) {
			if (turn > 0) rows.take(slot);
			const words = ["anna", "berta", "carl"].slice(0, 1 + ((slot + turn) % 3));
			put(slot, words, slot % 2 === 0 ? turn : null);
		}
		return rows.bytes;
	};
	const first = filled(0);
	for (let turn = 1; turn <= 30; turn++) expect(filled(turn)).toBeLessThan(first * 2);
	for (let slot = 0; slot < 1_000; slot++) {
		const count = 1 + ((slot + 30) % 3);
		expect([rows.words(slot), rows.names(slot), rows.references(slot)]).toEqual([count, 1, 0]);
		expect(rows.count(slot) - rows.lasting(slot)).toBe(slot % 2 === 0 ? 1 : 0);
		expect(["anna", "berta", "carl"].map((word) => rows.countOfWord(slot, wordKey(word)))).toEqual(
			[0, 1, 2].map((i) => (i < count ? 1 : 0)),
		);
		if (slot % 2 === 0) expect(rows.keyAt(slot, rows.lasting(slot))).toBe(30);
	}
});

test("counts what was counted, whichever hashes collide", () => {
	fc.assert(
		fc.property(fc.array(fc.record({ key: fc.integer({ min: 0, max: 80 }), add: fc.boolean() })), (changes) => {
			const table = new CounterTable();
			const known = new Map<number, number>();
			for (const { key, add } of changes) {
				const place = (key % 4) + (key >> 2) * 64;
				const count = Math.max(0, (known.get(place) ?? 0) + (add ? 1 : -1));
				known.set(place, count);
				expect(add ? table.add(place) : table.subtract(place)).toBe(count);
			}
			for (const [place, count] of known) expect(table.get(place)).toBe(count);
		}),
	);
});

test("an id leads to its slot, whichever hashes collide", () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 300 }), (changes) => {
			const table = new IdTable((of, id) => `${of}` === id);
			const known = new Set<number>();
			const hashOf = (of: number) => of % 3;
			for (const of of changes) {
				if (known.delete(of)) table.remove(of);
				else {
					known.add(of);
					table.add(of, hashOf(of));
				}
				for (let i = 0; i <= 60; i++) expect(table.find(`${i}`, hashOf(i))).toBe(known.has(i) ? i : -1);
			}
			expect(table.size).toBe(known.size);
		}),
		{ numRuns: 50 },
	);
});

function slotsOf(table: KeyTable, keys: readonly number[]): number[][] {
	const found = keys.map((): number[] => []);
	table.find(Int32Array.from(keys), keys.length, (key, slots, start, end) => {
		found[key]?.push(...slots.subarray(start, end));
	});
	return found;
}

/** The same numbers each time. */
function numbersBelow(limit: number): () => number {
	let state = 1;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
}
