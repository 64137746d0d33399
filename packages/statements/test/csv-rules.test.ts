import { describe, expect, test } from "vitest";
import { detectFormat, readStatementEvents, type StatementEvent } from "../src/index.ts";
import { linesOf } from "./csv-lines.ts";
import { bytes, readAll, readWhole } from "./reading.ts";

const SPARKASSE =
	'"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Kontonummer";"BLZ";"Betrag";"Waehrung";"Info"';
const spk = (day: string, amount: string, over: { text?: string; account?: string; currency?: string } = {}) =>
	`"${over.account ?? "DE89370400440532013000"}";"${day}";"${day}";"GUTSCHRIFT";"${over.text ?? "SW1"}";"Erika";"";"";"${amount}";"${over.currency ?? "EUR"}";"Umsatz gebucht"`;
const file = (...rows: string[]) => [SPARKASSE, ...rows, ""].join("\n");

const ING_HEAD = "Buchung;Valuta;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung";
const ing = (day: string, balance: string, amount: string) =>
	`${day}.11.2026;${day}.11.2026;Erika;Gutschrift;SW1;${balance};EUR;${amount};EUR`;

async function statement(text: string) {
	const [first, ...others] = await readWhole(text);
	if (!first || others.length > 0) throw new Error("expected one statement");
	return first;
}

async function fault(text: string) {
	const { statements, faults } = await readAll(bytes(text));
	const [first, ...others] = faults;
	if (!first || others.length > 0) throw new Error("expected one fault");
	return { statements, fault: first };
}

describe("a faulty row", () => {
	test.each([
		["an amount with a decimal point", spk("03.11.26", "12.50"), "Betrag", "1.234,50", "12.50"],
		["a wrong group of thousands", spk("03.11.26", "1.23,00"), "Betrag", "1.234,50", "1.23,00"],
		["an amount that is none", spk("03.11.26", "-a40,01"), "Betrag", "1.234,50", "-a40,01"],
		["no amount", spk("03.11.26", ""), "Betrag", "ein Betrag", "nichts"],
		["surplus decimals", spk("03.11.26", "1,005"), "Betrag", "Nachkommastellen", "1,005 EUR"],
		["a day that cannot be", spk("03.13.26", "1,00"), "Buchungstag", "31.12.2026", "03.13.26"],
	])(
		"with %s is named by line and column, and nothing of its table is delivered (C5)",
		async (_, row, column, expected, got) => {
			const { statements, fault: error } = await fault(file(spk("02.11.26", "1,00"), row, spk("04.11.26", "1,00")));
			expect(statements).toEqual([]);
			expect(error.position).toEqual({ line: 3, element: column });
			expect(error.message.de).toContain(`Zeile 3 (${column})`);
			expect(error.message.de).toContain(expected);
			expect(error.message.de).toContain(got);
		},
	);

	test("with more cells than the header, or with its first cells missing, is a fault", async () => {
		const surplus = await fault(file(`${spk("03.11.26", "1,00")};"SW2";"5,00"`));
		expect(surplus.fault.message.en).toContain("at most 11 fields");
		const cut = await fault(
			file(spk("02.11.26", "1,00"), '"GUTSCHRIFT";"SW1";"Erika";"";"";"1,00";"EUR"', spk("03.11.26", "1,00")),
		);
		expect(cut.fault.position.line).toBe(3);
	});

	test("loses its own account only where a file holds several", async () => {
		const comdirect = (name: string, amount: string) =>
			`"Umsätze ${name}";"Zeitraum: 01.11.2026 - 05.11.2026";\n\n"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";\n"03.11.2026";"03.11.2026";"Gutschrift";"Buchungstext: SW1";"${amount}";\n\n`;
		const { statements, faults } = await readAll(
			bytes(comdirect("Girokonto", "1,00") + comdirect("Tagesgeld", "x") + comdirect("Verrechnungskonto", "3,00")),
		);
		expect(statements.map(({ entries }) => entries.map(({ amount }) => amount.minor))).toEqual([[100], [300]]);
		expect(faults.map(({ position }) => position.line)).toEqual([9]);
	});

	test("voids the entries that were reported already", async () => {
		const events: StatementEvent["type"][] = [];
		const rows = Array.from({ length: 3 }, () => spk("02.11.26", "1,00"));
		for await (const found of readStatementEvents(bytes(file(...rows, spk("x", "1,00"), ...rows))))
			events.push(...found.map(({ type }) => type));
		expect(events).toEqual(["entry", "entry", "entry", "fault"]);
	});

	test("whose quote is not closed swallows no other row", async () => {
		const row = (text: string) =>
			`DE89370400440532013000;02.11.26;02.11.26;GUTSCHRIFT;${text};Erika;;;1,00;EUR;gebucht`;
		const { fault: error } = await fault(file(row("Text"), row('"offen'), row('Zoll 3"'), row("Text")));
		expect(error.message.de).toContain("Anführungszeichen");
		expect(error.position.line).toBe(3);
		expect((await fault(file(row('"offen')))).fault.message.de).toContain("schließendes Anführungszeichen");
		expect((await fault(file(row(`"${"x".repeat(200_000)}`)))).fault.message.de).toContain("Anführungszeichen");
	});
});

