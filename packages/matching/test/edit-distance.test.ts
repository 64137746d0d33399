import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, mayDiffer } from "../src/edit-distance.ts";

const digits = (text: string) => Uint8Array.from(text, (digit) => digit.charCodeAt(0));
/** Of few digits, so that many are near each other. */
const number = fc.string({ unit: fc.constantFrom("0", "1", "2"), minLength: 1, maxLength: 9 });

test("a number of which there are only digits may differ by one edit or two wherever it does", () => {
	fc.assert(
		fc.property(number, number, fc.constantFrom(1, 2), fc.nat(3), (text, own, limit, start) => {
			const around = digits(`${"7".repeat(start)}${own}77`);
			const distance = editDistance(text, own, limit);
			const may = mayDiffer(text, around, start, start + own.length, limit as 1 | 2);
			if (distance !== null && distance > 0) expect(may).toBe(true);
			if (distance === 0) expect(may).toBe(false);
		}),
		{ numRuns: 20_000 },
	);
});

test("numbers far apart are told by that alone", () => {
	expect(mayDiffer("10019", digits("200726"), 0, 6, 2)).toBe(false);
	expect(mayDiffer("10143", digits("10034"), 0, 5, 1)).toBe(false);
	expect(mayDiffer("202510098", digits("202511724"), 0, 9, 2)).toBe(false);
});
