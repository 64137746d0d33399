import type { Address } from "@kontor/connector";
import { type Locale, languageOf } from "../wording/locale.ts";

/** An address zone has six lines (DIN 5008). */
const MOST_LINES = 6;

/** An address as it is written on a letter: the town without a blank line above it, the country in capitals where it is abroad. */
export function addressLines(address: Address, from: string, locale: Locale): readonly string[] {
	const { company, name, street, postcode, city, country } = address;
	const town = [postcode, city]
		.map((part) => part?.trim() ?? "")
		.join(" ")
		.trim();
	const abroad = country === undefined || country === from ? "" : countryName(country, locale);
	const who = [company, name === company ? "" : name, ...(street ?? "").split(/\r?\n/)];
	const where = [town, abroad];
	const lines = (parts: readonly (string | undefined)[]) =>
		parts.map((part) => part?.trim() ?? "").filter((part) => part !== "");
	const placed = lines(where);
	return [...lines(who).slice(0, MOST_LINES - placed.length), ...placed];
}

function countryName(country: string, locale: Locale): string {
	const name = new Intl.DisplayNames([languageOf(locale)], { type: "region" }).of(country) ?? country;
	return name.toUpperCase();
}
