import { plainDecimal } from "../amounts.ts";

/** An amount beside the one that was booked. */
export interface CurrencyAmount {
	/** The account's, where none is written. */
	readonly currency: string | undefined;
	/** Plain decimal without sign. */
	readonly decimal: string;
}

/** `/OCMT/EUR50,00//CHGS/EUR3,00/`: the amount before charges or conversion, and the charges. */
export function currencyAmount(text: string, code: "OCMT" | "CHGS"): CurrencyAmount | undefined {
	if (text === "" || !text.includes(code)) return undefined;
	const found = new RegExp(`/${code}/+([A-Z]{3})([\\d.,]+)`).exec(text);
	return found ? { currency: found[1], decimal: plainDecimal(found[2] ?? "") } : undefined;
}

/** What stands behind `OAMT+` or `COAM+`: "50,00", "EUR 50,00". */
export function taggedAmount(text: string | undefined): CurrencyAmount | undefined {
	const found = text === undefined ? undefined : /^\s*([A-Z]{3})?\s*(\d[\d.,]*)/.exec(text);
	return found ? { currency: found[1], decimal: plainDecimal(found[2] ?? "") } : undefined;
}
