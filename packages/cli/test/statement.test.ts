import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { zipOf } from "../../statements/test/zipped.ts";
import { fileOf, fixture, kontor } from "./support/kontor.ts";

const MT940 = fixture("november.sta");
const CAMT = fixture("november-camt.xml");
const RETURNED = fixture("batch-and-return.xml");
const DKB = `"Girokonto";"DE75370400440532013001"
"Kontostand vom 05.11.2026:";"1.000,00 €"
""
"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"
"03.11.26";"03.11.26";"Gebucht";"ERIKA MUSTERMANN";"MUSTER GMBH";"AU-10001";"Eingang";"DE89370400440532013000";"119";"";"";""
`;

/** A line of `--json`, as far as these tests look into it. */
interface Line {
	readonly file: string;
	readonly format: string | null;
	readonly entries: readonly { readonly minor: number; readonly details: readonly object[] }[];
	readonly errors: readonly { readonly line: number | null; readonly element: string | null; readonly text: string }[];
}

async function jsonOf(...files: readonly string[]) {
	const { stdout, stderr, exitCode } = await kontor(["statement", ...files, "--json"]);
	const lines = stdout.split("\n");
	expect(lines.pop()).toBe("");
	return { lines: lines.map((line): Line => JSON.parse(line)), stderr, exitCode };
}

describe("as JSON", () => {
	test("one line per statement, files in the order given, every key there", async () => {
		const { lines, exitCode, stderr } = await jsonOf(MT940, CAMT);

		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
		expect(lines.map(({ file, format }) => [file, format])).toEqual([
			[MT940, "mt940"],
			[CAMT, "camt.053"],
		]);
		expect(lines[0]).toMatchObject({
			account: "37050198/0001234567",
			currency: "EUR",
			opening: { minor: 100000, date: "2026-11-02" },
			closing: { minor: 146180, date: "2026-11-05" },
			warnings: [],
			errors: [],
		});
		expect(lines[0]?.entries[0]).toEqual({
			minor: 11900,
			currency: "EUR",
			bookingDate: "2026-11-03",
			valueDate: "2026-11-03",
			status: "booked",
			reversal: false,
			counterparty: {
				name: "ERIKA MUSTERMANN",
				iban: "DE89370400440532013000",
				bic: "COBADEFFXXX",
				account: null,
				ultimateName: null,
			},
			remittance: "Bestellung AU-10001",
			bookingText: "GUTSCHR. UEBERWEISUNG",
			endToEndId: null,
			references: [],
			transactionCode: "166",
			returnReason: null,
			charges: [],
			original: null,
			details: [],
		});
		expect(lines[0]?.entries.map(({ minor }) => minor)).toEqual([11900, 10000, 14990, 7480, 2500, -690]);
	});

	test("a batch with its payments, a return with its reason, charges and original amount", async () => {
		const { lines } = await jsonOf(RETURNED);
		const [batch, returned] = lines[0]?.entries ?? [];

		expect(batch).toMatchObject({ minor: 15350, transactionCode: "PMNT-RCDT-ESCT", counterparty: { name: null } });
		expect(batch?.details).toMatchObject([
			{ minor: 10000, counterparty: { name: "Anna Krüger" }, references: ["RF18539007547034"], details: [] },
			{ minor: null, currency: null, endToEndId: "A-2", counterparty: { name: "Otto Beispiel" } },
		]);
		expect(returned).toMatchObject({
			minor: -5300,
			reversal: true,
			returnReason: "MD06",
			references: ["MANDAT-1"],
			charges: [{ minor: 300, currency: "EUR" }],
			original: { minor: -5000, currency: "EUR" },
		});
	});

	test("who paid for whom: both names, and the only one there is as the name", async () => {
		const line = (text: string) => `:61:2611031103CR1,00NTRFNONREF\n:86:166?20ABWA+Erika Muster${text}\n`;
		const entries = line("?32Treuhand GmbH") + line("");
		const file = await fileOf("for.sta", `:20:A\n:25:1\n:60F:C261102EUR0,\n${entries}:62F:C261103EUR2,\n-\n`);

		const { lines } = await jsonOf(file);
		expect(lines[0]?.entries).toMatchObject([
			{ counterparty: { name: "Treuhand GmbH", ultimateName: "Erika Muster" } },
			{ counterparty: { name: "Erika Muster", ultimateName: "Erika Muster" } },
		]);
	});

	test("a statement with a fault is a line that says where and what was expected; the others are read", async () => {
		const file = await fileOf(
			"two.sta",
			":20:A\n:25:37050198/1\n:60F:C261102EUR0,\n:61:2611031103CRabc\n:62F:C261103EUR1,\n-\n" +
				":20:B\n:25:37050198/1\n:60F:C261102EUR0,\n:61:2611031103CR1,00N166NONREF\n:62F:C261103EUR2,\n-\n",
		);
		const { lines, exitCode } = await jsonOf(file);

		expect(exitCode).toBe(1);
		expect(lines).toMatchObject([
			{ file, format: null, account: null, currency: null, opening: null, closing: null, entries: [], warnings: [] },
			{ file, format: "mt940", warnings: [{ code: "balance", line: 7, difference: { minor: 100, currency: "EUR" } }] },
		]);
		expect(lines[0]?.errors).toEqual([
			{
				line: 4,
				element: ":61:",
				expected: expect.stringContaining("value date YYMMDD"),
				got: "2611031103CRabc",
				text: expect.stringMatching(/^Line 4 \(:61:\): expected .*, got "2611031103CRabc"\.$/),
			},
		]);
	});

	test.for([
		["no statement", "list.txt", "milk, bread", /^Line 1: expected a bank statement/],
		["an empty file", "empty.sta", "", /^Line 1: expected a bank statement/],
	] as const)("nothing read is exit code 2: %s", async ([, name, content, text]) => {
		const { lines, exitCode } = await jsonOf(await fileOf(name, content));
		expect(exitCode).toBe(2);
		expect(lines).toMatchObject([{ entries: [], errors: [{ text: expect.stringMatching(text) }] }]);
	});

	test("files of a ZIP by their path inside; a member with a fault does not lose the others", async () => {
		const zip = zipOf([
			{ name: "2026/a.sta", content: await readFile(MT940) },
			{ name: "2026/b.sta", content: ":20:A\n:25:1\n:60F:C261102EUR0,\n:61:garbage\n-\n" },
			{ name: "2026/c.xml", content: await readFile(CAMT) },
		]);
		const file = await fileOf("november.zip", zip);
		const { lines, exitCode } = await jsonOf(file);

		expect(exitCode).toBe(1);
		expect(lines.map((line) => [line.file, line.entries.length > 0, line.errors.length])).toEqual([
			[`${file}/2026/a.sta`, true, 0],
			[`${file}/2026/b.sta`, false, 1],
			[`${file}/2026/c.xml`, true, 0],
		]);
	});

	test("a CSV of a known bank, and any other by a mapping", async () => {
		const dkb = await fileOf("dkb.csv", DKB);
		expect((await jsonOf(dkb)).lines).toMatchObject([
			{ format: "csv", account: "DE75370400440532013001", entries: [{ minor: 11900, remittance: "AU-10001" }] },
		]);
		const own = await fileOf("own.csv", "Tag;Wert;Zweck\n02.11.2026;1.119,50;AU-10002\n");
		expect(await jsonOf(own)).toMatchObject({ exitCode: 2, lines: [{ entries: [] }] });
		const mapping = await fileOf(
			"mapping.json",
			'{"currency": "CHF", "columns": {"bookingDay": "Tag", "amount": "Wert", "remittance": ["Zweck"]}}',
		);
		const { stdout, exitCode } = await kontor(["statement", own, "--json", "--mapping", mapping]);
		expect(exitCode).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({ entries: [{ minor: 111950, currency: "CHF", remittance: "AU-10002" }] });
	});

	test.for([
		["no JSON", "columns: a", "expected a mapping as JSON, got"],
		[
			"an unknown field",
			'{"columns": {"bookingDay": "a", "amount": "b", "nmae": "c"}}',
			"the mapping of columns cannot be used, field columns",
		],
	] as const)("a mapping that cannot be used is said before anything is read: %s", async ([, content, message]) => {
		const mapping = await fileOf("mapping.json", content);
		const { stdout, stderr, exitCode } = await kontor(["statement", MT940, "--mapping", mapping]);
		expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
		expect(stderr).toContain(message);
	});

	test("a file that is missing is a line, too: alone nothing was read, beside others there were errors", async () => {
		const gone = join(import.meta.dirname, "gone.sta");
		const missing = { line: null, element: null, expected: null, got: null, text: `${gone}: there is no such file.` };
		expect(await jsonOf(gone)).toMatchObject({ exitCode: 2, lines: [{ file: gone, entries: [], errors: [missing] }] });
		const both = await jsonOf(gone, MT940);
		expect(both.exitCode).toBe(1);
		expect(both.lines.map(({ errors }) => errors.length)).toEqual([1, 0]);
	});
});

