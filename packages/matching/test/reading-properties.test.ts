import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPosting } from "../src/read-posting.ts";
import { scanText } from "../src/scan-text.ts";
import { transfer } from "./shop.ts";

/** Everything that can be asked of a text. */
function readAll(text: string) {
	const read = readPosting(transfer(text, { endToEndId: text, references: [text], payer: text }), true);
	const { mentions, endToEnd, creditorReferences, ranges, hints, foreignAmounts, payer } = read;
	return { read, mentions, endToEnd, creditorReferences, ranges, hints, foreignAmounts, words: payer.textWords };
}

const pieces = fc.constantFrom(
	..."Rechnung|Bestellung Nr.|RE|AU-|Kd.Nr.|Gutschrift|vom|bis|und|EUR|CHF|SVWZ+|EREF+|MREF+|EREF:|?20|?21|IBAN|BIC|RF18|DE02|Tel.|+49|%|#|€|,|.|-|/|:| |  |\n|\u00a0|\u200b|\u00ad|\u2013|ß|O|I|S|Berlin|Uhr|November".split(
		"|",
	),
);
const numbers = fc.oneof(fc.nat().map(String), fc.nat({ max: 99 }).map(String), fc.constantFrom("2026", "00", "10023"));
const textLike = fc.array(fc.oneof(pieces, numbers), { maxLength: 40 }).map((parts) => parts.join(""));
const anyText = fc.oneof(textLike, fc.string({ unit: "binary", maxLength: 200 }));

describe("any text", () => {
	test("is read without an error, and every span lies inside of it", () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const { read, mentions, ranges, foreignAmounts } = readAll(text);
				for (const { start, end, key, text: cut, withWord, words } of mentions) {
					expect(0 <= start && start < end && end <= read.text.length).toBe(true);
					expect(cut).toBe(read.text.slice(start, end));
					expect(withWord.endsWith(cut)).toBe(true);
					expect(key).toMatch(/^[\p{L}\p{M}\d]{1,27}$/u);
					expect(words.length).toBeLessThanOrEqual(3);
				}
				for (const { from, to, span } of ranges) {
					expect(span.start < span.end && span.end <= read.text.length).toBe(true);
					expect([from.length === to.length, from < to]).toEqual([true, true]);
				}
				for (const { minor } of foreignAmounts) expect(Number.isSafeInteger(minor)).toBe(true);
			}),
			{ numRuns: 3_000 },
		);
	});

	test("says the same whatever was read before", () => {
		fc.assert(
			fc.property(anyText, anyText, (one, other) => {
				const first = JSON.stringify(scanText(one));
				scanText(other);
				expect(JSON.stringify(scanText(one))).toBe(first);
			}),
			{ numRuns: 500 },
		);
	});

	test("its mentions are digits that stand there, but for letters that look like them", () => {
		fc.assert(
			fc.property(textLike, (text) => {
				for (const { ocr, key, text: cut } of scanText(text)) {
					if (!ocr) expect(cut.replace(/\?(?:2\d|3[0-8]|6[0-3])|\D/g, "")).toBe(key);
				}
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe("a number of ours", () => {
	const number = fc.record({
		prefix: fc.constantFrom("", "AU", "RE", "RG", "SHOP"),
		year: fc.constantFrom("", "2026"),
		digits: fc.integer({ min: 10_300, max: 9_999_999 }).map(String),
	});
	const before = fc.constantFrom(
		"",
		"Rechnung ",
		"RECHNUNGSNR. ",
		"Bestellung Nr.: ",
		"Danke Max Mueller, ",
		"Kd-Nr. 70112, Rechnung ",
		"12.11.2026 ",
		"EUR 119,00 ",
		"SVWZ+",
		"Zahlung fuer Onlinebestellung\n",
	);
	const after = fc.constantFrom("", " vom 12.11.2026", ", danke", " EUR 119,00", "\nMax Mueller", " 119,00 EUR", ".");
	const tie = fc.constantFrom("-", "/", " ", "", ".", "_", " - ", "\u2013");

	test("is found in all forms people write it in", () => {
		fc.assert(
			fc.property(number, before, after, tie, tie, ({ prefix, year, digits }, lead, trail, one, two) => {
				// A prefix glued to a label is one word with it; what is glued to digits is a longer number.
				const written = `${prefix}${prefix === "" ? "" : one}${year}${year === "" ? "" : two}${digits}`;
				const keys = scanText(`${lead}${written}${trail}`).map(({ key }) => key);
				expect(keys).toContain(year + digits);
			}),
			{ numRuns: 3_000 },
		);
	});

	test("is found wherever a line breaks or a blank is put inside", () => {
		fc.assert(
			fc.property(number, before, fc.nat(), fc.constantFrom("\n", " ", "\r\n", " \n"), (own, lead, place, gap) => {
				const written = `${own.prefix}-${own.digits}`;
				const at = own.prefix.length + 1 + (place % own.digits.length);
				const text = `${lead}${written.slice(0, at)}${gap}${written.slice(at)} danke`;
				expect(scanText(text).map(({ key }) => key)).toContain(own.digits);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe("no text takes long", () => {
	const long = (piece: string) => piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000);

	test.each([
		"1 ",
		"1",
		"1-",
		"1.",
		"1,",
		"1\n",
		" ",
		"a",
		"a1",
		"1O",
		"EREF+",
		"EREF+1",
		"MREF: 1 ",
		"RF18 1 ",
		"DE02 1203 ",
		"?20",
		"+49 1",
		"12.11.",
		"1.000.",
		"EUR 1 ",
		"10023-26 ",
		"Rechnung 1 bis ",
		"\u200b1",
		"-",
		"u.a.",
		"CHF1",
		"ß1",
	])("%j, ten thousand characters of it", (piece) => {
		const text = long(piece);
		const started = performance.now();
		readAll(text);
		// Some 20 ms on a machine at rest; whatever is quadratic takes seconds.
		expect(performance.now() - started).toBeLessThan(1_000);
	});

	test("five thousand digits are no number of ours", () => {
		expect(scanText("7".repeat(5_000))).toEqual([]);
		expect(scanText(`${"7".repeat(5_000)} 10023`).map(({ key }) => key)).toEqual(["10023"]);
	});
});
