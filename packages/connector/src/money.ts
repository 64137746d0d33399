import * as z from "zod";

/**
 * An amount: an integer in the smallest unit of its currency. Never a float, never without a currency (I8).
 * 12,34 EUR is `{minor: 1234, currency: "EUR"}`; 500 JPY is `{minor: 500, currency: "JPY"}`.
 */
export const Money = z
	.object({
		minor: z.int().describe("integer in the smallest unit of the currency"),
		currency: z
			.string()
			.regex(/^[A-Z]{3}$/)
			.describe("ISO 4217 code"),
	})
	.meta({ id: "Money" });
export type Money = z.infer<typeof Money>;

/**
 * Currencies that do not have two decimals, from ISO 4217 (list one). Not from `Intl`, which follows CLDR and
 * differs for 17 currencies (HUF, ISK, ...).
 */
const DIGITS: Readonly<Record<string, number>> = {
	...Object.fromEntries(
		"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((c) => [c, 0]),
	),
	...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((c) => [c, 3])),
	CLF: 4,
	UYW: 4,
};

/** Decimals of a currency by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
	return DIGITS[currency] ?? 2;
}

/**
 * Reads a plain decimal ("1234.5", "-0.10", "7") exactly, without a float in between.
 * Surplus decimals are accepted where they are zeros ("12.3400" EUR) and rejected where they are not.
 *
 * @throws RangeError when the text is no decimal, is finer than the currency, or exceeds 2^53.
 */
export function parseMoney(decimal: string, currency: string): Money {
	const parts = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(decimal.trim());
	if (!parts) throw new RangeError(`expected a decimal like 1234.50, got "${decimal}"`);
	const [, sign, whole = "", fraction = ""] = parts;
	const digits = minorDigits(currency);
	if (/[1-9]/.test(fraction.slice(digits))) {
		throw new RangeError(`${currency} has ${digits} decimals, got "${decimal}"`);
	}
	const magnitude = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
	if (!Number.isSafeInteger(magnitude)) throw new RangeError(`amount too large: "${decimal}"`);
	return { minor: sign === "-" && magnitude !== 0 ? -magnitude : magnitude, currency };
}

/** The amount as a plain decimal with the currency's decimals: `{minor: 5, currency: "EUR"}` is "0.05". */
export function formatDecimal({ minor, currency }: Money): string {
	const digits = minorDigits(currency);
	const text = String(Math.abs(minor)).padStart(digits + 1, "0");
	const whole = text.slice(0, text.length - digits);
	return `${minor < 0 ? "-" : ""}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ""}`;
}

/** The amount as a person reads it: "1.234,50 EUR" in German, "1,234.50 EUR" in English. */
export function formatMoney(money: Money, language: "de" | "en"): string {
	const [point, group] = language === "de" ? [",", "."] : [".", ","];
	const [whole = "", fraction] = formatDecimal(money).split(".");
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
	return `${grouped}${fraction === undefined ? "" : point + fraction} ${money.currency}`;
}
