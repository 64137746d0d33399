/**
 * eBay's marketplaces: the site of the Trading API, and the language an order was placed in. A marketplace with several
 * languages has none. Source: eBay, MarketplaceIdEnum and SiteCodeType.
 */
export const MARKETPLACES = {
	EBAY_DE: { site: 77, language: "de" },
	EBAY_AT: { site: 16, language: "de-AT" },
	EBAY_CH: { site: 193, language: "de-CH" },
	EBAY_GB: { site: 3, language: "en-GB" },
	EBAY_IE: { site: 205, language: "en-IE" },
	EBAY_FR: { site: 71, language: "fr" },
	EBAY_IT: { site: 101, language: "it" },
	EBAY_ES: { site: 186, language: "es" },
	EBAY_NL: { site: 146, language: "nl" },
	EBAY_PL: { site: 212, language: "pl" },
	EBAY_BE: { site: 123, language: null },
	EBAY_US: { site: 0, language: "en-US" },
	EBAY_CA: { site: 2, language: null },
	EBAY_AU: { site: 15, language: "en-AU" },
	EBAY_HK: { site: 201, language: null },
	EBAY_SG: { site: 216, language: "en-SG" },
} as const satisfies Record<string, { site: number; language: string | null }>;

export type Marketplace = keyof typeof MARKETPLACES;

export const MARKETPLACE_IDS = Object.keys(MARKETPLACES) as [Marketplace, ...Marketplace[]];

/** Undefined for a marketplace that is unknown, or speaks several languages. */
export function languageOf(marketplace: string | undefined): string | undefined {
	if (marketplace === undefined || !Object.hasOwn(MARKETPLACES, marketplace)) return undefined;
	return MARKETPLACES[marketplace as Marketplace].language ?? undefined;
}
