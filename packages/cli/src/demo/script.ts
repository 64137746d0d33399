import type { OrderState } from "@kontor/protocol";

/** What customers order, and how each order has to end: the demonstration checks itself against this. */
export interface DemoOrder {
	readonly number: string;
	readonly total: string;
	readonly customer: { readonly first_name: string; readonly last_name: string; readonly company?: string };
	readonly payment: "bacs" | "invoice";
	/** What the bank's files do to it. */
	readonly paid: { readonly de: string; readonly en: string };
	readonly ends: { readonly state: OrderState; readonly shopStatus: "processing" | "on-hold" };
}

const oezguer = { first_name: "Özgür", last_name: "Yildiz" };

export const ORDERS: readonly DemoOrder[] = [
	{
		number: "AU-10481",
		total: "119.00",
		customer: { first_name: "Erika", last_name: "Mustermann" },
		payment: "bacs",
		paid: { de: "wird genau bezahlt", en: "is paid exactly" },
		ends: { state: "paid", shopStatus: "processing" },
	},
	{
		number: "AU-10482",
		total: "49.90",
		customer: { first_name: "Anna", last_name: "Krüger" },
		payment: "bacs",
		paid: { de: "die Bank bricht die Nummer um", en: "the bank breaks the number in two" },
		ends: { state: "paid", shopStatus: "processing" },
	},
	{
		number: "AU-10483",
		total: "74.90",
		customer: oezguer,
		payment: "bacs",
		paid: { de: "zwei Bestellungen …", en: "two orders …" },
		ends: { state: "paid", shopStatus: "processing" },
	},
	{
		number: "AU-10484",
		total: "24.90",
		customer: oezguer,
		payment: "bacs",
		paid: { de: "… in einer Überweisung", en: "… in one transfer" },
		ends: { state: "paid", shopStatus: "processing" },
	},
	{
		number: "AU-10485",
		total: "1249.90",
		customer: { first_name: "Karl", last_name: "Groß", company: "Groß Werkzeugbau GmbH" },
		payment: "bacs",
		paid: { de: "nur angezahlt; steht in beiden Dateien", en: "paid in part; stands in both files" },
		ends: { state: "partiallyPaid", shopStatus: "on-hold" },
	},
	{
		number: "AU-10486",
		total: "35.00",
		customer: { first_name: "Jana", last_name: "Weiß" },
		payment: "bacs",
		paid: { de: "zu viel bezahlt", en: "paid too much" },
		ends: { state: "overpaid", shopStatus: "processing" },
	},
	{
		number: "AU-10487",
		total: "64.00",
		customer: { first_name: "Max", last_name: "Müller" },
		payment: "bacs",
		paid: { de: "ohne Nummer und von jemand anderem bezahlt", en: "paid without a number, by somebody else" },
		ends: { state: "open", shopStatus: "on-hold" },
	},
	{
		number: "AU-10488",
		total: "89.00",
		customer: { first_name: "Nora", last_name: "Neumann" },
		payment: "invoice",
		paid: { de: "bleibt offen", en: "stays open" },
		ends: { state: "open", shopStatus: "on-hold" },
	},
];

/** What the two files give: five postings, then four of which one is known. */
export const POSTINGS = { created: [5, 3], known: [0, 1], assigned: 5, review: 1, none: 2 } as const;
