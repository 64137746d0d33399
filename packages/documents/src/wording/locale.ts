import { formatDecimal, type Money } from "@kontor/connector";

/** How a customer is written to (G6): the order's language, in Swiss wording for a Swiss or Liechtenstein billing address. */
export type Locale = "de" | "de-CH" | "en";

export const LOCALES = ["de", "de-CH", "en"] as const satisfies readonly Locale[];

/** English where the language is neither German nor English. `language`: BCP 47; `country`: of the billing address. */
export function localeOf(language: string | undefined, country: string | undefined): Locale {
	const code = language?.toLowerCase().split(/[-_]/)[0];
	if (code !== "de") return "en";
	return country === "CH" || country === "LI" ? "de-CH" : "de";
}

export function languageOf(locale: Locale): "de" | "en" {
	return locale === "en" ? "en" : "de";
}

const SEPARATORS: Readonly<Record<Locale, readonly [point: string, group: string]>> = {
	de: [",", "."],
	"de-CH": [".", "’"],
	en: [".", ","],
};

/** As a customer reads it: "1.234,50 €", in Swiss German "CHF 1’234.50", in English "EUR 1,234.50". */
export function amountText(money: Money, locale: Locale): string {
	const [point, group] = SEPARATORS[locale];
	const [whole = "", fraction] = formatDecimal(money).split(".");
	const digits = whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction === undefined ? "" : point + fraction);
	if (locale !== "de") return `${money.currency}\u00a0${digits}`;
	return `${digits}\u00a0${money.currency === "EUR" ? "€" : money.currency}`;
}

/** A decimal number as it is written: "2.5" is "2,5" in German. */
export function numberText(decimal: string, locale: Locale): string {
	return decimal.replace(".", SEPARATORS[locale][0]);
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** "22.11.2026", in English "22 November 2026". */
export function dayText(day: string, locale: Locale): string {
	const [year = "", month = "", date = ""] = day.split("-");
	return locale === "en" ? `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}` : `${date}.${month}.${year}`;
}
