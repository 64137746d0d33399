import fc from "fast-check";
import { expect, it } from "vitest";
import { readWindows, type Window } from "../src/windows.ts";

interface Item {
	readonly id: number;
	at: number;
}

const iso = (at: number) => new Date(at).toISOString();
const START = Date.parse("2026-11-01T00:00:00.000Z");
const LIMIT = 4;

/** A shop that answers so many of a window, in whatever order it likes. */
function asking(items: readonly Item[], shuffled: (items: Item[]) => Item[], each: () => void = () => {}) {
	return async ({ from, to }: Window, offset: number) => {
		const inside = items.filter(({ at }) => at >= Date.parse(from) && at <= (to === null ? Infinity : Date.parse(to)));
		const held = { items: shuffled(inside).slice(offset, offset + LIMIT), total: inside.length };
		each();
		return held;
	};
}

async function readAll(items: readonly Item[], shuffled: (items: Item[]) => Item[], each?: () => void) {
	const seen = new Set<number>();
	const ends: boolean[] = [];
	const windows = [{ from: iso(START), to: null }];
	for await (const read of readWindows(windows, asking(items, shuffled, each), ({ at }) => iso(at))) {
		for (const { id } of read.items) seen.add(id);
		ends.push(read.end);
	}
	return { seen, ends };
}

/** Many at the same moment, and moments near and far. */
const times = fc.array(fc.oneof(fc.nat(5), fc.nat(1000), fc.nat(63_072_000_000)), { maxLength: 60 });
const ORDERS: readonly ((items: Item[]) => Item[])[] = [
	(items) => items,
	(items) => [...items].sort((a, b) => a.at - b.at || a.id - b.id),
	(items) => [...items].sort((a, b) => b.at - a.at || b.id - a.id),
	(items) => [...items].sort((a, b) => (a.id % 3) - (b.id % 3) || a.id - b.id),
];

it("reads every order once all windows are read, in whatever order eBay lists them", async () => {
	await fc.assert(
		fc.asyncProperty(times, fc.constantFrom(...ORDERS), async (all, shuffled) => {
			const items = all.map((at, id) => ({ id, at: START + at }));
			const { seen, ends } = await readAll(items, shuffled);
			expect([...seen].sort((a, b) => a - b)).toEqual(items.map(({ id }) => id));
			expect(ends.at(-1), "the last one ends it").toBe(true);
			expect(ends.slice(0, -1)).not.toContain(true);
		}),
		{ numRuns: 300 },
	);
});

it("loses none that stays where it is, however others move on while it is read", async () => {
	await fc.assert(
		fc.asyncProperty(times, fc.infiniteStream(fc.nat(59)), fc.constantFrom(...ORDERS), async (all, moves, shuffled) => {
			const items = all.map((at, id) => ({ id, at: START + at }));
			const moved = new Set<number>();
			const { seen } = await readAll(items, shuffled, () => {
				// As a change does it to the time of change: to the end, where the next pull reads it. A set within one moment is paged.
				const one = items[moves.next().value ?? 0];
				if (one === undefined || items.filter(({ at }) => at === one.at).length > LIMIT) return;
				one.at = START + 100_000_000_000 + one.id;
				moved.add(one.id);
			});
			const stayed = items.filter(({ id }) => !moved.has(id)).map(({ id }) => id);
			expect(stayed.filter((id) => !seen.has(id))).toEqual([]);
		}),
		{ numRuns: 300 },
	);
});

it("ends where eBay's total is wrong, or nothing has a date", async () => {
	const held = async () => ({ items: [1, 2, 3, 4], total: 9 });
	let asked = 0;
	const windows = [{ from: iso(START), to: iso(START) }];
	const lying = async (_: Window, offset: number) => (++asked > 50 || offset > 0 ? { items: [], total: 9 } : held());
	const reads = [];
	for await (const read of readWindows(windows, lying, () => null)) reads.push(read);
	expect(reads).toHaveLength(1);
	expect(asked).toBe(2);
});
