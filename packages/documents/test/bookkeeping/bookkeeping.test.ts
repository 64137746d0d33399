import { describe, expect, it } from "vitest";
import {
	type BookkeepingEntry,
	bookkeepingCsv,
	type DatevBatch,
	type DatevSettings,
	datevBatch,
	ENTRY_KINDS,
	type EntryKind,
} from "../../src/index.ts";

const IBAN = "DE89370400440532013000";
const accounts = { cashDiscount: "8736", bankCharges: "4970", differences: "4900", fees: "2700", interest: "2650" };
/** "Gewährte Skonti 7 % USt" of SKR03. */
const SEVEN = { taxPercent: 7, account: "8731" };
const settings = {
	consultant: 29_098,
	client: 55_003,
	fiscalYearStart: "2026-01-01",
	accountLength: 4,
	chart: "03",
	currency: "EUR",
	banks: { [IBAN]: "1200" },
	accounts,
	debtors: "10000",
} as const;
const entry = (kind: EntryKind, minor: number, more: Partial<BookkeepingEntry> = {}): BookkeepingEntry => ({
	id: "a-1",
	kind,
	day: "2026-11-05",
	amount: { minor, currency: "EUR" },
	order: { number: "10815", shop: "Mein Shop", invoiceNumber: "RE 2026/0815", customerName: 'Erika "Ö" Müller' },
	bankAccount: "DE89 3704 0044 0532 0130 00",
	...more,
});
const batch = (entries: readonly BookkeepingEntry[], more: Partial<DatevBatch> = {}): DatevBatch => ({
	settings,
	from: "2026-11-01",
	to: "2026-11-30",
	createdAt: "2026-12-01T07:08:09.123Z",
	entries,
	...more,
});

function lines(given: DatevBatch): readonly string[] {
	const made = datevBatch(given);
	if (!made.ok) throw new Error(made.problems.map(({ field, code }) => `${field}: ${code}`).join());
	const text = new TextDecoder("windows-1252").decode(made.value.bytes);
	expect(text.endsWith("\r\n")).toBe(true);
	return text.slice(0, -2).split("\r\n");
}
const codes = (given: DatevBatch) => {
	const made = datevBatch(given);
	return made.ok ? [] : made.problems.map(({ field, code }) => `${field}: ${code}`);
};