describe("a file that is not known", () => {
	test("is refused with the headers found and the profiles tried", async () => {
		const { fault: error } = await fault("Kundenkonto\n\nTag;Text;Wieviel;Saldo\n1.11.2026;x;1,00;2,00\n");
		expect(error.position.line).toBe(3);
		expect(error.message.de).toContain("„Tag; Text; Wieviel; Saldo“");
		expect(error.message.de).toContain(" N26, PayPal, PostFinance, PostFinance Kreditkarte, Sparkasse, ");
		expect(error.message.de).not.toMatch(/sparkasse-camt|\bbis 20/);
		expect(error.message.en).toContain("A mapping of its columns makes it readable");
	});

	test("is told apart from what is no table at all", () => {
		expect(detectFormat(bytes(file()))).toBe("csv");
		expect(detectFormat(bytes("a;b;c\n1;2;3\n"))).toBe("csv");
		expect(detectFormat(bytes("Sehr geehrte Damen und Herren, anbei, wie besprochen, mehr.\nGruß"))).toBeUndefined();
		expect(detectFormat(bytes("<html><a;b;c>\n<a;b;c>"))).toBeUndefined();
		expect(detectFormat(bytes("\0a;b;c\n1;2;3\n"))).toBeUndefined();
		expect(detectFormat(bytes('{"a": 1, "b": 2, "c": 3, "d": 4}'))).toBeUndefined();
	});

	test("with more than a hundred rows above a header is given up, not read on", async () => {
		const { fault: error } = await fault(`${"a;b;c\n".repeat(150)}${SPARKASSE}\n`);
		expect(error.message.en).toContain("of no known bank");
	});
});

describe("the order of the rows", () => {
	test("newest first is proved by falling days and turned round", async () => {
		const { entries, newestFirst } = await statement(
			file(spk("04.11.26", "3,00"), spk("03.11.26", "2,00"), spk("03.11.26", "1,00")),
		);
		expect(newestFirst).toBe(true);
		expect(entries.map(({ amount }) => amount.minor)).toEqual([100, 200, 300]);
	});

	test.each([
		["rising days", ["02.11.26", "03.11.26"]],
		["one day only", ["03.11.26", "03.11.26"]],
		["mixed days", ["03.11.26", "02.11.26", "04.11.26"]],
	])("stays the file's with %s", async (_, days) => {
		const { entries, newestFirst } = await statement(file(...days.map((day, at) => spk(day, `${at + 1},00`))));
		expect(newestFirst).toBeUndefined();
		expect(entries.map(({ position }) => position.line)).toEqual(days.map((_day, at) => at + 2));
	});

	test("is proved within one day by the balances of the rows", async () => {
		const down = await statement([ING_HEAD, ing("03", "150,00", "30,00"), ing("03", "120,00", "20,00")].join("\n"));
		expect(down.newestFirst).toBe(true);
		expect([down.opening?.amount.minor, down.closing?.amount.minor]).toEqual([10000, 15000]);
		const up = await statement([ING_HEAD, ing("03", "120,00", "20,00"), ing("03", "150,00", "30,00")].join("\n"));
		expect(up.newestFirst).toBeUndefined();
		expect([up.opening?.amount.minor, up.closing?.amount.minor]).toEqual([10000, 15000]);
	});

	test("entry by entry is the file's, and the head says so", async () => {
		const events: StatementEvent[] = [];
		for await (const found of readStatementEvents(bytes(file(spk("04.11.26", "3,00"), spk("03.11.26", "2,00")))))
			events.push(...found);
		expect(events.map((event) => (event.type === "entry" ? event.entry.amount.minor : event.type))).toEqual([
			300,
			200,
			"statement",
		]);
		expect(events[2]).toMatchObject({ head: { newestFirst: true } });
	});
});

