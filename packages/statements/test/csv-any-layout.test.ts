import fc from "fast-check";
import { expect, test } from "vitest";
import { CSV_PROFILES, CsvMapping, type CsvProfile, type Entry } from "../src/index.ts";
import { type CsvLayout, type CsvPosting, printCsv } from "./csv-printing.ts";
import { CAPITALS, drawn } from "./printing/values.ts";
import { bytes, readAll } from "./reading.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüß0123456789";
const words = fc
	.array(fc.tuple(drawn(LETTERS, 1, 1), drawn(`${LETTERS};,"'&./-`, 0, 8)), { minLength: 1, maxLength: 5 })
	.map((list) => `x${list.map(([first, rest]) => first + rest).join(" ")}`);
const day = fc
	.date({ min: new Date("2001-01-01"), max: new Date("2049-12-31"), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));
const posting: fc.Arbitrary<CsvPosting> = fc.record({
	amount: fc.integer({ min: -99_999_999, max: 99_999_999 }).map((minor) => ({ minor: minor || 1, currency: "EUR" })),
	bookingDay: day,
	valueDay: day,
	status: fc.constantFrom("booked", "pending"),
	name: words,
	iban: fc.constantFrom("DE02120300000000202051", "DE02500105170137075030", "CH9300762011623852957"),
	text: words,
	reference: drawn(CAPITALS, 3, 20).map((rest) => `R${rest}`),
});
const layout: fc.Arbitrary<CsvLayout> = fc.record({
	delimiter: fc.constantFrom(";", ",", "\t"),
	newLine: fc.constantFrom("\n", "\r\n", "\r"),
	quoted: fc.boolean(),
	mark: fc.boolean(),
	shortYears: fc.boolean(),
	grouped: fc.boolean(),
});

/** What the profile's columns can carry of a posting. */
function printed(
	profile: CsvProfile,
	{ amount, bookingDay, valueDay, status, name, iban, text, reference }: CsvPosting,
) {
	const { columns, status: statuses, partedBy } = CsvMapping.parse(profile.mapping);
	const parted = partedBy !== undefined;
	return {
		amount,
		bookingDay,
		valueDay: columns.valueDay === undefined ? undefined : valueDay,
		status: statuses === undefined ? "booked" : status,
		name: parted || columns.name !== undefined || columns.payer !== undefined ? name : undefined,
		iban: parted || columns.iban !== undefined ? iban : undefined,
		text,
		reference: columns.endToEndId === undefined ? undefined : reference,
	};
}

function read({ amount, bookingDay, valueDay, status, counterparty, remittance, endToEndId }: Entry) {
	const { name, iban } = counterparty;
	return { amount, bookingDay, valueDay, status, name, iban, text: remittance, reference: endToEndId };
}

test.each(CSV_PROFILES.map((profile) => [profile.id, profile] as const))(
	"what is printed as %s is read again, in any layout and any pieces",
	async (_, profile) => {
		const currency = profile.mapping.currency ?? "EUR";
		await fc.assert(
			fc.asyncProperty(
				fc.array(posting, { minLength: 1, maxLength: 8 }),
				layout,
				fc.integer({ min: 1, max: 999 }),
				async (drawn, how, size) => {
					const postings = drawn.map((one) => ({ ...one, amount: { ...one.amount, currency } }));
					const file = bytes(printCsv(profile, postings, how));
					const pieces = Array.from({ length: Math.ceil(file.length / size) }, (__, at) =>
						file.subarray(at * size, (at + 1) * size),
					);
					const { statements, faults } = await readAll(pieces);
					expect(faults.map(({ message }) => message.en)).toEqual([]);
					expect(statements.map(({ version, currency }) => [version, currency])).toEqual([[profile.id, currency]]);
					const [statement] = statements;
					const entries = (statement?.entries ?? []).toSorted((a, b) => a.position.line - b.position.line);
					expect(entries.map(read)).toEqual(postings.map((one) => printed(profile, one)));
				},
			),
			{ numRuns: 25 },
		);
	},
);
