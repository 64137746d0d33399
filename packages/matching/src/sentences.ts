import { formatMoney } from "@kontor/connector";
import type { Evidence, EvidenceField, Finding, Quoted } from "./evidence.ts";
import { GUARD_SENTENCES } from "./guard-sentences.ts";
import type { Language, Sentence } from "./sentence-form.ts";

/** The evidence as a sentence a merchant understands (PRODUCT M2). */
export function sentence(evidence: Evidence, language: Language): string {
	const { field, finding, matched, expected } = evidence;
	const text = SENTENCES[finding][language]({
		field: FIELDS[field][language],
		matched: quote(matched, language),
		expected: quote(expected, language),
	});
	// "... e.K."
	return text.replace(/\.\.$/, ".");
}

const FIELDS: Readonly<Record<EvidenceField, Readonly<Record<Language, string>>>> = {
	orderNumber: { de: "Bestellnummer", en: "order number" },
	invoiceNumber: { de: "Rechnungsnummer", en: "invoice number" },
	additionalNumber: { de: "Zusatznummer", en: "additional number" },
	customerNumber: { de: "Kundennummer", en: "customer number" },
	iban: { de: "Konto", en: "account" },
	name: { de: "Kunde", en: "customer" },
	company: { de: "Firma des Kunden", en: "customer's company" },
	additionalName: { de: "zusätzlicher Name", en: "additional name" },
	amount: { de: "Betrag", en: "amount" },
	posting: { de: "Buchung", en: "posting" },
	order: { de: "Bestellung", en: "order" },
};

