import fc from "fast-check";
import { expect, test } from "vitest";
import { dayNumber, UNREADABLE_DAY } from "../src/index/day-number.ts";
import { KeyTable } from "../src/index/key-table.ts";
import { LikeliestSlots } from "../src/likeliest-slots.ts";

const hashes = [0, 64, 128, 1 << 20, -64, 7, -1 << 27];
const rows = fc.array(fc.record({ keys: fc.subarray(hashes), taken: fc.boolean() }), { maxLength: 40 });

test("keys walked side by side lead to the same slots in the same order as one after the other", () => {
	fc.assert(
		fc.property(rows, fc.nat(4), (all, limit) => {
			const table = new KeyTable();
			for (const [slot, { keys }] of all.entries()) table.put(slot, Int32Array.from(keys), keys.length, keys.length);
			for (const [slot, { taken }] of all.entries()) if (taken) table.take(slot, true);
			const found = hashes.map((): number[] => []);
			table.walk(Int32Array.from(hashes), hashes.length, (key, slot) => {
				const slots = found[key] ?? [];
				return slots.push(slot) <= limit;
			});
			const expected = hashes.map((hash) => {
				const slots: number[] = [];
				for (let node = table.find(hash); node !== 0 && slots.length <= limit; node = table.after(node, hash)) {
					slots.push(table.slotOf(node));
				}
				return slots;
			});
			expect(found).toEqual(expected);
		}),
	);
});

test("the likeliest slots are those of the largest numbers, whatever came first", () => {
	const likeliest = new LikeliestSlots();
	const scored = fc.record({ slot: fc.nat(900), score: fc.nat(40) });
	fc.assert(
		fc.property(fc.array(scored, { maxLength: 1_000 }), fc.nat(30), (all, most) => {
			likeliest.clear();
			const known = new Map<number, number>();
			for (const { slot, score } of all) {
				likeliest.add(slot, score);
				known.set(slot, Math.max(score, known.get(slot) ?? 0));
			}
			const expected = [...known].toSorted(([a, x], [b, y]) => y - x || a - b).map(([slot]) => slot);
			expect(likeliest.best(most, (a, b) => a - b)).toEqual(expected.slice(0, most));
		}),
	);
});

test.each([
	["2026-11-05", 20_261_105],
	["2026-11-05T09:30:00Z", 20_261_105],
	["05.11.2026", UNREADABLE_DAY],
	["2026-1-5", UNREADABLE_DAY],
	["", UNREADABLE_DAY],
])("the day of %j as a number", (text, number) => {
	expect(dayNumber(text)).toBe(number);
});
