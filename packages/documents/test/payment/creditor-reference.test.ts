import fc from "fast-check";
import { calculateSCORReferenceChecksum } from "swissqrbill/utils";
import { describe, expect, it } from "vitest";
import { creditorReference, isCreditorReference, printedReference } from "../../src/index.ts";

const made = (number: string) => {
	const reference = creditorReference(number);
	return reference.ok ? reference.value : reference.problems.map(({ code }) => code);
};

describe("creditor reference (ISO 11649)", () => {
	it("makes the standard's own example", () => {
		expect(made("539007547034")).toBe("RF18539007547034");
		expect(made("2348231")).toBe("RF712348231");
	});

	it("drops separators and takes small letters", () => {
		expect(made("sw-2026.10/815")).toBe(made("SW202610815"));
	});

	it.each(["", "---", "Größe1", "1234567890123456789012", "Nr№1"])("refuses %j", (number) => {
		expect(made(number)).toEqual(["creditor-reference"]);
	});

	it.each(["RF18539007547034", "rf18 5390 0754 7034", "RF712348231"])("knows %j as right", (text) => {
		expect(isCreditorReference(text)).toBe(true);
	});

	it.each(["RF19539007547034", "RF18539007547035", "DE18539007547034", "RF18", "RF", "", "RF1X539007547034"])(
		"knows %j as wrong",
		(text) => expect(isCreditorReference(text)).toBe(false),
	);

	it("prints in groups of four", () => {
		expect(printedReference("RF18539007547034")).toBe("RF18 5390 0754 7034");
		expect(printedReference("RF712348231")).toBe("RF71 2348 231");
	});

	it("is right for every number, and wrong as soon as one digit or letter differs", () => {
		const number = fc.stringMatching(/^[A-Z0-9]{1,21}$/);
		fc.assert(
			fc.property(
				number,
				fc.nat(),
				fc.nat(9),
				fc.constantFrom("A", "B", "C", "X", "Y", "Z"),
				(body, at, digit, letter) => {
					const reference = creditorReference(body);
					if (!reference.ok) throw new Error("refused");
					expect(isCreditorReference(reference.value)).toBe(true);
					expect(reference.value.slice(2, 4)).toBe(calculateSCORReferenceChecksum(body));
					const place = 4 + (at % body.length);
					const other = /\d/.test(reference.value[place] ?? "") ? String(digit) : letter;
					const mistyped = reference.value.slice(0, place) + other + reference.value.slice(place + 1);
					expect(isCreditorReference(mistyped)).toBe(mistyped === reference.value);
				},
			),
		);
	});
});
