import { describe, expect, test } from "vitest";
import * as z from "zod";
import { CsvMapping, type CsvMappingInput, readStatements, type Statement, type StatementFault } from "../src/index.ts";
import { linesOf } from "./csv-lines.ts";
import { bytes } from "./reading.ts";

async function readWith(mapping: CsvMappingInput, source: string | Uint8Array) {
	const statements: Statement[] = [];
	const faults: StatementFault[] = [];
	for await (const result of readStatements(typeof source === "string" ? bytes(source) : source, { mapping })) {
		if (result.ok) statements.push(result.statement);
		else faults.push(result.error);
	}
	return { statements, faults };
}

async function lines(mapping: CsvMappingInput, source: string | Uint8Array) {
	const { statements, faults } = await readWith(mapping, source);
	return [...faults.map(({ message }) => message.en), ...statements.flatMap(linesOf)];
}

const PLAIN: CsvMappingInput = { columns: { bookingDay: "Tag", amount: "Wert", name: "Wer", remittance: ["Zweck"] } };

describe("a mapping that a merchant describes", () => {
	test("reads any table with a day and an amount, and tells the rest from the file", async () => {
		expect(await lines(PLAIN, "Konto\tGeschäft\n\nTag\tWer\tZweck\tWert\n2.11.2026\tErika\tSW1\t1.119,5\n")).toEqual([
			"own | no account | EUR | - | -",
			"warning: currency in line 3",
			"2026-11-02/- 1119.50 | Erika | - | SW1",
		]);
	});

	test("takes several columns of text, debit and credit, references and a unique id", async () => {
		const mapping: CsvMappingInput = {
			currency: "EUR",
			columns: {
				bookingDay: "Date",
				debit: "Out",
				credit: "In",
				remittance: ["Text 1", "Text 2"],
				references: ["Invoice", "Order"],
				uniqueId: "Id",
			},
		};
		const text =
			"Date,Out,In,Text 1,Text 2,Invoice,Order,Id\n2026-11-02,,119.00,a,b,RE 1,SW1,7\n2026-11-03,5.25,,c,,,,8\n";
		expect(await lines(mapping, text)).toEqual([
			"own | no account | EUR | - | -",
			"2026-11-02/- 119.00 | - | - | a / b | unique=7 | references=RE1 SW1",
			"2026-11-03/- -5.25 | - | - | c | unique=8",
		]);
	});

	test("takes a column of signs and a mark of pending rows", async () => {
		const mapping: CsvMappingInput = {
			currency: "EUR",
			columns: { bookingDay: "Tag", amount: "Betrag" },
			sign: { column: "Richtung", debit: ["Ausgang"], credit: ["Eingang"] },
			status: { column: "Stand", pending: ["offen"] },
		};
		const table = (sign: string) =>
			`Tag;Betrag;Richtung;Stand\n02.11.2026;5,00;${sign};gebucht\n03.11.2026;7,00;Eingang;offen\n`;
		expect(await lines(mapping, table("Ausgang"))).toEqual([
			"own | no account | EUR | - | -",
			"2026-11-02/- -5.00 | - | - | ",
			"2026-11-03/- 7.00 pending | - | - | ",
		]);
		expect(await lines(mapping, table("Seitwärts"))).toEqual([
			'Line 2 (Richtung): expected Ausgang or Eingang, got "Seitwärts".',
		]);
	});

	test("names columns by number where there is no header", async () => {
		const mapping: CsvMappingInput = {
			currency: "CHF",
			row: ["date", "text", "amount"],
			columns: { bookingDay: 1, remittance: [2], amount: 3 },
		};
		expect(await lines(mapping, "Auszug\n02.11.2026|SW1|1'119.00\n03.11.2026|SW2|-5.00\n")).toEqual([
			"own | no account | CHF | - | -",
			"2026-11-02/- 1119.00 | - | - | SW1",
			"2026-11-03/- -5.00 | - | - | SW2",
		]);
	});

	test("is used instead of the profiles, but not for another format", async () => {
		const mt940 = ":20:T\n:25:1\n:60F:C261101EUR0,\n:61:2611021102C1,00NTRFNONREF\n:86:gut\n:62F:C261102EUR1,\n-\n";
		expect((await readWith(PLAIN, mt940)).statements[0]?.format).toBe("mt940");
		expect((await readWith(PLAIN, "Buchungstag;Betrag\n02.11.2026;1,00\n")).faults).toHaveLength(1);
	});

	test("says which of its columns the file lacks", async () => {
		const { faults } = await readWith(PLAIN, "Konto 1\nTag;Wer;Zweck;Betrag\n02.11.2026;Erika;SW1;1,00\n");
		expect(faults[0]?.message.de).toBe(
			"Zeile 2: Der Datei fehlen Spalten der Zuordnung: erwartet wurde „Wert“, gefunden wurde „Tag; Wer; Zweck; Betrag“.",
		);
	});

	test.each([
		["windows-1252", Buffer.from("Tag;Wer;Wert\n2.11.2026;Größe;1,00\n", "latin1")],
		["utf-16le", Buffer.from("\ufeffTag;Wer;Wert\n2.11.2026;Größe;1,00\n", "utf16le")],
		["cp850", Buffer.from([...Buffer.from("Tag;Wer;Wert\n2.11.2026;Gr"), 0x94, 0xe1, ...Buffer.from("e;1,00\n")])],
	] as const)("may name the encoding %s", async (encoding, source) => {
		const { statements } = await readWith({ ...PLAIN, encoding }, source);
		expect(statements[0]?.entries[0]?.counterparty.name).toBe("Größe");
	});
});

