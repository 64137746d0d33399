import type { Day } from "@kontor/connector";

/** A rate that holds from a day on, in percent a year; null: in force since then, but not known here. */
export interface DatedRate {
	readonly from: Day;
	readonly percent: number | null;
	readonly source: string;
}

/** Countries whose law the claims know: the merchant's. */
export type ClaimCountry = "DE" | "AT" | "CH";

/**
 * The base rates that default interest is added to. A rate that becomes known is one more line; until then the merchant is asked
 * for it, and no interest is claimed for those days.
 */
export const BASE_RATES: Readonly<Record<"DE" | "AT", readonly DatedRate[]>> = {
	DE: [
		{ from: "2025-07-01", percent: 1.27, source: "Deutsche Bundesbank, § 247 BGB" },
		{ from: "2026-01-01", percent: 1.27, source: "Deutsche Bundesbank, § 247 BGB" },
		{ from: "2026-07-01", percent: null, source: "§ 247 BGB: changes on 1 January and 1 July" },
	],
	// For as long as this table goes back.
	AT: [{ from: "2000-01-01", percent: null, source: "Oesterreichische Nationalbank, § 456 UGB" }],
};

/** What the law adds, or sets outright. */
interface InterestRule {
	/** Percentage points over the base rate. */
	readonly overBase?: number;
	/** Percent a year. */
	readonly fixed?: number;
	readonly source: string;
}

/** Who owes: without a company named, a consumer (ours): it is the lower claim. */
export type Debtor = "consumer" | "business";

/** Default interest by the creditor's country. AT: the raised rate asks for fault; without it, businesses owe 4 % too. */
export const INTEREST_RULES: Readonly<Record<ClaimCountry, Readonly<Record<Debtor, InterestRule>>>> = {
	DE: {
		consumer: { overBase: 5, source: "§ 288 (1) BGB" },
		business: { overBase: 9, source: "§ 288 (2) BGB" },
	},
	AT: {
		consumer: { fixed: 4, source: "§ 1000 ABGB" },
		business: { overBase: 9.2, source: "§ 456 UGB" },
	},
	CH: {
		consumer: { fixed: 5, source: "OR Art. 104" },
		business: { fixed: 5, source: "OR Art. 104" },
	},
};

/** The lump sum for the costs of collecting, from businesses only; null where the law has none. */
export const LUMP_SUMS: Readonly<Record<ClaimCountry, { minor: number; currency: string; source: string } | null>> = {
	DE: { minor: 4_000, currency: "EUR", source: "§ 288 (5) BGB" },
	AT: { minor: 4_000, currency: "EUR", source: "§ 458 UGB" },
	CH: null,
};

/** A stretch of days with one rate. `percent` null: unknown. */
export interface RateSpan {
	/** The first and the last day. */
	readonly from: Day;
	readonly to: Day;
	readonly percent: number | null;
	readonly source: string;
}

export function isClaimCountry(country: string): country is ClaimCountry {
	return country === "DE" || country === "AT" || country === "CH";
}
