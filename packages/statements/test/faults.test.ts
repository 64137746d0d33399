import { describe, expect, test } from "vitest";
import { readStatements } from "../src/index.ts";
import { bytes, fixture, readAll } from "./reading.ts";

const mt940 = (id: string, entries: string) =>
	`:20:${id}\n:25:1\n:28C:1\n:60F:C261101EUR0,\n${entries}:62F:C261102EUR0,\n-\n`;
const GOOD = ":61:2611021102C1,00NTRFNONREF\n:86:gut\n";

describe("a fault in one statement of an MT940 (C5)", () => {
	test.each([
		["an amount", ":61:2611021102CRX,00NTRFNONREF\n", "Wertstellung JJMMTT"],
		["half an amount", ":61:2611021102CR1X9,00NTRFNONREF\n", "ein Betrag wie 1234,50"],
		["a value date", ":61:2613021102CR1,00NTRFNONREF\n", "eine Wertstellung JJMMTT"],
		["an entry date", ":61:2611021302CR1,00NTRFNONREF\n", "ein Buchungstag MMTT"],
		["surplus decimals", ":61:2611021102CR1,005NTRFNONREF\n", "Nachkommastellen"],
	])("in %s loses this statement only, and none of it is delivered", async (_, line, expected) => {
		const file = mt940("A", GOOD) + mt940("B", GOOD + line + GOOD) + mt940("C", GOOD);
		const { statements, faults } = await readAll(bytes(file));
		expect(statements.map(({ id, entries }) => [id, entries.length])).toEqual([
			["A", 1],
			["C", 1],
		]);
		expect(faults).toHaveLength(1);
		expect(faults[0]?.position).toEqual({ line: 15, element: ":61:" });
		expect(faults[0]?.message.de).toContain(`Zeile 15 (:61:): erwartet wurde `);
		expect(faults[0]?.message.de).toContain(expected);
		expect(faults[0]?.message.en).toContain(faults[0]?.got);
	});

	test("is not followed by its rest as another statement, not even below a lone dash", async () => {
		const rest = `${GOOD}-\n${GOOD}`;
		const file = mt940("A", `:61:unlesbar\n${rest}`) + mt940("B", GOOD);
		const { statements, faults } = await readAll(bytes(file));
		expect(faults).toHaveLength(1);
		expect(statements.map(({ id }) => id)).toEqual(["B"]);
	});
});

const entry = (amount: string) =>
	`<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry>`;
const statement = (id: string, content: string) => `<Stmt>\n<Id>${id}</Id>\n${content}</Stmt>\n`;
const camt = (...statements: string[]) =>
	`<Document><BkToCstmrStmt>\n${statements.join("")}</BkToCstmrStmt></Document>`;

describe("a fault in one statement of a camt (C5)", () => {
	test.each([
		["an amount", entry("1,000"), "Stmt[2]/Ntry[2]/Amt"],
		["a currency", entry("1.00").replace(' Ccy="EUR"', ""), "Stmt[2]/Ntry[2]/Amt/@Ccy"],
		["a sign", entry("1.00").replace("CRDT", "C"), "Stmt[2]/Ntry[2]/CdtDbtInd"],
		["a date", entry("1.00").replace("2026-11-02", "02.11.2026"), "Stmt[2]/Ntry[2]/BookgDt"],
		["every date", entry("1.00").replace(/<BookgDt>.*<\/BookgDt>/, ""), "Stmt[2]/Ntry[2]/BookgDt"],
		["a character", entry("1.00").replace("</Ntry>", "<AddtlNtryInf>A < B</AddtlNtryInf></Ntry>"), "Stmt[2]"],
		["a closing tag", "<Ntry><Amt>", "Stmt[2]"],
	])("in %s loses this statement only", async (_, wrong, element) => {
		const file = camt(
			statement("A", entry("1.00")),
			statement("B", entry("1.00") + wrong),
			statement("C", entry("1.00")),
		);
		const { statements, faults } = await readAll(bytes(file));
		expect(statements.map(({ id, entries }) => [id, entries.length])).toEqual([
			["A", 1],
			["C", 1],
		]);
		expect(faults.map(({ position }) => position.element)).toEqual([element]);
		expect(faults[0]?.position.line).toBeGreaterThan(3);
	});

	test("a file cut in the middle gives what is whole, and one fault", async () => {
		const file = camt(statement("A", entry("1.00")), statement("B", entry("1.00")));
		for (const end of ["<Id>B", "</Stmt>\n</Bk"]) {
			const { statements, faults } = await readAll(bytes(file.slice(0, file.lastIndexOf(end) + 4)));
			expect(statements[0]?.id).toBe("A");
			expect(faults).toHaveLength(1);
		}
	});
});

test.each([
	["nothing", ""],
	["blanks", " \n\n"],
	["plain text", "Sehr geehrte Damen und Herren"],
	["another XML", "<html><body>Anmeldung</body></html>"],
	["a camt without a statement", camt()],
	["an MT940 without content", ":20:T\n-\n"],
	["bytes of a picture", "\u0089PNG\u0000\u0001"],
])("a file of %s gives one fault", async (_, text) => {
	const { statements, faults } = await readAll(bytes(text));
	expect(statements).toEqual([]);
	expect(faults).toHaveLength(1);
	expect(faults[0]?.message.de).toMatch(/^Zeile 1.*: erwartet wurde .*, gefunden wurde .+\.$/);
});

test("neither deep nesting nor an endless text is read on", async () => {
	const open = '<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt>';
	for (const endless of ["<a>".repeat(100_000), `<Id>${"x".repeat(5_000_000)}`]) {
		const { statements, faults } = await readAll(bytes(open + endless));
		expect(statements).toEqual([]);
		expect(faults).toHaveLength(1);
	}
});

test("an entity bomb is not expanded", async () => {
	const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${camt(statement("&b;", entry("1.00")))}`;
	const { statements } = await readAll(bytes(bomb));
	expect(statements.map(({ id }) => id)).toEqual(["&b;"]);
});

test("a source's own error is thrown, not swallowed", async () => {
	async function* broken() {
		yield fixture("sparkasse.sta").subarray(0, 100);
		throw new Error("connection lost");
	}
	await expect(readAll(broken())).rejects.toThrow("connection lost");
});

test.each([
	["an unknown file", "Sehr geehrte Damen und Herren"],
	["the first statement", mt940("A", GOOD) + mt940("B", GOOD)],
])("a source is closed when nobody reads on after %s", async (_, text) => {
	let closed = false;
	async function* source() {
		try {
			for (;;) yield bytes(text.padEnd(5000, "\n"));
		} finally {
			closed = true;
		}
	}
	let taken = 0;
	for await (const _result of readStatements(source())) {
		taken++;
		break;
	}
	expect(taken).toBe(1);
	expect(closed).toBe(true);
});