describe("what a mapping leaves to the file", () => {
	const dated = (...days: string[]) => `Tag;Wert\n${days.map((day) => `${day};1.25\n`).join("")}`;
	const days = async (mapping: CsvMappingInput, text: string) => {
		const { statements, faults } = await readWith(mapping, text);
		return faults[0]?.message.en ?? statements[0]?.entries.map(({ bookingDay }) => bookingDay).toSorted();
	};

	test.each([
		[
			["03/04/2026", "25/04/2026"],
			["2026-04-03", "2026-04-25"],
		],
		[
			["03/04/2026", "04/25/2026"],
			["2026-03-04", "2026-04-25"],
		],
		[["03.04.2026"], ["2026-04-03"]],
		[
			["2026-04-03", "20260404"],
			["2026-04-03", "2026-04-04"],
		],
		[["26/04/03"], ["2026-04-03"]],
	])("the order of %s is told from all rows", async (written, read) => {
		const mapping: CsvMappingInput = { ...PLAIN, ...(written[0] === "26/04/03" ? { dateOrder: "YMD" } : {}) };
		expect(await days(mapping, dated(...written))).toEqual(read);
	});

	test("an order that fits both is a fault that names the setting, until the mapping says it", async () => {
		expect(await days(PLAIN, dated("03/04/2026"))).toContain("name it in the mapping");
		expect(await days(PLAIN, dated("25/04/2026", "04/25/2026"))).toContain("name it in the mapping");
		expect(await days({ ...PLAIN, dateOrder: "MDY" }, dated("03/04/2026"))).toEqual(["2026-03-04"]);
	});

	test.each([
		[
			["1.000", "2,50"],
			[100_000, 250],
		],
		[["1.000", "2.50"], "decimal sign"],
		[
			["1,000", "2.50"],
			[100_000, 250],
		],
		[["1.000"], "decimal sign"],
		[["1.000.000"], [100_000_000]],
		[
			["1.000,5", "7"],
			[100_050, 700],
		],
		[["12"], [1200]],
	])("the decimal sign of %s is told from all rows, or asked for", async (written, read) => {
		const rows = written.map((amount) => `02.11.2026;${amount}\n`).join("");
		const { statements, faults } = await readWith({ ...PLAIN, delimiter: ";" }, `Tag;Wert\n${rows}`);
		if (typeof read === "string") expect(faults[0]?.message.en).toContain(read);
		else expect(statements[0]?.entries.map(({ amount }) => amount.minor)).toEqual(read);
	});
});

describe("a mapping itself", () => {
	test("is described by a JSON schema with titles in both languages, for a form", () => {
		const schema = JSON.stringify(z.toJSONSchema(CsvMapping, { io: "input" }));
		expect(schema).toContain('"title":{"de":"Buchungstag","en":"Booking date"}');
		expect(schema).toContain('"title":{"de":"Trennzeichen","en":"Delimiter"}');
	});

	test.each([
		["no booking day", { columns: { amount: "x" } }, ["columns", "bookingDay"]],
		["no amount", { columns: { bookingDay: "x" } }, ["columns", "amount"]],
		["an unknown column", { columns: { bookingDay: "x", amount: "y", foo: "z" } }, ["columns"]],
	])("with %s is refused by its schema", (_, mapping, path) => {
		expect(CsvMapping.safeParse(mapping).error?.issues[0]?.path).toEqual(path);
	});
});