test("from standard input", async () => {
	const main = join(import.meta.dirname, "../src/main.ts");
	const child = spawn(process.execPath, [main, "statement", "-", "--json"]);
	createReadStream(CAMT).pipe(child.stdin);
	let output = "";
	for await (const text of child.stdout.setEncoding("utf8")) output += text;
	expect(JSON.parse(output)).toMatchObject({ file: "-", format: "camt.053" });
});

test("for people, in their language", async () => {
	const { stdout, exitCode } = await kontor(["statement", MT940, RETURNED, "--language", "de"]);

	expect(exitCode).toBe(0);
	expect(stdout).toContain(`${MT940}  mt940  37050198/0001234567\nAnfangssaldo  02.11.2026  1.000,00 EUR\n`);
	expect(stdout).toMatch(/^03\.11\.2026 +119,00 EUR {2}ERIKA MUSTERMANN +Bestellung AU-10001$/m);
	expect(stdout).toMatch(/^ {2}· +100,00 EUR {2}Anna Krüger +RF18 5390 0754 7034$/m);
	expect(stdout).toContain("Rückgabegrund MD06");
	expect(stdout).toContain("Endsaldo  05.11.2026  1.461,80 EUR");
});

test("what is wrong goes to standard error, and what can be read is shown", async () => {
	const broken = await fileOf("broken.sta", ":20:A\n:25:1\n:60F:C261102EUR0,\n:61:garbage\n-\n");
	const { stdout, stderr, exitCode } = await kontor(["statement", broken, MT940]);

	expect(exitCode).toBe(1);
	expect(stderr).toContain(`✗ ${broken}: Line 4 (:61:): expected`);
	expect(stdout).toContain("2026-11-03");
});

test.for([
	["a file that is not there", "nowhere.sta", "nowhere.sta: Diese Datei gibt es nicht."],
	["a folder", tmpdir(), `${tmpdir()}: Das ist ein Ordner, keine Datei.`],
] as const)("import of %s says so before it asks a hub", async ([, file, text]) => {
	const { stderr, exitCode } = await kontor([
		"import",
		file,
		"--account",
		"DE89370400440532013000",
		"--language",
		"de",
	]);
	expect({ stderr, exitCode }).toEqual({ stderr: `${text}\n`, exitCode: 2 });
});
