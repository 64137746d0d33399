import fc from "fast-check";
import { expect, test } from "vitest";
import { codesOf, plainEnd } from "../src/coded.ts";
import type { StatementEvent } from "../src/index.ts";
import { Mt940Reader } from "../src/mt940/reader.ts";
import { withoutBlanks } from "../src/text.ts";
import { anyStatements } from "./printing/any-statement.ts";
import { anyMtLayout } from "./printing/layouts.ts";
import { printMt } from "./printing/mt940.ts";
import { GERMAN } from "./printing/values.ts";
import { bytes } from "./reading.ts";

/** More of them by `ROUND_TRIPS=20000 vitest run …`. */
const RUNS = Number(process.env.ROUND_TRIPS ?? 300);

/** What comes whole is read several lines at once, what comes byte by byte line by line. */
function events(text: string, size: number): StatementEvent[] {
	const found: StatementEvent[] = [];
	const file = bytes(text);
	const reader = new Mt940Reader((event) => found.push(event), {});
	for (let at = 0; at < file.length; at += size) reader.write(file.subarray(at, at + size));
	reader.end();
	return found;
}

const DAMAGES =
	": \n \r \r\n \n- \n: :61: \n:61: \n:86: :62F: \n:20: ? ?? ?2 ?20 ?60 ?31 + EREF+ SVWZ+ \u0001 \u0000 \u00a0 \u200b ÿ // , D R N - { {4: -}";
const damage = fc.record({
	at: fc.nat(),
	cut: fc.constantFrom(0, 0, 1, 3),
	other: fc.constantFrom(...DAMAGES.split(" "), " ", "\n ", " \n", "\n  :61:"),
});
const POSSIBLE = { letters: GERMAN, asCamt: false, sideInOwnCurrency: true, status: "booked" } as const;
const file = anyMtLayout.chain((layout) =>
	anyStatements(POSSIBLE).map((printed) =>
		new TextDecoder().decode(printMt(printed, { ...layout, encoding: "utf-8" })),
	),
);

test(
	"a field read at once says what it says line by line, whatever is damaged",
	() => {
		fc.assert(
			fc.property(file, fc.array(damage, { maxLength: 5 }), (whole, damages) => {
				const text = damages.reduce((before, { at, cut, other }) => {
					const place = at % (before.length + 1);
					return before.slice(0, place) + other + before.slice(place + cut);
				}, whole);
				expect(events(text, Number.POSITIVE_INFINITY)).toEqual(events(text, 1));
			}),
			{ numRuns: RUNS },
		);
	},
	20_000 + RUNS * 100,
);

test("every character is in a line, a blank or neither, as the expressions for them say", () => {
	const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
	const inLine = characters.filter((one) => one !== "?" && /[\t -~\u00a0-\ufefe\uff00-\uffff]/.test(one));
	expect(characters.filter((one) => plainEnd(codesOf(one), 0) === 1)).toEqual(inLine);
	const blank = characters.filter((one) => /[\s\u200b\u2060\ufeff]/.test(one));
	expect(characters.filter((one) => withoutBlanks(`a${one}`) === "a")).toEqual(blank);
});