describe("balances", () => {
	test("of rows that do not follow from each other are a warning with the difference", async () => {
		const { warnings, entries } = await statement(
			[ING_HEAD, ing("02", "100,00", "20,00"), ing("03", "150,00", "30,00"), ing("04", "170,00", "20,00")].join("\n"),
		);
		expect(entries).toHaveLength(3);
		expect(warnings).toMatchObject([{ code: "balance", difference: { minor: 2000, currency: "EUR" } }]);
	});

	test("of opening and closing rows are checked against booked rows only", async () => {
		const table = (closing: string) =>
			`"Umsätze Girokonto";"Zeitraum: 01.11.2026 - 05.11.2026";\n"Neuer Kontostand";"${closing} EUR";\n\n"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";\n"offen";"--";"Karte";"Buchungstext: x";"-5,00";\n"03.11.2026";"03.11.2026";"Gutschrift";"Buchungstext: SW1";"10,00";\n\n"Alter Kontostand";"90,00 EUR";\n`;
		expect((await statement(table("100,00"))).warnings).toEqual([]);
		expect((await statement(table("95,00"))).warnings).toMatchObject([
			{ code: "balance", difference: { minor: -500 } },
		]);
	});
});

test("a balance of the day of the export, later than the rows asked for, is none of theirs", async () => {
	const dkb = (to: string) =>
		`"Girokonto";"DE89370400440532013000"\n"Zeitraum:";"01.11.2026 - ${to}"\n"Kontostand vom 20.11.2026:";"100,00 €"\n""\n"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)"\n"03.11.26";"03.11.26";"Gebucht";"Erika";"Muster";"SW1";"Eingang";"";"10"\n`;
	expect((await statement(dkb("05.11.2026"))).closing).toBeUndefined();
	expect((await statement(dkb("30.11.2026"))).closing).toMatchObject({ day: "2026-11-20", amount: { minor: 10000 } });
});

describe("several accounts or currencies in one table", () => {
	const mixed = file(
		spk("02.11.26", "1,00"),
		spk("02.11.26", "2,00", { account: "DE02120300000000202051" }),
		spk("02.11.26", "3,00", { currency: "USD" }),
		spk("03.11.26", "4,00"),
	);

	test("are a statement each", async () => {
		const read = (await readWhole(mixed)).map(({ account, currency, entries }) => [
			account.iban,
			currency,
			entries.map(({ amount }) => amount.minor),
		]);
		expect(read).toEqual([
			["DE89370400440532013000", "EUR", [100, 400]],
			["DE02120300000000202051", "EUR", [200]],
			["DE89370400440532013000", "USD", [300]],
		]);
	});

	test("give none of them where a row is faulty", async () => {
		expect((await fault(`${mixed}${spk("x", "5,00")}\n`)).statements).toEqual([]);
	});
});

describe("marks of a spreadsheet", () => {
	test("in a reference are a warning: its digits are lost", async () => {
		const { warnings, entries } = await statement(file(spk("02.11.26", "1,00", { text: "1,23457E+15" })));
		expect(entries).toHaveLength(1);
		expect(warnings).toMatchObject([{ code: "field", position: { line: 2, element: "Verwendungszweck" } }]);
		expect(warnings[0]?.message.de).toContain("Tabellenkalkulation");
	});
});

test("apostrophes around a word keep it from spreadsheets; those of a text are its own", async () => {
	const read = async (text: string) =>
		(await statement(file(spk("02.11.26", "1,00", { text })))).entries[0]?.remittance;
	expect(await read("'DE75 1234'")).toBe("DE75 1234");
	expect(await read("'t   Hart 4711 d'")).toBe("'t   Hart 4711 d'");
	expect(await read("'t Hart's 4711'")).toBe("'t Hart's 4711'");
});

describe("rows that are no posting", () => {
	test("a footer without a date at the end is left out with a warning; in the middle it is a fault", async () => {
		const footer = '"";"Summe";"";"";"";"";"";"";"3,00"';
		const { entries, warnings } = await statement(file(spk("02.11.26", "3,00"), footer));
		expect(entries).toHaveLength(1);
		expect(warnings).toMatchObject([{ code: "field", position: { line: 3 } }]);
		const middle = await fault(file(spk("02.11.26", "3,00"), footer, spk("03.11.26", "1,00")));
		expect(middle.fault.position).toEqual({ line: 3, element: "Buchungstag" });
	});

	test("a value day that cannot be read is left out with a warning", async () => {
		const { entries, warnings } = await statement(
			file(spk("02.11.26", "3,00").replace('"02.11.26";"GUT', '"66.66.26";"GUT')),
		);
		expect(entries[0]).toMatchObject({ bookingDay: "2026-11-02", valueDay: undefined, valueDayRaw: "66.66.26" });
		expect(warnings).toMatchObject([{ code: "field", position: { line: 2, element: "Valutadatum" } }]);
	});

	test("a pending row without any date is left out with a warning, and one of the text's day is kept", async () => {
		const table = (text: string) =>
			`"Umsätze Girokonto";"Zeitraum: 30 Tage";\n\n"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";\n"offen";"--";"Karte";"Buchungstext: ${text}";"-5,00";\n`;
		expect(linesOf(await statement(table("CAFE")))).toEqual([
			"comdirect | no account | EUR | - | -",
			"warning: field in line 4",
		]);
		expect((await statement(table("CAFE 2026-11-03T17:43"))).entries[0]).toMatchObject({
			bookingDay: "2026-11-03",
			status: "pending",
		});
	});
});