describe("DATEV booking batch", () => {
	it("has the header of the format's description", () => {
		const [header, columns, ...data] = lines(batch([]));
		expect(header).toBe(
			'"EXTF";700;21;"Buchungsstapel";13;20261201070809123;;"RE";"Kontor";"";29098;55003;20260101;4;20261101;20261130;"Kontor 2026-11-01 2026-11-30";"";1;0;0;"EUR";;"";;;"03";;;"";""',
		);
		expect(columns?.split(";")).toHaveLength(125);
		expect(columns?.split(";").slice(0, 14)).toEqual([
			"Umsatz (ohne Soll/Haben-Kz)",
			"Soll/Haben-Kennzeichen",
			"WKZ Umsatz",
			"Kurs",
			"Basis-Umsatz",
			"WKZ Basis-Umsatz",
			"Konto",
			"Gegenkonto (ohne BU-Schlüssel)",
			"BU-Schlüssel",
			"Belegdatum",
			"Belegfeld 1",
			"Belegfeld 2",
			"Skonto",
			"Buchungstext",
		]);
		expect(
			columns?.endsWith(
				"Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto",
			),
		).toBe(true);
		expect(data).toEqual([]);
	});

	it("writes a payment: bank against customer, day and month, allowed characters", () => {
		const [, , line = ""] = lines(batch([entry("assignment", 123_456)]));
		expect(
			line.startsWith(
				'1234,56;"S";"EUR";;;"";1200;10000;"";0511;"RE2026/0815";"";;"Zahlung 10815 Erika ""Ö"" Müller";;"";',
			),
		).toBe(true);
		expect(line.split(";")).toHaveLength(125);
		expect(line).toContain('"Bestellung";"10815";"Shop";"Mein Shop";"Kontor";"a-1"');
	});

	it("keeps each expression of the description, for every kind of entry", () => {
		for (const kind of Object.keys(ENTRY_KINDS) as EntryKind[]) {
			const [, , line = ""] = lines(batch([entry(kind, 5)]));
			const fields = line.split(";");
			const expressions: readonly (readonly [number, RegExp])[] = [
				[1, /^\d{1,10},\d{2}$/],
				[2, /^"[SH]"$/],
				[3, /^"[A-Z]{3}"$/],
				[7, /^\d{1,9}$/],
				[8, /^\d{1,9}$/],
				[10, /^\d{4}$/],
				[11, /^"[\w$%&*+\-/]{0,36}"$/],
				[14, /^".{0,60}"$/],
				[48, /^".{0,20}"$/],
				[114, /^[01]$/],
			];
			for (const [column, expression] of expressions)
				expect(fields[column - 1], `${kind} ${column}`).toMatch(expression);
			const texts = new Set([2, 3, 6, 9, 11, 12, 14, 16, 20]);
			for (let column = 1; column <= 20; column++)
				expect(fields[column - 1]?.startsWith('"'), `column ${column}`).toBe(texts.has(column));
		}
	});

	it.each([
		["assignment", 100, "S", "1200"],
		["assignment", -100, "H", "1200"],
		["cashDiscount", 100, "S", "8736"],
		["bankCharges", 100, "S", "4970"],
		["tolerance", 100, "S", "4900"],
		["fee", 100, "H", "2700"],
		["interest", 100, "H", "2650"],
		["repayment", 100, "H", "1200"],
		["repayment", -100, "S", "1200"],
	] as const)("books %s of %i on side %s of account %s", (kind, minor, side, account) => {
		const fields = lines(
			batch([entry(kind, minor, { order: { number: "1", shop: "S", debtorAccount: "12345" } })]),
		)[2]?.split(";");
		expect(fields?.slice(0, 8)).toEqual(["1,00", `"${side}"`, '"EUR"', "", "", '""', account, "12345"]);
	});

	it.each<[string, Partial<DatevSettings>, Partial<BookkeepingEntry>, string, string]>([
		["an automatic account carries no key", {}, {}, "8736", '""'],
		[
			"another account carries its rate's",
			{ accounts: { ...accounts, cashDiscount: "8730" }, cashDiscountTaxKey: "3" },
			{},
			"8730",
			'"3"',
		],
		["goods of another rate have an account of their own", { cashDiscounts: [SEVEN] }, { taxPercent: 7 }, "8731", '""'],
		[
			"with its key where it needs one",
			{ cashDiscounts: [{ ...SEVEN, account: "8730", taxKey: "2" }] },
			{ taxPercent: 7 },
			"8730",
			'"2"',
		],
		["goods of the usual rate do not", { cashDiscounts: [SEVEN], cashDiscountTaxKey: "40" }, {}, "8736", '"40"'],
	])("corrects the tax of a cash discount: %s", (_name, more, of, account, key) => {
		const given = batch([entry("cashDiscount", 200, of)], { settings: { ...settings, ...more } });
		const fields = lines(given)[2]?.split(";") ?? [];
		expect([fields[0], fields[1], fields[6], fields[7], fields[8]]).toEqual(["2,00", '"S"', account, "10000", key]);
		for (const kind of Object.keys(ENTRY_KINDS) as EntryKind[]) {
			if (kind === "cashDiscount") continue;
			const other = lines({ ...given, entries: [entry(kind, 200, of)] })[2]?.split(";") ?? [];
			expect(other[8], kind).toBe('""');
		}
	});

	it("balances: what the bank got is what customers paid less what was given back", () => {
		const rows = lines(batch([entry("assignment", 10_000), entry("repayment", 2_500), entry("assignment", -1_000)]))
			.slice(2)
			.map((line) => line.split(";"));
		const bank = rows.reduce(
			(sum, [amount = "", side]) => sum + (side === '"S"' ? 1 : -1) * Number(amount.replace(",", "")),
			0,
		);
		expect(bank).toBe(6_500);
	});

	it("writes letters that Windows-1252 lacks in plain ones", () => {
		expect(
			lines(
				batch([entry("assignment", 1, { order: { number: "1", shop: "S", customerName: "Łukasz Čermák € 😀" } })]),
			)[2],
		).toContain('"Zahlung 1 Lukasz Cermák € ."');
	});

	it("refuses what the tax adviser's program would", () => {
		expect(codes(batch([], { settings: { ...settings, consultant: 1000, client: 0, accountLength: 9 } }))).toEqual([
			"settings.consultant: number",
			"settings.client: number",
			"settings.accountLength: number",
		]);
		expect(codes(batch([], { from: "2025-12-01" }))).toEqual(["to: fiscal-year"]);
		expect(codes(batch([], { to: "2027-01-01" }))).toEqual(["to: fiscal-year"]);
		expect(codes(batch([], { settings: { ...settings, debtors: "1000000" } }))).toEqual(["settings.debtors: account"]);
		expect(codes(batch([entry("assignment", 1, { bankAccount: "AT611904300234573201" })]))).toEqual([
			"entries[0].bankAccount: bank-unknown",
		]);
		const keyed = (more: Partial<DatevSettings>) => codes(batch([], { settings: { ...settings, ...more } }));
		expect(keyed({ cashDiscountTaxKey: "3" })).toEqual(["settings.cashDiscountTaxKey: automatic-account"]);
		expect(keyed({ cashDiscountTaxKey: "12345" })).toEqual(["settings.cashDiscountTaxKey: tax-key"]);
		expect(
			keyed({ chart: "04", accountLength: 6, cashDiscounts: [{ taxPercent: 7, account: "473100", taxKey: "2" }] }),
		).toEqual(["settings.cashDiscounts[0].taxKey: automatic-account"]);
		expect(keyed({ chart: undefined, cashDiscountTaxKey: "3" })).toEqual([]);
		expect(keyed({ cashDiscounts: [{ taxPercent: 7, account: "Skonto" }] })).toEqual([
			"settings.cashDiscounts[0]: account",
		]);
		expect(codes(batch([entry("assignment", 0)]))).toEqual(["entries[0].amount: amount"]);
		expect(codes(batch([entry("assignment", 1, { amount: { minor: 1, currency: "USD" } })]))).toEqual([
			"entries[0].amount: currency",
		]);
		expect(codes(batch([entry("assignment", 1, { day: "2026-12-01" })]))).toEqual(["entries[0].day: outside"]);
	});
});

