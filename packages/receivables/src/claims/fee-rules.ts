import type { Day, Text } from "@kontor/connector";
import type { ClaimCountry } from "./base-rates.ts";

/** What is known of fees for reminders in a country: shown beside the field, since the merchant decides. */
export interface FeeRule {
	/** Since when it holds; 2000-01-01: for as long as this table goes back. */
	readonly from: Day;
	/** What courts mostly accept, the lower end of it, in minor units of `currency`; null where no amount is known. */
	readonly acceptedMinor: number | null;
	readonly currency: string;
	/** Nothing may be charged that was not agreed beforehand. */
	readonly needsAgreement: boolean;
	readonly source: string;
	readonly caution: Text;
}

/** Newest last. An e-mail costs nothing to send: its fee is 0 by default everywhere. */
export const FEE_RULES: Readonly<Record<ClaimCountry, readonly FeeRule[]>> = {
	DE: [
		{
			from: "2019-06-26",
			acceptedMinor: 100,
			currency: "EUR",
			needsAgreement: false,
			source:
				"BGH VIII ZR 95/18: about 0.76 EUR accepted, 2.50 EUR struck down; other courts 1.00 to 2.50 EUR; LG Hamburg 406 HKO 118/20",
			caution: {
				de: "Berechnet werden dürfen nur Druck, Umschlag und Porto, nie Personal oder EDV; die Mahnung, die den Verzug erst begründet, kostet nichts. Gerichte erkannten etwa 0,76 bis 2,50 EUR an, mehr kann irreführend sein.",
				en: "Only printing, envelope and postage may be charged, never staff or computing; the reminder that causes the default is free. Courts accepted about 0.76 to 2.50 EUR; more may be misleading.",
			},
		},
	],
	AT: [
		{
			from: "2000-01-01",
			acceptedMinor: null,
			currency: "EUR",
			needsAgreement: false,
			source: "no amount in the law; terms that add fees to raised interest can be void",
			caution: {
				de: "Mahnspesen zusätzlich zu erhöhten Zinsen können unwirksam sein.",
				en: "Fees on top of raised interest can be void.",
			},
		},
	],
	CH: [
		{
			from: "2000-01-01",
			acceptedMinor: null,
			currency: "CHF",
			needsAgreement: true,
			source: "not in the law (OR): only what was agreed as an exact amount",
			caution: {
				de: "Nur zulässig, wenn der genaue Frankenbetrag in Vertrag oder AGB vereinbart ist.",
				en: "Only allowed if the exact amount in francs was agreed in the contract.",
			},
		},
	],
};

/** What the merchant is told of a fee that he sets; null where nothing speaks against it. */
export function feeCaution(
	country: ClaimCountry,
	{ minor, currency }: { readonly minor: number; readonly currency: string },
	day: Day,
): Text | null {
	const rule = FEE_RULES[country].findLast(({ from }) => from <= day);
	if (rule === undefined || minor <= 0) return null;
	const isAccepted = rule.acceptedMinor !== null && currency === rule.currency && minor <= rule.acceptedMinor;
	return isAccepted && !rule.needsAgreement ? null : rule.caution;
}