const SENTENCES: Readonly<Record<Finding, Sentence>> = {
	found: {
		de: ({ field, matched, expected }) => `Die ${field} ${expected} steht im Verwendungszweck („${matched}“).`,
		en: ({ field, matched, expected }) => `The ${field} ${expected} stands in the remittance text ("${matched}").`,
	},
	foundWithoutZeros: {
		de: ({ field, matched, expected }) =>
			`Die ${field} ${expected} steht ohne führende Nullen im Verwendungszweck („${matched}“).`,
		en: ({ field, matched, expected }) =>
			`The ${field} ${expected} stands in the remittance text without leading zeros ("${matched}").`,
	},
	foundEnd: {
		de: ({ field, matched, expected }) => `Das Ende der ${field} ${expected} steht im Verwendungszweck („${matched}“).`,
		en: ({ field, matched, expected }) =>
			`The end of the ${field} ${expected} stands in the remittance text ("${matched}").`,
	},
	foundWithOtherPrefix: {
		de: ({ field, matched, expected }) => `Im Verwendungszweck steht „${matched}“; die ${field} ist ${expected}.`,
		en: ({ field, matched, expected }) => `The remittance text says "${matched}"; the ${field} is ${expected}.`,
	},
	foundAsEndToEndId: {
		de: ({ field, matched, expected }) => `Die ${field} ${expected} steht in der Ende-zu-Ende-Referenz („${matched}“).`,
		en: ({ field, matched, expected }) => `The ${field} ${expected} stands in the end-to-end reference ("${matched}").`,
	},
	foundAsCreditorReference: {
		de: ({ field, matched, expected }) =>
			`Die Referenz ${matched} enthält die ${field} ${expected}, und ihre Prüfziffer stimmt.`,
		en: ({ field, matched, expected }) =>
			`The reference ${matched} contains the ${field} ${expected}, and its check digits are right.`,
	},
	foundInRange: {
		de: ({ field, expected }) => `Die ${field} ${expected} liegt in dem Bereich, der im Verwendungszweck steht.`,
		en: ({ field, expected }) => `The ${field} ${expected} lies within the range that the remittance text names.`,
	},
	similar: {
		de: ({ field, matched, expected }) => `Im Verwendungszweck steht „${matched}“, fast wie die ${field} ${expected}.`,
		en: ({ field, matched, expected }) => `The remittance text says "${matched}", almost the ${field} ${expected}.`,
	},

	numberMissing: {
		de: ({ expected }) => `Die Nummer ${expected} steht nicht im Verwendungszweck.`,
		en: ({ expected }) => `The number ${expected} does not stand in the remittance text.`,
	},
	numberOther: {
		de: ({ matched, expected }) => `Im Verwendungszweck steht eine andere Nummer („${matched}“), nicht ${expected}.`,
		en: ({ matched, expected }) => `The remittance text names another number ("${matched}"), not ${expected}.`,
	},

	amountEqual: {
		de: ({ expected }) => `Der Betrag stimmt genau: ${expected}.`,
		en: ({ expected }) => `The amount is exactly right: ${expected}.`,
	},
	amountPart: {
		de: ({ matched, expected }) => `Gezahlt wurden ${matched} von ${expected}.`,
		en: ({ matched, expected }) => `${matched} of ${expected} was paid.`,
	},
	amountExceeds: {
		de: ({ matched, expected }) => `Gezahlt wurden ${matched}, offen sind ${expected}.`,
		en: ({ matched, expected }) => `${matched} was paid, ${expected} is outstanding.`,
	},
	amountAddsUp: {
		de: ({ matched }) => `Diese Bestellungen ergeben zusammen genau ${matched}.`,
		en: ({ matched }) => `These orders add up to exactly ${matched}.`,
	},
	amountDiscounted: {
		de: ({ matched, expected }) => `${matched} sind ${expected} abzüglich Skonto, gezahlt innerhalb der Frist.`,
		en: ({ matched, expected }) => `${matched} is ${expected} less cash discount, paid within its term.`,
	},

	amountDiscountedLate: {
		de: ({ matched, expected }) => `${matched} sind ${expected} abzüglich Skonto, aber erst nach der Frist gezahlt.`,
		en: ({ matched, expected }) => `${matched} is ${expected} less cash discount, but paid after its term.`,
	},
	amountsLessDiscount: {
		de: ({ matched }) => `Diese Bestellungen ergeben abzüglich Skonto genau ${matched}.`,
		en: ({ matched }) => `These orders, less cash discount, add up to exactly ${matched}.`,
	},
	amountConverted: {
		de: ({ matched, expected }) =>
			`Der Betrag der Bestellung, ${expected}, steht im Text; gutgeschrieben wurden ${matched}.`,
		en: ({ matched, expected }) => `The order's amount, ${expected}, stands in the text; ${matched} was credited.`,
	},
	amountTolerated: {
		de: ({ matched, expected }) => `${matched} statt ${expected}: der Unterschied liegt innerhalb Ihrer Toleranz.`,
		en: ({ matched, expected }) => `${matched} instead of ${expected}: the difference is within your tolerance.`,
	},
	amountCharged: {
		de: ({ matched, expected }) => `${matched} statt ${expected}: der Rest gilt als Bankgebühr der Überweisung.`,
		en: ({ matched, expected }) =>
			`${matched} instead of ${expected}: the rest counts as bank charges of the transfer.`,
	},

	payerEqual: {
		de: ({ field, expected }) => `Der Zahler ist ${article(field)} (${expected}).`,
		en: ({ field, expected }) => `The payer is the ${field} (${expected}).`,
	},
	payerAgrees: {
		de: ({ matched, expected }) => `Der Zahler „${matched}“ passt zu ${expected}.`,
		en: ({ matched, expected }) => `The payer "${matched}" agrees with ${expected}.`,
	},
	payerInText: {
		de: ({ matched, expected }) =>
			`${expected} steht im Verwendungszweck; ${matched === "" ? "die Bank nennt keinen Zahler" : `gezahlt hat „${matched}“`}.`,
		en: ({ matched, expected }) =>
			`${expected} stands in the remittance text; ${matched === "" ? "the bank names no payer" : `"${matched}" paid`}.`,
	},
	payerRelated: {
		de: ({ matched, expected }) => `Der Zahler „${matched}“ hat einen Namensteil mit ${expected} gemeinsam.`,
		en: ({ matched, expected }) => `The payer "${matched}" shares a part of the name with ${expected}.`,
	},
	payerOther: {
		de: ({ matched, expected }) => `Der Zahler „${matched}“ ist nicht ${expected}.`,
		en: ({ matched, expected }) => `The payer "${matched}" is not ${expected}.`,
	},
	payerKnown: {
		de: ({ matched, expected }) => `Vom Konto ${matched} wurde schon für ${expected} gezahlt.`,
		en: ({ matched, expected }) => `The account ${matched} has paid for ${expected} before.`,
	},
	payerUnnamed: {
		de: () => "Die Bank nennt keinen Zahler.",
		en: () => "The bank names no payer.",
	},
	customerNumberFound: {
		de: ({ expected }) => `Die Kundennummer ${expected} steht im Verwendungszweck.`,
		en: ({ expected }) => `The customer number ${expected} stands in the remittance text.`,
	},

	orderClosed: {
		de: ({ expected }) => `Bestellung ${expected} ist schon bezahlt.`,
		en: ({ expected }) => `Order ${expected} is already paid.`,
	},
	sumUnnamed: {
		de: ({ matched }) =>
			`Offene Bestellungen des Zahlers ergeben zusammen genau ${matched}, aber nicht alle sind genannt.`,
		en: ({ matched }) => `Open orders of the payer add up to exactly ${matched}, but not all of them are named.`,
	},
	sumDiffers: {
		de: ({ matched, expected }) =>
			`Gezahlt wurden ${matched}, die genannten Bestellungen ergeben zusammen ${expected}.`,
		en: ({ matched, expected }) => `${matched} was paid, the orders named add up to ${expected}.`,
	},
	referenceUnknown: {
		de: ({ matched }) => `Die Nummer „${matched}“ gehört zu keiner bekannten Bestellung, die hier bezahlt werden kann.`,
		en: ({ matched }) => `The number "${matched}" belongs to no known order that can be paid here.`,
	},
	nothingFits: {
		de: () => "Keine Bestellung ist eindeutig genannt.",
		en: () => "No order is clearly named.",
	},

	nothingFound: {
		de: () => "Keine Bestellung passt nach Nummer, Betrag oder Zahler.",
		en: () => "No order fits by number, amount or payer.",
	},

	...GUARD_SENTENCES,
};

function quote(value: Quoted, language: Language): string {
	return typeof value === "string" ? value.replace(/\s+/g, " ") : formatMoney(value, language);
}

function article(field: string): string {
	return field.startsWith("Firma") ? `die ${field}` : field.startsWith("zus") ? "der zusätzliche Name" : `der ${field}`;
}
