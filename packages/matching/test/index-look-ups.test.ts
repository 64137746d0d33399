import fc from "fast-check";
import { expect, test } from "vitest";
import { dayNumber, UNREADABLE_DAY } from "../src/index/day-number.ts";
import { OrderIndex } from "../src/index-orders.ts";
import { LikeliestSlots } from "../src/likeliest-slots.ts";

test("of what many orders share the newest are found, as many as are asked for; all side by side", () => {
	const texts = fc.constantFrom("10023", "10024", "4711");
	const order = fc.record({ name: fc.constantFrom("Max Weber", "Weber Max", "Anna Berg"), number: texts });
	const changes = fc.array(fc.record({ id: fc.nat(30), order, isRemoved: fc.boolean() }), { maxLength: 80 });
	fc.assert(
		fc.property(changes, fc.integer({ min: 1, max: 8 }), (all, limit) => {
			const index = new OrderIndex();
			const known = new Map<string, { name: string; number: string; slot: number }>();
			for (const { id, order: one, isRemoved } of all) {
				// Added anew, so that it is the newest.
				index.remove(`${id}`);
				known.delete(`${id}`);
				if (isRemoved) continue;
				index.upsert({ id: `${id}`, shop: "s", amount: { minor: 100, currency: "EUR" }, ...one });
				known.set(`${id}`, { ...one, slot: newest(index, one.number) });
			}
			const { lookUps } = index;
			const asked = ["10023", "10024", "4711", "999"].map((number) => lookUps.reference(number, limit));
			const named = lookUps.name(["weber", "max"], limit);
			const word = lookUps.word("berg", limit);
			lookUps.run();
			const expected = (of: (one: { name: string; number: string }) => boolean) =>
				[...known.values()]
					.filter(of)
					.map(({ slot }) => slot)
					.toReversed()
					.slice(0, limit);
			expect(asked.map((number) => lookUps.slots(number))).toEqual(
				["10023", "10024", "4711", "999"].map((number) => expected((one) => one.number === number)),
			);
			expect(lookUps.slots(named)).toEqual(expected(({ name }) => name !== "Anna Berg"));
			expect(lookUps.slots(word)).toEqual(expected(({ name }) => name === "Anna Berg"));
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

/** The slot of the order that was added last. */
function newest(index: OrderIndex, number: string): number {
	const { lookUps } = index;
	const asked = lookUps.reference(number, 256);
	const found = lookUps.run().slots(asked);
	return found.find((slot) => index.view(slot).number === number) ?? -1;
}
