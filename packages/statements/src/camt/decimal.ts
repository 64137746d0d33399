import { minorDigits } from "@kontor/connector";

/**
 * An amount of a camt as `parseMoney` reads it. XML Schema also allows ".5"; against it some banks write a decimal comma,
 * group thousands, or print what a program calculated with ("66.0000000000001"). What could be read in two ways
 * ("1,000") stays as it is, and is refused.
 */
export function schemaDecimal(text: string, currency: string): string {
	if (PLAIN.test(text)) return text;
	const decimal = withPoint(text).replace(/^([+-]?)\./, "$10.");
	const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d+)\.(\d*)$/.exec(decimal) ?? [];
	const digits = minorDigits(currency);
	const trace = fraction.slice(digits);
	if (!CALCULATED.test(trace)) return decimal;
	const minor = BigInt(whole + fraction.slice(0, digits)) + (trace.startsWith("9") ? 1n : 0n);
	const padded = String(minor).padStart(digits + 1, "0");
	return `${sign}${padded.slice(0, padded.length - digits)}.${padded.slice(padded.length - digits)}`;
}

function withPoint(text: string): string {
	if (/^[+-]?\d+,\d{1,2}$/.test(text)) return text.replace(",", ".");
	return /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/.test(text) ? text.replaceAll(",", "") : text;
}

/** Nearly all amounts are this. */
const PLAIN = /^\d+(?:\.\d{1,2})?$/;

/** What binary floating point adds behind the last decimal: far too little to be a part of the amount. */
const CALCULATED = /^(?:0{5,}[1-9]|9{5,})\d*$/;
