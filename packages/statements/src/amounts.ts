import { type Money, parseMoney } from "@kontor/connector";

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