describe("bookkeeping as CSV", () => {
	it("is read by a spreadsheet in the merchant's language", () => {
		const given = [entry("assignment", 123_456), entry("repayment", -5, { text: "a;b", bankAccount: undefined })];
		expect(bookkeepingCsv(given, "de")).toBe(
			'\ufeffDatum;Art;Betrag;Währung;Bestellung;Rechnung;Kundennummer;Kunde;Shop;Bankkonto;Text;Kennung\r\n2026-11-05;Zahlung;1234,56;EUR;10815;RE 2026/0815;;"Erika ""Ö"" Müller";Mein Shop;DE89 3704 0044 0532 0130 00;;a-1\r\n2026-11-05;Rückzahlung;-0,05;EUR;10815;RE 2026/0815;;"Erika ""Ö"" Müller";Mein Shop;;"a;b";a-1\r\n',
		);
		expect(bookkeepingCsv(given, "en").split("\r\n")[1]).toContain("2026-11-05;Payment;1234.56;EUR");
	});

	it.each(["=HYPERLINK(1)", "+1", "-1+2", "@SUM(Z1)", "\t=1"])("runs no formula: %j", (customerName) => {
		expect(bookkeepingCsv([entry("fee", 1, { order: { number: "1", shop: "S", customerName } })], "de")).toContain(
			`;'${customerName.trim()};`,
		);
	});
});
