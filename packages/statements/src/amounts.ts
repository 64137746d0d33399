import { type Money, minorDigits, parseMoney } from "@kontor/connector";

/**
 * An amount as banks write it ("1234,5", "1234,", ",50", "1.234,50", "12 345,00", "12.50") as a plain decimal.
 * With one kind of separator, used once, it is the decimal one; of two kinds the last one is.
 */
export function plainDecimal(text: string): string {
	const compact = /\s/.test(text) ? text.replace(/\s/g, "") : text;
	const comma = compact.lastIndexOf(",");
	const dot = compact.lastIndexOf(".");
	const at = Math.max(comma, dot);
	if (at < 0) return compact;
	const mark = at === comma ? "," : ".";
	// A separator used twice groups thousands: "1.234.567".
	if (compact.indexOf(mark) !== at) return compact.replaceAll(mark, "");
	const grouped = compact.slice(0, at);
	const whole = comma < 0 || dot < 0 ? grouped : grouped.replace(/[.,]/g, "");
	const fraction = compact.slice(at + 1);
	return fraction === "" ? whole || "0" : `${whole || "0"}.${fraction}`;
}

/**
 * The amount that banks write as `plainDecimal` reads it. Nearly all are digits with one comma: those are added up at once.
 *
 * @throws RangeError where it is none, or finer than the currency
 */
export function writtenMoney(text: string, negative: boolean, currency: string): Money {
	let minor = 0;
	/** Behind the separator; before it none. */
	let decimals = -1;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		const digit = code - ZERO;
		if (digit >= 0 && digit <= 9) {
			minor = minor * 10 + digit;
			if (decimals >= 0) decimals++;
		} else if (decimals < 0 && (code === COMMA || code === POINT)) decimals = 0;
		else return parseMoney(`${negative ? "-" : ""}${plainDecimal(text)}`, currency);
	}
	const missing = minorDigits(currency) - Math.max(decimals, 0);
	for (let digit = 0; digit < missing; digit++) minor *= 10;
	if (missing < 0 || minor > Number.MAX_SAFE_INTEGER || text === "") {
		return parseMoney(`${negative ? "-" : ""}${plainDecimal(text)}`, currency);
	}
	return { minor: negative && minor !== 0 ? -minor : minor, currency };
}

/** The amount, or `undefined` where it is none or finer than the currency: for what is said beside the booking. */
export function moneyOrNone(decimal: string | undefined, currency: string | undefined): Money | undefined {
	if (decimal === undefined || currency === undefined || !/^[A-Z]{3}$/.test(currency)) return undefined;
	try {
		return parseMoney(decimal, currency);
	} catch {
		return undefined;
	}
}

export function negated({ minor, currency }: Money): Money {
	return { minor: minor === 0 ? 0 : -minor, currency };
}

const COMMA = 44;
const POINT = 46;
const ZERO = 48;
