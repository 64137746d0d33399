import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { anyStatement, anyStatements } from "../printing/any-statement.ts";
import { printCamt } from "../printing/camt.ts";
import { printCsv } from "../printing/csv.ts";
import { CSV_LAYOUTS } from "../printing/csv-banks/index.ts";
import { anyCamtLayout, anyMtLayout } from "../printing/layouts.ts";
import { printMt } from "../printing/mt940.ts";
import { printedEntry } from "../printing/printed.ts";
import { GERMAN } from "../printing/values.ts";
import { zipOf } from "../zipped.ts";

/** A file that is read without a fault, to be damaged. */
export interface WholeFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

const FIXTURES = join(import.meta.dirname, "../fixtures");
const POSSIBLE = { letters: GERMAN, sideInOwnCurrency: true, status: "booked" } as const;
const SAMPLE = { seed: 1, numRuns: 12 };

/** The fixtures, printed statements of every format, and ZIP files of both. */
export function wholeFiles(): readonly WholeFile[] {
	const fixtures = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.map((path) => ({ name: relative(FIXTURES, path), bytes: readFileSync(path) }));
	const mt = fc.sample(fc.tuple(anyStatements({ ...POSSIBLE, asCamt: false }), anyMtLayout), SAMPLE);
	const camt = fc.sample(fc.tuple(anyStatements({ ...POSSIBLE, asCamt: true }), anyCamtLayout), SAMPLE);
	const printed = [
		...mt.map(([statements, layout], at) => ({ name: `${at}.sta`, bytes: printMt(statements, layout) })),
		...camt.map(([statements, layout], at) => ({
			name: `${at}.xml`,
			bytes: printCamt(statements, { ...layout, encoding: "utf-8" }),
		})),
	];
	const plain = [...fixtures, ...printed, ...printedCsv(), GOCARDLESS];
	return [...plain, ...zipped(plain)];
}

function printedCsv(): WholeFile[] {
	const possible = { ...POSSIBLE, asCamt: false };
	return CSV_LAYOUTS.map((layout, at) => {
		const [statement] = fc.sample(anyStatement(possible, layout.currency), { seed: at + 1, numRuns: 1 });
		if (statement === undefined) throw new Error("nothing was sampled");
		const some = statement.entries.length > 0 ? statement.entries : [ONE];
		const entries = some.map((entry) => layout.completed?.(entry) ?? entry);
		return { name: `${layout.profile}.csv`, bytes: printCsv({ ...statement, entries }, layout) };
	});
}

const ONE = printedEntry({
	amount: { minor: 11900, currency: "EUR" },
	bookingDay: "2026-11-03",
	remittance: "SW10023",
});

const GOCARDLESS: WholeFile = {
	name: "gocardless.json",
	bytes: Buffer.from(
		JSON.stringify({
			transactions: {
				booked: [
					{
						transactionId: "T-1",
						bookingDate: "2026-11-02",
						valueDate: "2026-11-03",
						transactionAmount: { amount: "49.90", currency: "EUR" },
						debtorName: "Jörg Müller",
						debtorAccount: { iban: "DE02120300000000202051" },
						remittanceInformationUnstructured: "Bestellung 1001",
						bankTransactionCode: "PMNT-RCDT-ESCT",
						currencyExchange: [{ sourceCurrency: "USD", exchangeRate: "1.08" }],
					},
				],
				pending: [{ valueDate: "2026-11-04", transactionAmount: { amount: "-5", currency: "EUR" } }],
			},
		}),
	),
};

function zipped(files: readonly WholeFile[]): WholeFile[] {
	const few = files.slice(0, 6).map(({ name, bytes }, at) => ({ name, content: bytes, stored: at % 2 === 0 }));
	const zip = zipOf(few);
	return [
		{ name: "few.zip", bytes: zip },
		{ name: "descriptors.zip", bytes: zipOf(few.map((file) => ({ ...file, descriptor: true }))) },
		{ name: "nested.zip", bytes: zipOf([{ name: "few.zip", content: zip }, ...few.slice(0, 1)]) },
	];
}