test("the balance of a day between DKB's postings is none of them", async () => {
	const columns =
		'"Buchungstag";"Wertstellung";"Buchungstext";"Auftraggeber / Begünstigter";"Verwendungszweck";"Kontonummer";"BLZ";"Betrag (EUR)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz";';
	const row = (...cells: string[]) => `${cells.map((cell) => `"${cell}"`).join(";")};`;
	const { entries } = await statement(
		[
			columns,
			row(
				"03.11.2022",
				"03.11.2022",
				"Gutschrift",
				"Erika",
				"Tagessaldo",
				"DE89370400440532013000",
				"",
				"1,00",
				"",
				"",
				"",
			),
			row("02.11.2022", "", "", "", "Tagessaldo", "", "", "2.500,01"),
			row("02.11.2022", "02.11.2022", "Tagessaldo", "", "", "", "", "0,00", "", "", ""),
			row("01.11.2022", "", "", "", "Tagessaldo", "", "", ""),
			row("01.11.2022", "01.11.2022", "Lastschrift", "Strom", "Abschlag", "", "", "-3,00", "", "", ""),
			"",
		].join("\n"),
	);
	expect(entries.map(({ amount }) => amount.minor)).toEqual([-300, 100]);
});

test("ING accounts that stand below one another are a statement each", async () => {
	const account = (iban: string, amount: string) =>
		`Umsatzanzeige;Datei erstellt am: 02.12.2026 19:04\n\nIBAN;${iban}\nKontoname;Girokonto\nBank;ING\n\n${ING_HEAD}\n${ing("02", "9,00", amount)}\n\n`;
	const read = await readWhole(
		account("DE89 3704 0044 0532 0130 00", "1,00") + account("DE02 1203 0000 0000 2020 51", "2,00"),
	);
	expect(read.map(({ account, entries }) => [account.iban, entries.map(({ amount }) => amount.minor)])).toEqual([
		["DE89370400440532013000", [100]],
		["DE02120300000000202051", [200]],
	]);
});

test("comdirect's references stand between its own words for mandate and for nothing", async () => {
	const table = (text: string) =>
		`"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";\n"02.11.2026";"02.11.2026";"Lastschrift";"${text}";"-5,00";\n`;
	const labelled = "Auftraggeber: Strom AG Buchungstext: RE 5 End-to-End-Ref.: nicht angegeben";
	const [direct] = (
		await statement(table(`${labelled} CORE / Mandatsref.: M-7 Gläubiger-ID: DE98ZZZ09999999999 Ref. J1/2`))
	).entries;
	expect(direct).toMatchObject({
		counterparty: { name: "Strom AG" },
		remittance: "RE 5",
		endToEndId: undefined,
		mandateId: "M-7",
		creditorId: "DE98ZZZ09999999999",
		bankReference: "J1/2",
	});
	expect((await statement(table(labelled))).entries[0]).toMatchObject({ remittance: "RE 5", endToEndId: undefined });
});

test("30 February is clamped, and its written form stays in the key", async () => {
	const { entries } = await statement(file(spk("30.02.26", "1,00"), spk("28.02.26", "1,00")));
	expect(entries.map(({ bookingDay, valueDayRaw }) => [bookingDay, valueDayRaw])).toEqual([
		["2026-02-28", "30.02.26"],
		["2026-02-28", undefined],
	]);
});

test("memory is bounded: the rows of the first account are reported while the file is read", async () => {
	let open = true;
	async function* source() {
		yield bytes(`${SPARKASSE}\n`);
		while (open) yield bytes(`${spk("02.11.26", "1,00")}\n`.repeat(1000));
	}
	let seen = 0;
	for await (const events of readStatementEvents(source())) {
		seen += events.filter(({ type }) => type === "entry").length;
		if (seen > 5000) open = false;
		if (events.some(({ type }) => type === "statement")) break;
	}
	expect(seen).toBeGreaterThan(5000);
});
