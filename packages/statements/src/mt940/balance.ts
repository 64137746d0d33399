import { type Money, parseMoney } from "@kontor/connector";
import { negated, plainDecimal } from "../amounts.ts";
import { shortDay } from "../days.ts";
import type { Balance } from "../model.ts";

/**
 * `:60F:`, `:62F:` and their likes: mark, date, currency, amount. `undefined` where it cannot be read: postings do
 * not hang on it.
 *
 * @param fallback where the bank leaves the currency out
 */
export function readBalance(text: string, fallback: string | undefined): Balance | undefined {
	// What stands behind the amount is the end of a message ("-}"), or a program's own mark.
	const found = /^\s*(R?[CD])\s*(\d{6})\s*([A-Z]{3})?\s*([\d., ]*\d[.,]?)(?![\d.,])/.exec(text);
	const currency = found?.[3] ?? fallback;
	const day = shortDay(found?.[2] ?? "");
	if (!found || currency === undefined || day === undefined) return undefined;
	const amount = moneyOf(found[4] ?? "", currency);
	if (!amount) return undefined;
	return { amount: found[1] === "D" || found[1] === "RC" ? negated(amount) : amount, day };
}

/** The currency alone, from balances and floor limits (`:34F:EURD12,`) that cannot be read otherwise. */
export function currencyIn(text: string): string | undefined {
	return /^(?:R?[CD]\d{6})?\s*([A-Z]{3})[CD]?[\d., ]*$/.exec(text.trim())?.[1];
}

function moneyOf(text: string, currency: string): Money | undefined {
	try {
		return parseMoney(plainDecimal(text), currency);
	} catch {
		return undefined;
	}
}
