import fc from "fast-check";
import { expect, test } from "vitest";
import { dayFingerprint, type Entry } from "../src/index.ts";
import { type Printed, printCamt053, printMt940, validIban } from "./printing.ts";
import { bytes, readWhole } from "./reading.ts";

/** Without what is syntax in MT940 itself: a separator before a number, a tag's plus, a colon at a wrapped line's start. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789äöüßÄÖÜé.,/()'&-";
const text = (signs: string, size: { minLength: number; maxLength: number }) =>
	fc.string({ unit: fc.constantFrom(...signs.split("")), ...size }).map((found) => found.trim().replace(/\s+/g, " "));
const id = fc.option(
	text("ABCDEFGH0123456789-./", { minLength: 1, maxLength: 35 }).filter((found) => !/NONREF|NOTPROVIDED/.test(found)),
	{ nil: undefined },
);
const day = fc
	.date({ min: new Date("2026-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));

const posting: fc.Arbitrary<Printed> = fc
	.record({
		minor: fc.integer({ min: -99_999_999, max: 99_999_999 }).filter((minor) => minor !== 0),
		valueDay: day,
		shift: fc.integer({ min: -20, max: 20 }),
		name: text(`${LETTERS} `, { minLength: 1, maxLength: 50 }).filter((name) => name !== ""),
		iban: fc.stringMatching(/^\d{18}$/).map(validIban),
		text: text(`${LETTERS} `, { minLength: 1, maxLength: 140 }),
		endToEndId: id,
		mandateId: id,
		reversal: fc.boolean(),
	})
	.map(({ shift, ...rest }) => ({ ...rest, bookingDay: shifted(rest.valueDay, shift) }));

function shifted(from: string, days: number): string {
	return new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
}

const bare = (found: string) => found.replace(/\s/g, "");

function expectSame(entries: readonly Entry[], postings: readonly Printed[]): void {
	expect(
		entries.map((entry) => ({
			minor: entry.amount.minor,
			bookingDay: entry.bookingDay,
			valueDay: entry.valueDay,
			name: bare(entry.counterparty.name ?? ""),
			iban: entry.counterparty.iban,
			text: entry.searchText,
			endToEndId: entry.endToEndId,
			mandateId: entry.mandateId,
			reversal: entry.reversal,
		})),
	).toEqual(postings.map((one) => ({ ...one, name: bare(one.name), text: bare(one.text) })));
}

const pieces = fc.integer({ min: 1, max: 2000 });

function cut(file: Uint8Array, size: number): Uint8Array[] {
	return Array.from({ length: Math.ceil(file.length / size) }, (_, at) => file.subarray(at * size, (at + 1) * size));
}

test("what is printed as MT940 is read again, under any wrap and in any pieces", async () => {
	const wrapAt = fc.integer({ min: 20, max: 65 });
	const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
	await fc.assert(
		fc.asyncProperty(
			fc.array(posting, { maxLength: 5 }),
			wrapAt,
			lineEnd,
			pieces,
			async (postings, width, end, size) => {
				const [statement, ...others] = await readWhole(cut(bytes(printMt940(postings, width, end)), size));
				expect(others).toEqual([]);
				expect(statement?.warnings).toEqual([]);
				expectSame(statement?.entries ?? [], postings);
			},
		),
		{ numRuns: 300 },
	);
});

test("what is printed as camt.053 is read again, in both layouts and in any pieces", async () => {
	const version = fc.constantFrom("02" as const, "08" as const);
	const indent = fc.constantFrom("", "\n", "\r\n\t\t");
	await fc.assert(
		fc.asyncProperty(fc.array(posting, { maxLength: 5 }), version, indent, pieces, async (postings, v, blank, size) => {
			const [statement] = await readWhole(cut(bytes(printCamt053(postings, v, blank)), size));
			expect(statement).toMatchObject({ version: `camt.053.001.${v}`, warnings: [] });
			expectSame(statement?.entries ?? [], postings);
			for (const entry of statement?.entries ?? []) expect(entry.raw).toMatch(/^<Ntry>[\s\S]*<\/Ntry>$/);
		}),
		{ numRuns: 200 },
	);
});

test("both formats of one day have the same fingerprints", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(posting, { maxLength: 5 }), async (postings) => {
			const [mt940] = await readWhole(printMt940(postings, 65, "\r\n"));
			const [camt] = await readWhole(printCamt053(postings, "08", "\n"));
			expect(camt?.entries.map(dayFingerprint)).toEqual(mt940?.entries.map(dayFingerprint));
		}),
		{ numRuns: 50 },
	);
});
