/** An address in parts: the only kind that SEPA orders (since 15 Nov 2026) and QR-bills (since 21 Nov 2025) still take. */
export interface PostalAddress {
	readonly street?: string | undefined;
	readonly houseNumber?: string | undefined;
	readonly postcode?: string | undefined;
	readonly town: string;
	/** ISO 3166-1 alpha-2. */
	readonly country: string;
}

/**
 * Splits "Lange Straße 12 a" as shops deliver it. Where no house number stands at the end, or at the beginning before a comma or
 * a blank ("12, rue du Lac"), all of it is the street.
 */
export function splitStreet(line: string): { readonly street: string; readonly houseNumber?: string } {
	const text = line.trim().replace(/\s+/g, " ");
	const behind = /^(?<street>.*\D[.,]?) (?<houseNumber>\d+(?: ?[-/+] ?\d+)*(?: ?[a-zA-Z])?(?:[-/]\d+)*)$/.exec(text);
	const before = /^(?<houseNumber>\d+[a-zA-Z]?),? (?<street>\p{L}.*)$/u.exec(text);
	const { street, houseNumber } = (behind ?? before)?.groups ?? {};
	if (street === undefined || houseNumber === undefined || houseNumber.length > 16) return { street: text };
	return { street: street.replace(/,$/, ""), houseNumber };
}
