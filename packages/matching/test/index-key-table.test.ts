import fc from "fast-check";
import { expect, test } from "vitest";
import { CounterTable } from "../src/index/counter-table.ts";
import { IdTable } from "../src/index/id-table.ts";
import { KeyTable } from "../src/index/key-table.ts";

/** Few hashes of equal low bits: long chains, shared by several keys. */
const hash = fc.constantFrom(0, 64, 128, 1 << 20, -64, 7);
const slot = fc.integer({ min: 0, max: 30 });
const change = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			slot,
			hashes: fc.uniqueArray(hash, { maxLength: 5 }),
			linked: fc.nat(5),
			common: fc.boolean(),
		}),
	},
	{ weight: 1, arbitrary: fc.constant("relink" as const) },
);

test("a key leads to the slots that have it, however they were put, taken and relinked", () => {
	fc.assert(
		fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
			const table = new KeyTable();
			const known = new Map<number, { hashes: number[]; linked: number }>();
			for (const one of changes) {
				if (one === "relink") table.relink(100);
				else {
					const linked = Math.min(one.linked, one.hashes.length);
					table.take(one.slot, one.common);
					table.put(one.slot, Int32Array.from(one.hashes), one.hashes.length, linked);
					known.set(one.slot, { hashes: one.hashes, linked });
				}
				for (const key of [0, 64, 128, 1 << 20, -64, 7, 9]) {
					const expected = [...known].filter(([, { hashes, linked }]) => hashes.slice(0, linked).includes(key));
					expect(slotsOf(table, key)).toEqual(expected.map(([of]) => of).toSorted((a, b) => a - b));
				}
				for (const [of, { hashes }] of known) {
					expect(hashes.map((_, i) => table.keyAt(of, i))).toEqual(hashes);
					expect(table.keyCount(of)).toBe(hashes.length);
				}
			}
		}),
		{ numRuns: 100 },
	);
});

test("changing keys over and over takes no more room than having them", () => {
	const table = new KeyTable();
	const keys = Int32Array.from([1, 2, 3, 4]);
	for (let of = 0; of < 1_000; of++) table.put(of, keys, 4, 4);
	const before = table.bytes;
	for (let i = 0; i < 100_000; i++) {
		table.take((i * 7) % 1_000, i % 2 === 0);
		table.put((i * 7) % 1_000, keys, 4, 4);
	}
	expect(table.bytes).toBeLessThanOrEqual(before * 2);
	expect(slotsOf(table, 3).length).toBe(1_000);
});

test("what is struck is swept out while keys change, and its room used again", () => {
	const table = new KeyTable();
	const known = new Map<number, number[]>();
	let state = 1;
	const next = (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state % below;
	};
	for (let i = 0; i < 40_000; i++) {
		const of = next(2_000);
		const keys = [...new Set(Array.from({ length: 1 + next(8) }, () => next(300) * 7_919))];
		table.take(of, next(4) > 0);
		if (next(10) > 0) {
			table.put(of, Int32Array.from(keys), keys.length, keys.length);
			known.set(of, keys);
		} else known.delete(of);
	}
	const inUse = [...known.values()].reduce((sum, keys) => sum + keys.length, 0);
	expect(table.bytes).toBeLessThan(inUse * 12 * 2.5 + 100_000);
	for (let key = 0; key < 300; key++) {
		const expected = [...known].filter(([, keys]) => keys.includes(key * 7_919)).map(([of]) => of);
		expect(slotsOf(table, key * 7_919)).toEqual(expected.toSorted((a, b) => a - b));
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

function slotsOf(table: KeyTable, hash: number): number[] {
	const found: number[] = [];
	for (let node = table.find(hash); node !== 0; node = table.after(node, hash)) found.push(table.slotOf(node));
	return found.toSorted((a, b) => a - b);
}
