import { describe, expect, test } from "vitest";
import { readPosting } from "../src/read-posting.ts";
import type { Hints } from "../src/reading/hints.ts";
import { scanText } from "../src/scan-text.ts";
import { transfer } from "./shop.ts";

const read = (text: string, change: Parameters<typeof transfer>[1] = {}) => readPosting(transfer(text, change), false);
const find = (text: string, key = "10023") => scanText(text).find((mention) => mention.key === key);

describe("a number is found however it is written", () => {
	test.each([
		"Re.Nr.:10023",
		"RECHNUNGNR10023",
		"RE10023VOM12.11.",
		"AU10023VOM12.11.2026",
		"Rechnung Nr.: 10023, vielen Dank",
		"Order No. 10023",
		"No.10023",
		"Nº 10023",
		"#10023",
		"# 10023",
		"(10023)",
		'"10023"',
		"Bestellung:10023",
		"Bestellung=10023",
		"Bestellung\u00a010023",
		"Bestellung\u200910023",
		"\u200b10023\u200b",
		"100\u200b23",
		"100\u00ad23",
		"AU\u201310023",
		"AU\u201110023",
		"\uff11\uff10\uff10\uff12\uff13",
		"100\n23",
		"100\r\n23",
		"100 \n 23",
		"100 23",
		"AU-\n10023",
		"A\nU-10023",
		"1 0 0 2 3",
		"100-\n23",
		"?20SVWZ+Bestellung 10023?21vom 12.11.",
		"?20Bestellung AU-100?2123 danke",
		"SVWZ+10023",
		"EREF+4711-99SVWZ+Rechnung 10023ABWA+Max Mueller",
		"KREF+88776SVWZ+10023",
		"Bestellung 10023 EUR 119,00",
		"10023 EUR 119.00",
		"119 EUR 10023",
		"119,00 EUR 10023",
		"119.00 10023",
		"EUR 119,00 10023",
		"€119 10023",
		"12.11.2026 10023",
		"12.11.10023",
		"12. November 2026 10023",
		"+49 221 5551234 10023",
		"Tel 0221 5551234, Rechnung 10023",
		"IBAN DE02120300000000202051 10023",
		"DE02 1203 0000 0000 2020 51 10023",
		"BIC COBADEFFXXX 10023",
		"BIC GENODEF1S10 Rechnung 10023",
		"Ingenieur 10023",
		"2% Skonto 10023",
		"10023 ./. 2 %",
		"Kdnr. 70112 10023",
		"Kdnr. 70112, 10023",
		"Commande n° 10023",
		"Fattura 10023",
		"Factuurnr. 10023",
		"Zamówienie 10023",
		"Faktura VS 10023",
		"50667 Köln 10023",
		"003/10023",
	])("%j", (text) => {
		const mention = find(text);
		expect(mention).toBeDefined();
		expect([mention?.label === "customer", mention?.label === "other", mention?.ocr]).toEqual([false, false, false]);
	});

	test.each([
		["AU10023VOM12.11.2026", false],
		["AU10023 vom", false],
		["10023A", true],
		["ABC10023XYZ", true],
		["RE10023fuer Max", false],
	])("%s may be something else: %s", (text, loose) => {
		expect(find(text)?.loose).toBe(loose);
	});
});

describe("what it is called, in other words", () => {
	test.each([
		["RECHNUNGNR10023", "invoice"],
		["RE10023VOM12.11.", "invoice"],
		["Rechnung vom 12.11.2026 Nr. 10023", "invoice"],
		["Rechnung über 119,00 EUR Nr. 10023", "invoice"],
		["Bestel\nlung 10023", "order"],
		["Commande n° 10023", "order"],
		["Ordine 10023", "order"],
		["Bestelnummer 10023", "order"],
		["Zamówienie nr 10023", "order"],
		["Objednávka č. 10023", "order"],
		["Facture 10023", "invoice"],
		["Factuur 10023", "invoice"],
		["Fattura n. 10023", "invoice"],
		["Faktura 10023", "invoice"],
		["VS 10023", "invoice"],
		["Klantnummer 10023", "customer"],
		["N° client 10023", "customer"],
		["abzgl. Gutschrift GS-10023", "credit"],
		["GU 10023", "credit"],
		["Credit Note 10023", "credit"],
		["credit note no. 10023", "credit"],
		["Dauerauftrag 10023", null],
		["GIROCARD 10023", "other"],
		["Terminal 10023", "other"],
		["Kurs 10023", "other"],
		["Mandat M-77-10023", "other"],
		["Rechnungen 10021 bis 10023", "invoice"],
		["Rechnungen 10021-10023", "invoice"],
		["Rg. RE-2026-10022, 10023", "invoice"],
		["RE-2026-10021/10022/10023", "invoice"],
		["Rechnung 10023 Berlin", "invoice"],
		["Rechnung 4711 10023 Berlin", "other"],
		["Lieferschein 4711, 10023", null],
		["Lieferscheine 10021, 10023", "other"],
		["Konto 123 10023", "other"],
		["10023 Berlin", "other"],
		["KOELN 10023", null],
		["10023 Mueller", null],
	])("%s", (text, label) => {
		expect(find(text)?.label).toBe(label);
	});
});

