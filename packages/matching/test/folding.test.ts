import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "../src/edit-distance.ts";
import { foldWords } from "../src/fold-name.ts";

/** What folding means, in the plainest words: the fast one has to agree with it. */
function foldPlainly(text: string): string[] {
	const folded = text
		.toLowerCase()
		.replaceAll("ß", "ss")
		.replaceAll("æ", "ae")
		.replaceAll("ø", "o")
		.replaceAll("ł", "l")
		.normalize("NFKD")
		.replace(/\p{M}/gu, "");
	return (folded.match(/[a-z0-9]+/g) ?? []).map((word) => word.replace(/([aou])e/g, "$1"));
}

/** Optimal string alignment by its definition. */
function distancePlainly(a: string, b: string): number {
	const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j));
	const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
	for (let i = 1; i <= a.length; i++) {
		for (let j = 1; j <= b.length; j++) {
			let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(i - 2, j - 2) + 1);
			const row = rows[i];
			if (row !== undefined) row[j] = cost;
		}
	}
	return at(a.length, b.length);
}

describe("folding", () => {
	const nameLike = fc
		.array(fc.constantFrom(..."aeouäöüßæøłÅéñAEOU -.'’09½ªĳŉǄ℡ａ𝐚\u0308\u00ad".split("")), { maxLength: 30 })
		.map((chars) => chars.join(""));

	test("is what it is defined as", () => {
		const anyText = fc.oneof(nameLike, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
		fc.assert(
			fc.property(anyText, (text) => {
				expect(foldWords(text)).toEqual(foldPlainly(text));
			}),
			{ numRuns: 2_000 },
		);
	});

	test("of every single character", () => {
		for (let code = 0; code < 0x3000; code++) {
			const text = `a${String.fromCodePoint(code)}e`;
			expect(foldWords(text)).toEqual(foldPlainly(text));
		}
	});
});

describe("editing distance", () => {
	const digits = fc.array(fc.constantFrom("1", "2", "3"), { maxLength: 9 }).map((all) => all.join(""));
	const longer = fc.string({ minLength: 20, maxLength: 45, unit: fc.constantFrom("a", "b") });

	test("is what it is defined as, or beyond the limit", () => {
		fc.assert(
			fc.property(fc.oneof(fc.tuple(digits, digits), fc.tuple(longer, longer)), fc.nat({ max: 4 }), ([a, b], limit) => {
				const distance = distancePlainly(a, b);
				expect(editDistance(a, b, limit)).toBe(distance > limit ? null : distance);
			}),
			{ numRuns: 5_000 },
		);
	});

	test("of a number and itself with a few errors", () => {
		expect(editDistance("123456789012345678901234567", "213456789012345678901234576", 2)).toBe(2);
		expect(editDistance("123456789012345678901234567", "213456789012345678901234576", 1)).toBeNull();
		expect(editDistance("", "12", 2)).toBe(2);
	});
});
