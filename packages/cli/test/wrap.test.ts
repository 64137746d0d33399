import { stripVTControlCharacters, styleText } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { visibleLength, wrap } from "../src/terminal/wrap.ts";

const green = (text: string) => styleText("green", text, { validateStream: false });
const bold = (text: string) => styleText("bold", text, { validateStream: false });

test("no line is wider than the column, and nothing is lost", () => {
	const words = fc.array(fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom("a", "ß", "€", "-") }));
	fc.assert(
		fc.property(words, fc.integer({ min: 1, max: 30 }), (words, width) => {
			const lines = wrap(green(words.join(" ")), width);
			for (const line of lines) expect(visibleLength(line)).toBeLessThanOrEqual(width);
			expect(stripVTControlCharacters(lines.join("")).replaceAll(" ", "")).toBe(words.join(""));
		}),
	);
});

test("a colour goes on in the next line, and does not run into the next column", () => {
	expect(wrap(green(`one ${bold("two")} three`), 8)).toEqual([
		"\u001b[32mone \u001b[1mtwo\u001b[22m\u001b[0m",
		"\u001b[32mthree\u001b[39m",
	]);
});
