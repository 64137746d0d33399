import { type Money, minorDigits, parseMoney } from "@kontor/connector";
import { currencyOf } from "./currencies.ts";

const FIGURE = "\\d[\\d.,'’]{0,18}";
/** "CHF 119,00", "OCMT/CHF119,00/", "119.00 USD", "€ 119"; the first number of "10023 CHF 119,00" is none. */
const AMOUNTS = new RegExp(
	`(?<![A-Z])(?<before>[A-Z]{3}|[€$£])[ :/]?(?<after>${FIGURE})|(?<![\\d.,'’])(?<figure>${FIGURE}) ?(?<behind>[A-Z]{3}|[€$£])(?![A-Z]|[ :/]?\\d)`,
	"g",
);

/** Amounts of a text in another currency than the posting's: what was paid before the bank converted it. */
export function foreignAmountsIn(text: string, own: string): Money[] {
	const amounts: Money[] = [];
	const upper = text.toUpperCase();
	AMOUNTS.lastIndex = 0;
	for (let one = AMOUNTS.exec(upper); one !== null; one = AMOUNTS.exec(upper)) {
		const { groups } = one;
		const currency = currencyOf(groups?.before ?? groups?.behind ?? "");
		if (currency === undefined || currency === own) continue;
		const money = readAmount(groups?.after ?? groups?.figure ?? "", currency);
		if (money !== null) amounts.push(money);
	}
	return amounts;
}

/** A figure as people write it, with or without groups of thousands; null where it cannot be an amount of the currency. */
function readAmount(figure: string, currency: string): Money | null {
	const [, whole = "", decimals = ""] = /^(.*?)(?:[.,](\d{1,2}|-*))?[.,'’]*$/.exec(figure) ?? [];
	if (!/^(?:\d+|\d{1,3}(?:[.,'’]\d{3})+)$/.test(whole) || decimals.length > minorDigits(currency)) return null;
	const digits = whole.replace(/\D/g, "");
	return digits.length > 12 ? null : parseMoney(decimals === "" ? digits : `${digits}.${decimals}`, currency);
}