describe("numbers that mean something else are no mentions", () => {
	test.each([
		"12.11.2026",
		"12.11.26",
		"12. 11. 2026",
		"12-11-2026",
		"12/11/2026",
		"vom 12/11/26",
		"Rechnung vom 01.11.202\n6",
		"Rechnung vom 01.11.20\n26",
		"vom 12.11",
		"12. November 2026",
		"Dezember 2026",
		"14:05",
		"14.05 Uhr",
		"2026-11-12T14:05:33",
		"119,00",
		"1.437,22",
		"1,437.22",
		"CHF 1'437.20",
		"119,-",
		"119,00EUR",
		"USD 119.00",
		"119 €",
		"19 % MwSt",
		"2,5%",
		"+49 (0)221 / 555 12-34",
		"0221/5551234",
		"0171 1234567",
		"Tel.: 0221 55512-34",
		"DE02120300000000202051",
		"IBANDE02120300000000202051",
		"AT61 1904 3002 3457 3201",
		"BIC GENODED1SPK",
		"BIC: GENODED1S10",
		"MREF+M-2026-00123SVWZ+Danke",
		"CRED+DE98ZZZ09999999999SVWZ+Danke",
		"EREF: 2026-4711 MREF: 88123",
		"IBAN: DE00700500000000012345 BIC: BYLADEMM",
		"IBAN+DE00700500000000012345SVWZ+Danke",
		"RF18 5390 0754 7034",
	])("%s", (text) => {
		expect(scanText(text).map(({ key }) => key)).toEqual([]);
	});
});

describe("letters read for digits", () => {
	test.each([
		["AU-1OO23", "10023"],
		["AU1OO23", "10023"],
		["100Z3", "10023"],
		["I0023", "10023"],
		["l0023", "10023"],
		["AUI0023", "10023"],
		["1002B", "10028"],
		["RE-2026-1OO23", "202610023"],
		["RE-2O26-IOO23", "202610023"],
		["RE-2O2S-10023", "202510023"],
		["Bestellung IOO23", "10023"],
		["Bestellung #llOO", "1100"],
		["RG-LOO23", "10023"],
		["#lS22", "1522"],
		["ESOO023", "500023"],
		["Rechnung 1O023 vom 12.11.", "10023"],
	])("%s", (text, key) => {
		expect(find(text, key)).toMatchObject({ key, ocr: true });
	});

	test("with what stands before it", () => {
		expect(find("Rechnung AUI0023")).toMatchObject({ words: ["AU", "RECHNUNG"], label: "invoice", attached: true });
		expect(find("Best.Nr 1OO23")).toMatchObject({ label: "order", text: "1OO23", attached: false });
	});

	test.each([
		"10023",
		"RE10023",
		"NO10023",
		"10023Berlin",
		"ILO",
		"SOLO 12",
		"a81b2c44",
		"OBI Filiale 77",
		"Max SOLO",
		"Hanna-Lilo 1",
	])("none in %s", (text) => {
		expect(scanText(text).filter(({ ocr }) => ocr)).toEqual([]);
	});
});

describe("numbers that mix letters and digits, where a shop has such", () => {
	const mixed = (text: string) =>
		readPosting(transfer(text), true).mentions.map(({ key, ocr }) => key + (ocr ? "~" : ""));

	test("are found in one piece and in two", () => {
		expect(mixed("Zahlung k7xq2m danke")).toContain("K7XQ2M");
		expect(mixed("Zahlung K7-XQ2M danke")).toContain("K7XQ2M");
		expect(readPosting(transfer("Bestellung K7XQ2M"), true).mentions.find(({ key }) => key === "K7XQ2M")).toMatchObject(
			{
				label: "order",
				words: ["BESTELLUNG"],
				text: "K7XQ2M",
			},
		);
	});

	test("with one character taken for another", () => {
		expect(mixed("k7xq20")).toContain("K7XQ2O~");
		expect(mixed("R6NRBL")).toContain("R6NR8L~");
	});

	test("not otherwise", () => {
		expect(read("K7XQ2M").mentions.map(({ key }) => key)).toEqual(["7", "2"]);
		expect(mixed("12.11.2026 119,00EUR")).toEqual([]);
	});
});

describe("fields that banks put into the text", () => {
	test("the end-to-end id counts where none is given", () => {
		const text = "EREF+AU-100?2123KREF+NONREFSVWZ+Danke";
		expect(read(text).endToEnd).toMatchObject({ raw: "AU-10023", whole: "AU10023" });
		expect(read(text, { endToEndId: "NOTPROVIDED" }).endToEnd?.whole).toBe("AU10023");
		expect(read(text, { endToEndId: "RE-77" }).endToEnd?.whole).toBe("RE77");
		expect(read("Danke EREF: AU-10023 MREF: 4711").endToEnd?.mentions.map(({ key }) => key)).toEqual(["10023"]);
	});

	test.each(["NOTPROVIDED", "NONREF", "not provided", "NotProvided", "", "-", "0"])("%j is no id", (endToEndId) => {
		expect(read("Danke", { endToEndId }).endToEnd).toBeNull();
		expect(read(`EREF+${endToEndId.replace(" ", "")}SVWZ+Danke`).endToEnd).toBeNull();
	});
});

