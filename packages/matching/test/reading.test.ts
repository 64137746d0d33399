import { describe, expect, test } from "vitest";
import { comparePayer } from "../src/compare-payer.ts";
import { parseCreditorReference } from "../src/creditor-reference.ts";
import { editDistance } from "../src/edit-distance.ts";
import { foldName, foldWords } from "../src/fold-name.ts";
import { namesOf } from "../src/index/order-view.ts";
import { mod97Holds } from "../src/reading/check-digits.ts";
import { parseReference, referenceKeys } from "../src/references.ts";
import { scanText } from "../src/scan-text.ts";

describe("the numbers of a text", () => {
	const keys = (text: string) => scanText(text).map(({ key }) => key);

	test.each([
		["Bestellung 10023", ["10023"]],
		["AU-2026-10023", ["2026", "202610023", "10023"]],
		["100\n23", ["100", "10023", "23"]],
		["10023 vom 12.11.2026", ["10023"]],
		["10023 vom 2026-11-12, 14:05", ["10023"]],
		["10023 119,00 EUR", ["10023"]],
		["EUR 119.00 fuer 10023", ["10023"]],
		["DE02 1203 0000 0000 2020 51 10023", ["10023"]],
		["DE02120300000000202051", []],
		["Tel.: 0221/555 12 34", []],
		["+49 221 5551234", []],
		["RF13 1002 3", []],
		["keine", []],
	])("%s", (text, expected) => {
		expect(keys(text)).toEqual(expected);
	});

	test.each([
		["Bestellung 10023", "order"],
		["Onlinebestellung-Nr. 10023", "order"],
		["Rechnung Nr.: 10023", "invoice"],
		["RENR10023", "invoice"],
		["#10023", "order"],
		["Kd.-Nr. 10023", "customer"],
		["Kundennummer 10023", "customer"],
		["Lieferschein 10023", "other"],
		["Bestellung AU-10023", "order"],
		["Danke Max 10023", null],
		["Rechnungen 10021, 10022 und 10023", "invoice"],
		["Kundennummer 70112 Rechnung 10023", "invoice"],
	])("what it is called: %s", (text, label) => {
		expect(scanText(text).find(({ key }) => key === "10023")?.label).toBe(label);
	});
});

describe("a reference", () => {
	test.each([
		["AU-2026-10023", ["202610023 whole", "10023 end"]],
		["00010023", ["00010023 whole", "10023 withoutZeros"]],
		["#1001", ["1001 whole"]],
		["K7XQ2M", ["K7XQ2M whole"]],
		["2026-0077", ["20260077 whole", "202677 withoutZeros", "0077 end"]],
	])("%s is looked for as", (raw, expected) => {
		const reference = parseReference(raw);
		expect(reference && referenceKeys(reference).map(({ key, form }) => `${key} ${form}`)).toEqual(expected);
	});

	test("without a digit there is nothing to look for", () => {
		expect(parseReference("ABC")).toBeNull();
	});

	test.each([
		["RF18 5390 0754 7034", true, "539007547034"],
		["RF18539007547035", false, "539007547035"],
		["RF13000000010023", true, "10023"],
		["21 00000 00003 13947 14300 09017", true, "21000000000313947143000901"],
		["21 00000 00003 13947 14300 09018", false, "21000000000313947143000901"],
	])("structured: %s", (text, valid, body) => {
		expect(parseCreditorReference(text)).toMatchObject({ valid, body });
	});

	test("an IBAN's check digits", () => {
		expect([mod97Holds("DE02120300000000202051"), mod97Holds("DE02120300000000202052")]).toEqual([true, false]);
	});
});

describe("a name", () => {
	test("umlauts, titles and legal forms make no difference", () => {
		expect([foldName("Dr. Jürgen Groß"), foldName("JUERGEN GROSS"), foldName("Jurgen Gross")]).toEqual([
			["jurgen", "gross"],
			["jurgen", "gross"],
			["jurgen", "gross"],
		]);
		expect(foldName("Schrauben Köhler GmbH & Co. KG")).toEqual(["schrauben", "kohler"]);
		expect(foldWords("Zahlung für Łukasz")).toEqual(["zahlung", "fur", "lukasz"]);
	});

	test.each([
		["Max Müller", "Max Mueller", "payerEqual"],
		["Max Müller", "MUELLER, MAX", "payerEqual"],
		["Max Müller", "Max und Erika Müller", "payerAgrees"],
		["Max Peter Müller", "Max Müller", "payerAgrees"],
		["Max Müller", "M. Müller", "payerAgrees"],
		["Max Müller", "Max Mülller", "payerAgrees"],
		["Karl-Theodor Freiherr von Waldburg", "Karl-Theodor Freiherr von W", "payerAgrees"],
		["Max Müller", "Erika Müller", "payerRelated"],
		["Max Müller", "Hans Schmidt", "payerOther"],
		["Max Müller", "M. Meier", "payerOther"],
		["Müller GmbH", "Max Müller", "payerRelated"],
		["Max Müller", "", "payerUnnamed"],
	])("%s, paid by %s", (customer, raw, finding) => {
		const payer = { raw, words: foldName(raw), textWords: new Set<string>() };
		expect(comparePayer(payer, namesOf({ name: customer })).finding).toBe(finding);
	});

	test("in the text, where somebody else paid", () => {
		const payer = { raw: "Erika Fremd", words: ["erika", "fremd"], textWords: new Set(foldWords("fuer Max Müller")) };
		expect(comparePayer(payer, namesOf({ name: "Max Müller" })).finding).toBe("payerInText");
	});
});

test.each([
	["10023", "10023", 0],
	["10023", "10032", 1],
	["10023", "1023", 1],
	["10023", "11023", 1],
	["10023", "11032", 2],
	["10023", "98765", null],
	["10023", "1", null],
])("editing distance of %s and %s", (a, b, distance) => {
	expect(editDistance(a, b, 2)).toBe(distance);
});
