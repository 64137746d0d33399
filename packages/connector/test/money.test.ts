import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDecimal, formatMoney, minorDigits, parseMoney } from "../src/index.ts";

const currency = fc.constantFrom("EUR", "CHF", "JPY", "KWD", "CLF", "HUF", "ISK");

describe("money", () => {
	it("comes back as it was written, in currencies of 0, 2, 3 and 4 decimals", () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), currency, (minor, code) => {
				const money = { minor, currency: code };
				expect(parseMoney(formatDecimal(money), code)).toEqual(money);
			}),
		);
	});

	it("has the decimals of ISO 4217, also where CLDR says otherwise", () => {
		expect(["EUR", "HUF", "JPY", "ISK", "KWD", "CLF"].map(minorDigits)).toEqual([2, 2, 0, 0, 3, 4]);
	});

	it("reads what shops write: surplus zeros, no decimals, signs", () => {
		expect(parseMoney("12.3400", "EUR")).toEqual({ minor: 1234, currency: "EUR" });
		expect(parseMoney("7", "EUR").minor).toBe(700);
		expect(parseMoney("+7.5", "EUR").minor).toBe(750);
		expect(parseMoney("-0.00", "EUR").minor).toBe(0);
		expect(parseMoney("500.00", "JPY").minor).toBe(500);
		expect(parseMoney("1.234", "KWD").minor).toBe(1234);
	});

	it("refuses what it cannot hold exactly, and says what it expected", () => {
		expect(() => parseMoney("0.005", "EUR")).toThrow("EUR has 2 decimals");
		expect(() => parseMoney("500.5", "JPY")).toThrow("JPY has 0 decimals");
		expect(() => parseMoney("1,50", "EUR")).toThrow("expected a decimal");
		expect(() => parseMoney("", "EUR")).toThrow("expected a decimal");
		expect(() => parseMoney("90071992547409.93", "EUR")).toThrow("too large");
	});

	it("reads as people write it in German and English", () => {
		expect(formatMoney({ minor: 123_456_789, currency: "EUR" }, "de")).toBe("1.234.567,89 EUR");
		expect(formatMoney({ minor: -5, currency: "EUR" }, "en")).toBe("-0.05 EUR");
		expect(formatMoney({ minor: 1000, currency: "JPY" }, "en")).toBe("1,000 JPY");
	});
});
