import fc from "fast-check";
import { expect, test } from "vitest";
import { dayFingerprint, type Statement } from "../src/index.ts";
import type { Possible } from "./printing/any-posting.ts";
import { anyStatements } from "./printing/any-statement.ts";
import { type CamtLayout, printCamt } from "./printing/camt.ts";
import { CARRIES, type Carried, carriedOf } from "./printing/carries.ts";
import { anyCamtLayout, anyMtLayout } from "./printing/layouts.ts";
import { type MtLayout, printMt } from "./printing/mt940.ts";
import { closingOf, type PrintedStatement } from "./printing/printed.ts";
import { GERMAN, LATIN, WIDE } from "./printing/values.ts";
import { readInPieces, readWhole } from "./reading.ts";

/** More of them by `ROUND_TRIPS=20000 vitest run …`. */
const RUNS = Number(process.env.ROUND_TRIPS ?? 150);
const LONG = 20_000 + RUNS * 100;
const pieces = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5000 }));

function expectSame(read: readonly Statement[], printed: readonly PrintedStatement[], carried: Carried): void {
	expect(
		read.map(({ account, entries }) => ({
			account: account.iban,
			entries: entries.map((one) => carriedOf(one, carried)),
		})),
	).toEqual(
		printed.map(({ account, entries }) => ({ account, entries: entries.map((one) => carriedOf(one, carried)) })),
	);
	for (const { entries } of read) {
		for (const entry of entries) {
			for (const posting of [entry, ...entry.details]) {
				const { remittance, additionalRemittance = "", bookingText = "" } = posting;
				// A camt without any purpose is searched in the bank's own text.
				const told = remittance + additionalRemittance === "" && posting.searchText !== "" ? bookingText : "";
				expect(posting.searchText).toBe((remittance + additionalRemittance + told).replace(/\s/g, ""));
			}
		}
	}
}

function expectBalances(read: readonly Statement[], printed: readonly PrintedStatement[]): void {
	expect(read.map(({ opening, closing, warnings }) => ({ opening, closing, warnings }))).toEqual(
		printed.map((one) => ({ opening: one.opening, closing: closingOf(one), warnings: [] })),
	);
}

const MT_CARRIES = {
	"?": CARRIES.mt940,
	">": CARRIES.mt940,
	"/": CARRIES.mt940Slashes,
	none: CARRIES.mt940Plain,
} as const;

/** What this layout can hold. */
function mtPossible({ encoding, message, separator, sideAmountsAsTags }: MtLayout): Possible {
	const letters = encoding === "cp850" ? GERMAN : encoding.startsWith("utf") ? WIDE : LATIN;
	return {
		letters: separator === "/" ? letters.replaceAll("/", "") : letters,
		asCamt: false,
		sideInOwnCurrency: sideAmountsAsTags,
		status: message === "mt942" ? "pending" : "booked",
	};
}

test(
	"what is printed as MT940 or MT942 is read again, under any wrap and in any pieces",
	async () => {
		const file = anyMtLayout.chain((layout) =>
			fc.record({ layout: fc.constant(layout), printed: anyStatements(mtPossible(layout)) }),
		);
		await fc.assert(
			fc.asyncProperty(file, pieces, async ({ layout, printed }, size) => {
				const read = readInPieces(printMt(printed, layout), size);
				expect(read.map(({ format }) => format)).toEqual(printed.map(() => layout.message));
				expectSame(read, printed, MT_CARRIES[layout.separator]);
				if (layout.message === "mt940") expectBalances(read, printed);
			}),
			{ numRuns: RUNS },
		);
	},
	LONG,
);

function camtPossible({ encoding }: CamtLayout): Possible {
	return {
		letters: encoding.startsWith("utf") ? WIDE : LATIN,
		asCamt: true,
		sideInOwnCurrency: false,
		status: "booked",
	};
}

test(
	"what is printed as camt.052, .053 or .054 of any version is read again, in any layout and any pieces",
	async () => {
		const file = anyCamtLayout.chain((layout) =>
			fc.record({ layout: fc.constant(layout), printed: anyStatements(camtPossible(layout)) }),
		);
		await fc.assert(
			fc.asyncProperty(file, pieces, async ({ layout, printed }, size) => {
				const read = readInPieces(printCamt(printed, layout), size);
				const version = `${layout.message}.001.${String(layout.version).padStart(2, "0")}`;
				expect(read.map((one) => [one.format, one.version])).toEqual(printed.map(() => [layout.message, version]));
				expectSame(read, printed, CARRIES.camt);
				if (layout.message !== "camt.054") expectBalances(read, printed);
				for (const { entries } of read) {
					for (const { raw } of entries) expect(raw).toMatch(/^<(\w+:)?Ntry>[\s\S]*<\/(\w+:)?Ntry>$/);
				}
			}),
			{ numRuns: RUNS },
		);
	},
	LONG,
);

test("every format of one day has the same fingerprints", async () => {
	const both = fc.record({
		printed: anyStatements({ letters: GERMAN, asCamt: false, sideInOwnCurrency: false, status: "booked" }),
		mt: anyMtLayout.map((layout): MtLayout => ({ ...layout, message: "mt940" })),
		camt: anyCamtLayout,
	});
	await fc.assert(
		fc.asyncProperty(both, async ({ printed, mt, camt }) => {
			const prints = (statements: readonly Statement[]) => statements.map(({ entries }) => entries.map(dayFingerprint));
			const fromMt = prints(await readWhole([printMt(printed, { ...mt, sideAmountsAsTags: false })]));
			expect(prints(await readWhole([printCamt(printed, camt)]))).toEqual(fromMt);
		}),
		{ numRuns: 50 },
	);
});