describe("ranges", () => {
	test.each([
		["Rechnungen 10023-10026", ["10023 10026"]],
		["10023 - 10026", ["10023 10026"]],
		["10023 \u2013 10026", ["10023 10026"]],
		["10023 bis 10026", ["10023 10026"]],
		["AU-10023 bis AU-10026", ["10023 10026"]],
		["10023-26", ["10023 10026"]],
		["RE 10098 bis 101", ["10098 10101"]],
		["Rechnung 10023 bis 6", ["10023 10026"]],
		["RE 2026-0077 bis 2026-0081", ["20260077 20260081"]],
		["RE 2026-0077 bis 0081", ["20260077 20260081"]],
		["AU-10023/24", ["10023 10024"]],
		["AU-10023/25", []],
		["RE-2026-0811 - 0813", ["20260811 20260813"]],
		["10023-1", []],
		["10023-10099", []],
		["10026-10023", []],
		["2025-2026", []],
		["Rechnung RE 2026-50", []],
		["AU-10530 AU-10541", []],
		["AU-10530 to AU-10541", ["10530 10541"]],
		["10023, 10026", []],
		["12.11.-14.11.2026", []],
		["RE-2026-0810 bis RE-20\n26-0821", ["20260810 20260821"]],
		["#3088 - #3091", ["3088 3091"]],
		["RE-2026-0811 bis -0813", ["20260811 20260813"]],
	])("%s", (text, expected) => {
		const ranges = read(text).ranges;
		expect(ranges.map(({ from, to }) => `${from} ${to}`)).toEqual(expected);
	});
});

describe("short ends", () => {
	test.each([
		["AU-10023/24/25", "10023 10024 10025"],
		["AU-10023,24,25", "10023 10024 10025"],
		["2025-000546,549", "2025000546 2025000549"],
		["RE-2026-0811 0812", "20260811 20260812"],
		["RE-2026-0811/\n12", "20260811 20260812"],
		["AU-10023, 12 Kisten", undefined],
		["AU-10023,72", undefined],
		["AU-10023 456", undefined],
		["24/10023", undefined],
	])("%j", (text, expected) => {
		const lists = read(text).shortEnds.map(({ first, others }) => [first, ...others].map(({ key }) => key).join(" "));
		if (expected === undefined) expect(lists).toEqual([]);
		else expect(lists).toContain(expected);
	});
});

describe("hints", () => {
	const none: Hints = { creditNote: false, others: false, otherPurpose: null };
	test.each<[string, Partial<Hints>]>([
		["10023 u.a.", { others: true }],
		["10023 u. a.", { others: true }],
		["Sammelzahlung", { others: true }],
		["Rechnung 10023 und weitere", { others: true }],
		["AU-10023 u. weitere", { others: true }],
		["AU-10023 + weitere RG", { others: true }],
		["10023 uvm", { others: true }],
		["order 10023 and others", { others: true }],
		["abzgl. Gutschrift GS-4711", { creditNote: true }],
		["10023 u.a. abzgl. Gutschrift", { creditNote: true, others: true }],
		["Spende", { otherPurpose: "Spende" }],
		["TASCHENGELD Mai", { otherPurpose: "TASCHENGELD" }],
		["Straße 5, Spenden für Tiere", { otherPurpose: "Spenden" }],
		["Spendenaktion-Shirt", {}],
		["Seifenspender", {}],
		["Etching, ein Spender", {}],
		["Bestellung 10023", {}],
	])("%s", (text, expected) => expect(read(text).hints).toEqual({ ...none, ...expected }));
});

describe("amounts in another currency", () => {
	test.each([
		["OCMT/CHF119,00/EXCH/1.08", ["11900 CHF"]],
		["USD 119.00 KURS 1,0832", ["11900 USD"]],
		["Betrag CHF 119,00", ["11900 CHF"]],
		["119,5 CHF", ["11950 CHF"]],
		["1'437.20 CHF", ["143720 CHF"]],
		["JPY 12.000", ["12000 JPY"]],
		["JPY 12000,50", []],
		["CHF 119.-", ["11900 CHF"]],
		["$ 119", ["11900 USD"]],
		["EUR 119,00", []],
		["Rechnung 10023", []],
	])("%s", (text, expected) => {
		expect(read(text).foreignAmounts.map(({ minor, currency }) => `${minor} ${currency}`)).toEqual(expected);
	});
});

describe("creditor references in a text", () => {
	test.each([
		["RF18 5390 0754 7034 danke", "539007547034 true"],
		["RF18539007547034", "539007547034 true"],
		["Ref RF18 5390\n0754 7034", "539007547034 true"],
		["RF19 5390 0754 7034", "539007547034 false"],
	])("%s", (text, expected) => {
		expect(read(text).creditorReferences.map(({ body, valid }) => `${body} ${valid}`)).toEqual([expected]);
	});
});
