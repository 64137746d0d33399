/** How currencies are written in a text: ISO 4217 codes, names, signs. */
const CODES: ReadonlyMap<string, string> = new Map([
	...(
		"EUR CHF USD GBP DKK SEK NOK PLN CZK HUF RON BGN ISK JPY CNY AUD CAD NZD TRY UAH RSD ILS INR BRL ZAR SGD HKD KRW THB " +
		"MXN AED KWD BHD"
	)
		.split(" ")
		.map((code): [string, string] => [code, code]),
	["EURO", "EUR"],
	["EUROS", "EUR"],
	["€", "EUR"],
	["FR", "CHF"],
	["SFR", "CHF"],
	["FRANKEN", "CHF"],
	["$", "USD"],
	["£", "GBP"],
	["ZL", "PLN"],
	["ZŁ", "PLN"],
	["KC", "CZK"],
	["KČ", "CZK"],
]);
/** Stand for nothing but money. The others are words or prefixes too, and need decimals beside them. */
const CLEAR = new Set(["EUR", "CHF", "USD", "GBP", "EURO", "EUROS", "€", "$", "£"]);

/** The ISO code of a currency as written, in upper case; undefined where it is none. */
export function currencyOf(written: string): string | undefined {
	return CODES.get(written);
}

export function isClearCurrency(written: string): boolean {
	return CLEAR.has(written);
}
