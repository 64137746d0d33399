import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Place, sweep } from "../src/sweep.ts";

const PER_PAGE = 4;

/** Between two pages rows leave, or rows come. Both at once may hide each other from who sees only how long the list is. */
const Happening = fc.record({
	leaves: fc.boolean(),
	where: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 3 }),
});

describe.each([
	["oldest first", false],
	["newest first", true],
])("a list sorted %s", (_name, newestFirst) => {
	it.each([false, true])("loses nothing that stays in it (stopped after each page: %s)", async (stopped) => {
		const lists = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.array(Happening, { maxLength: 12 }));
		await fc.assert(
			fc.asyncProperty(lists, async ([length, happenings]) => {
				const rows = Array.from({ length }, (_, nth) => nth);
				if (newestFirst) rows.reverse();
				const stays = new Set(rows);
				let newest = length;
				const happen = ({ leaves, where }: { leaves: boolean; where: number[] }) => {
					for (const at of where) {
						if (leaves) for (const gone of rows.splice(Math.floor(at * rows.length), 1)) stays.delete(gone);
						else if (newestFirst) rows.unshift(newest++);
						else rows.push(newest++);
					}
				};
				const seen = await swept(
					rows,
					happenings.map((happening) => () => happen(happening)),
					stopped,
				);
				expect([...stays].filter((row) => !seen.has(row))).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});
});

/** Every row that was seen; something happens before each page but the first. */
async function swept(rows: number[], happenings: (() => void)[], stopAfterEach: boolean): Promise<Set<number>> {
	const seen = new Set<number>();
	let pages = 0;
	const list = async (page: number) => {
		if (++pages > 1) happenings.shift()?.();
		const items = rows.slice((page - 1) * PER_PAGE, page * PER_PAGE);
		return { items, pages: Math.max(1, Math.ceil(rows.length / PER_PAGE)), perPage: PER_PAGE, total: rows.length };
	};
	let place: Place | null = null;
	do {
		for await (const { items, next } of sweep(list, place)) {
			for (const item of items) seen.add(item);
			place = next;
			if (stopAfterEach) break;
		}
	} while (place !== null && pages < 200);
	expect(pages, "comes to an end").toBeLessThan(200);
	return seen;
}

it("reads a list of one page once", async () => {
	let calls = 0;
	const list = async () => ({ items: [++calls], pages: 1, perPage: 1000, total: 1 });
	for await (const { items, next } of sweep(list, null)) expect([items, next]).toEqual([[1], null]);
	expect(calls).toBe(1);
});
