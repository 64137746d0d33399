import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GiroCode, giroCode, giroPng, giroSvg } from "../../src/index.ts";
import { readQr } from "../read-png.ts";

const payee = { name: "Müller & Söhne GmbH", iban: "DE89 3704 0044 0532 0130 00" };
const amount = { minor: 123_456, currency: "EUR" };

const payload = (code: GiroCode) => {
	const made = giroCode(code);
	if (!made.ok) throw new Error(made.problems.map(({ code }) => code).join());
	return made.value;
};
const codes = (code: GiroCode) => {
	const made = giroCode(code);
	return made.ok ? [] : made.problems.map((problem) => `${problem.field}: ${problem.code}`);
};

describe("GiroCode (EPC069-12)", { timeout: 30_000 }, () => {
	it("has one line for each element, none after the last filled one", () => {
		expect(
			payload({
				payee: { ...payee, bic: "COBADEFFXXX" },
				amount,
				purpose: "GDDS",
				text: "Bestellung 10815",
				note: "Danke",
			}).text,
		).toBe(
			"BCD\n002\n1\nSCT\nCOBADEFFXXX\nMüller & Söhne GmbH\nDE89370400440532013000\nEUR1234.56\nGDDS\n\nBestellung 10815\nDanke",
		);
		expect(payload({ payee, amount, reference: "RF18 5390 0754 7034" }).text).toBe(
			"BCD\n002\n1\nSCT\n\nMüller & Söhne GmbH\nDE89370400440532013000\nEUR1234.56\n\nRF18539007547034",
		);
		expect(payload({ payee }).text).toBe("BCD\n002\n1\nSCT\n\nMüller & Söhne GmbH\nDE89370400440532013000");
	});

	it.each([
		[1, "EUR0.01"],
		[10, "EUR0.10"],
		[100, "EUR1.00"],
		[99_999_999_999, "EUR999999999.99"],
	])("writes %i cents as %s", (minor, line) => {
		expect(payload({ payee, amount: { minor, currency: "EUR" } }).text.split("\n")[7]).toBe(line);
	});

	it.each([0, -1, 100_000_000_000, 0.5, Number.NaN])("refuses an amount of %d cents", (minor) => {
		expect(codes({ payee, amount: { minor, currency: "EUR" } })).toEqual(["amount: amount"]);
	});

	it("is for euro only", () => {
		expect(codes({ payee, amount: { minor: 100, currency: "CHF" } })).toEqual(["amount: currency"]);
	});

	it("may leave out the BIC in version 002 within the EEA, nowhere else", () => {
		expect(codes({ payee, version: "002" })).toEqual([]);
		expect(codes({ payee, version: "001" })).toEqual(["payee.bic: bic-needed"]);
		expect(codes({ payee: { ...payee, bic: "COBADEFF" }, version: "001" })).toEqual([]);
		const swiss = { name: "Muster AG", iban: "CH9300762011623852957" };
		expect(codes({ payee: swiss })).toEqual(["payee.bic: bic-needed"]);
		expect(codes({ payee: { ...swiss, bic: "POFICHBEXXX" } })).toEqual([]);
		expect(codes({ payee: { name: "Hans", iban: "LI21088100002324013AA" } })).toEqual([]);
	});

	it.each(["COBADEF", "COBADEFFXX", "1OBADEFFXXX", "COBADEFFXXXX"])("refuses the BIC %s", (bic) => {
		expect(codes({ payee: { ...payee, bic } })).toEqual(["payee.bic: bic"]);
	});

	it.each(["DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", ""])(
		"refuses the IBAN %j",
		(iban) => {
			expect(codes({ payee: { ...payee, iban, bic: "COBADEFFXXX" } })).toEqual(["payee.iban: iban"]);
		},
	);

	it("holds names of 70, texts of 140, notes of 70 and purposes of 4 characters", () => {
		expect(codes({ payee: { ...payee, name: "n".repeat(70) }, text: "t".repeat(140), purpose: "GDDS" })).toEqual([]);
		expect(codes({ payee: { ...payee, name: "n".repeat(71) } })).toEqual(["payee.name: too-long"]);
		expect(codes({ payee: { ...payee, name: " " } })).toEqual(["payee.name: missing"]);
		expect(codes({ payee, text: "t".repeat(141) })).toEqual(["text: too-long"]);
		expect(codes({ payee, note: "n".repeat(70) })).toEqual([]);
		expect(codes({ payee, note: "n".repeat(71) })).toEqual(["note: too-long"]);
		expect(codes({ payee, purpose: "GDDSX" })).toEqual(["purpose: purpose"]);
		expect(codes({ payee, purpose: "gd" })).toEqual(["purpose: purpose"]);
	});

	it("carries a reference or a text, not both, and the reference has right check digits", () => {
		expect(codes({ payee, reference: "RF18539007547034", text: "10815" })).toEqual(["text: reference-or-text"]);
		expect(codes({ payee, reference: "RF19539007547034" })).toEqual(["reference: creditor-reference"]);
		expect(codes({ payee, reference: "10815" })).toEqual(["reference: creditor-reference"]);
	});

	it.each(["name\nDE02120300000000202051", "a\rb", "a\tb", "a\u0000b"])(
		"lets no value start a new line: %j",
		(name) => {
			expect(codes({ payee: { ...payee, name } })).toEqual(["payee.name: control-character"]);
			expect(codes({ payee, text: name })).toEqual(["text: control-character"]);
		},
	);

	it("counts bytes, not characters", () => {
		const full = { payee: { ...payee, name: "n".repeat(70) }, note: "n".repeat(70) };
		expect(payload({ ...full, text: "t".repeat(135) }).bytes.length).toBe(318);
		expect(codes({ ...full, text: "ü".repeat(74) })).toEqual([]);
		expect(codes({ ...full, text: "ü".repeat(75) })).toEqual([": too-many-bytes"]);
		expect(codes({ ...full, text: "ü".repeat(75), charset: 2 })).toEqual([]);
	});

	it.each([
		[2, "Größe", [0x47, 0x72, 0xf6, 0xdf, 0x65]],
		[3, "Łódź", [0xa3, 0xf3, 0x64, 0xbc]],
		[4, "ĸā", [0xa2, 0xe0]],
		[5, "Жук", [0xb6, 0xe3, 0xda]],
		[6, "Ωμ", [0xd9, 0xec]],
		[7, "Þŋ", [0xde, 0xbf]],
		[8, "5 €", [0x35, 0x20, 0xa4]],
	] as const)("encodes in character set %i: %s", (charset, note, bytes) => {
		expect(
			Array.from(payload({ payee: { ...payee, name: "Shop" }, note, charset }).bytes.slice(-bytes.length)),
		).toEqual(bytes);
	});

	it("refuses what the character set lacks", () => {
		expect(codes({ payee, note: "5 €", charset: 2 })).toEqual(["charset: charset"]);
		expect(codes({ payee, note: "Ж", charset: 8 })).toEqual(["charset: charset"]);
	});

	it("says everything that is wrong at once, in both languages", () => {
		const made = giroCode({ payee: { name: "", iban: "XX1" }, amount: { minor: 0, currency: "EUR" } });
		if (made.ok) throw new Error("accepted");
		expect(made.problems).toHaveLength(4);
		for (const { forMerchant } of made.problems) expect(forMerchant.de).not.toBe(forMerchant.en);
	});

	it("is read from its picture as it was written, in version 13 at most", () => {
		const text = fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ 0189äöüßŁ€'/-")), maxLength: 90 });
		fc.assert(
			fc.property(text, fc.integer({ min: 1, max: 99_999_999_999 }), (remittance, minor) => {
				const made = payload({ payee, amount: { minor, currency: "EUR" }, text: remittance });
				const read = readQr(giroPng(made, 3));
				expect(read?.bytes).toEqual(made.bytes);
				expect(read?.version).toBeLessThanOrEqual(13);
			}),
			{ numRuns: 12 },
		);
		const fullest = payload({
			payee: { ...payee, name: "n".repeat(70), bic: "COBADEFFXXX" },
			amount,
			text: "t".repeat(140),
			purpose: "GDDS",
			note: "n".repeat(53),
		});
		expect(fullest.bytes.length).toBe(331);
		expect(readQr(giroPng(fullest))).toMatchObject({ text: fullest.text, version: 13 });
	});

	it("draws an SVG with a quiet zone of four squares", () => {
		const svg = giroSvg(payload({ payee }));
		expect(svg).toMatch(/viewBox="0 0 (\d+) \1"/);
		expect(svg).toContain("M4 4h7v1h-7z");
	});
});
