import { describe, expect, it } from "vitest";
import { amountText, dayText, localeOf, MESSAGES, placeholdersOf, reminderKind, splitStreet } from "../../src/index.ts";
import { sepaText } from "../../src/repayment/sepa-text.ts";
import { swissText } from "../../src/swiss/charset.ts";

describe("the customer's language", () => {
	it.each([
		["de", "DE", "de"],
		["de-DE", "AT", "de"],
		["de_CH", "CH", "de-CH"],
		["DE", "LI", "de-CH"],
		["fr", "CH", "en"],
		["en-GB", "DE", "en"],
		[undefined, "DE", "en"],
		["den", "DE", "en"],
	])("is %s with an address in %s: %s", (language, country, locale) => {
		expect(localeOf(language, country)).toBe(locale);
	});

	it("writes amounts as they are read there", () => {
		expect(amountText({ minor: 123_456_789, currency: "EUR" }, "de")).toBe("1.234.567,89\u00a0€");
		expect(amountText({ minor: -5, currency: "CHF" }, "de")).toBe("-0,05\u00a0CHF");
		expect(amountText({ minor: 123_456_789, currency: "CHF" }, "de-CH")).toBe("CHF\u00a01’234’567.89");
		expect(amountText({ minor: 100_000, currency: "JPY" }, "en")).toBe("JPY\u00a0100,000");
	});

	it("writes days as they are read there", () => {
		expect([dayText("2026-03-09", "de"), dayText("2026-03-09", "de-CH"), dayText("2026-03-09", "en")]).toEqual([
			"09.03.2026",
			"09.03.2026",
			"9 March 2026",
		]);
	});
});

describe("the kind of a reminder (F7)", () => {
	it.each([
		["prepayment", 1, 3, true, "reminder"],
		["prepayment", 3, 3, true, "reminder"],
		["invoice", 1, 1, true, "reminder"],
		["invoice", 2, 3, true, "demand"],
		["invoice", 3, 3, true, "finalDemand"],
		["invoice", 3, 3, false, "demand"],
		["invoice", 4, 3, true, "finalDemand"],
		["cashOnDelivery", 2, 2, true, "finalDemand"],
	] as const)("%s, level %i of %i, collection %s: %s", (paymentCode, level, levels, collectionFollows, kind) => {
		expect(reminderKind({ paymentCode, level, levels, collectionFollows })).toBe(kind);
	});

	it("demands carry the bank details, and none of them can be opted out of (F9, F10)", () => {
		for (const kind of ["paymentInformation", "amountChanged", "reminder", "demand", "finalDemand"] as const) {
			expect(placeholdersOf(kind)).toContain("payment");
			expect(MESSAGES[kind].optional).toBe(false);
		}
		expect(MESSAGES.paymentReceived.optional).toBe(true);
	});
});

describe("a street", () => {
	it.each([
		["Heidestraße 17", "Heidestraße", "17"],
		["Lange Str. 12 a", "Lange Str.", "12 a"],
		["Am Markt 3-5", "Am Markt", "3-5"],
		["Straße des 17. Juni 135", "Straße des 17. Juni", "135"],
		["Marktgasse 28/4/12", "Marktgasse", "28/4/12"],
		["12, rue du Lac", "rue du Lac", "12"],
		["12b Baker Street", "Baker Street", "12b"],
		["Postfach", "Postfach", undefined],
		["Straße des 17. Juni", "Straße des 17. Juni", undefined],
		["C 4", "C", "4"],
		["", "", undefined],
	])("%j is %j and %j", (line, street, houseNumber) => {
		expect(splitStreet(line)).toEqual(houseNumber === undefined ? { street } : { street, houseNumber });
	});
});

describe("other letters", () => {
	it("become those of the SEPA set", () => {
		expect(sepaText("Jürgen Größe & Söhne_GmbH – „Łódź“")).toBe("Juergen Groesse + Soehne-GmbH - 'Lodz'");
		expect(sepaText("Ελλάς Жуков 日本 😀")).toBe("Ellas Zhukov .. .");
		expect(sepaText("Müller & Co. *1* 5%", "german")).toBe("Müller & Co. *1* 5%");
		expect(sepaText("a\u0308 e\u0301\n\tx")).toBe("ae e x");
	});

	it("stay where Switzerland knows them", () => {
		expect(swissText("Łukasz Ñúñez Țepeș 5 €")).toBe("Łukasz Ñúñez Țepeș 5 €");
		expect(swissText("Αθήνα – 日")).toBe("Athina - .");
	});
});
