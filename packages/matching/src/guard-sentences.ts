import type { GuardFinding } from "./evidence.ts";
import type { Language, Sentence } from "./sentence-form.ts";

/** What is said where a posting is not booked without a person. */
export const GUARD_SENTENCES: Readonly<Record<GuardFinding | "likelierOther", Sentence>> = {
	outgoing: {
		de: () => "Die Buchung ist kein Zahlungseingang.",
		en: () => "The posting is not an incoming payment.",
	},
	returned: {
		de: ({ matched }) => `Es ist eine zurückgegebene Zahlung („${matched}“).`,
		en: ({ matched }) => `It is a returned payment ("${matched}").`,
	},
	ignored: {
		de: ({ matched }) => `Ihre Regel nimmt solche Buchungen aus${matched === "" ? "" : ` („${matched}“)`}.`,
		en: ({ matched }) => `Your rule leaves out such postings${matched === "" ? "" : ` ("${matched}")`}.`,
	},
	payout: {
		de: ({ matched }) =>
			`„${matched}“ zahlt Gelder vieler Kunden gesammelt aus; aufgeteilt wird nur nach dessen Abrechnung.`,
		en: ({ matched }) =>
			`"${matched}" pays out the money of many customers at once; only its settlement report says how it is split.`,
	},
	noPayment: {
		de: ({ matched }) => `Die Art der Buchung („${matched}“) ist keine Kundenzahlung.`,
		en: ({ matched }) => `This kind of posting ("${matched}") is no customer payment.`,
	},
	beforeOrder: {
		de: ({ matched, expected }) => `Gebucht am ${date(matched)}, bestellt aber erst am ${date(expected)}.`,
		en: ({ matched, expected }) => `Booked on ${matched}, but ordered only on ${expected}.`,
	},
	cancelled: {
		de: ({ expected }) => `Bestellung ${expected} ist storniert oder überfällig.`,
		en: ({ expected }) => `Order ${expected} is cancelled or overdue.`,
	},
	otherCurrency: {
		de: ({ matched, expected }) => `Gezahlt wurde in anderer Währung: ${matched} statt ${expected}.`,
		en: ({ matched, expected }) => `It was paid in another currency: ${matched} instead of ${expected}.`,
	},
	rival: {
		de: ({ matched, expected }) => `„${matched}“ passt ebenso zu einer anderen Bestellung (${expected}).`,
		en: ({ matched, expected }) => `"${matched}" fits another order just as well (${expected}).`,
	},
	closedRival: {
		de: ({ matched, expected }) => `„${matched}“ passt ebenso zu einer schon bezahlten Bestellung (${expected}).`,
		en: ({ matched, expected }) => `"${matched}" fits an order that is already paid just as well (${expected}).`,
	},
	alsoNamed: {
		de: ({ matched }) => `Genannt ist auch „${matched}“, und der Betrag passt nicht zu allen genannten Bestellungen.`,
		en: ({ matched }) => `"${matched}" is named as well, and the amount does not fit all orders named.`,
	},
	weakReference: {
		de: ({ matched, expected }) =>
			matched === ""
				? `Weder Nummer noch Zahler sagen sicher, dass ${expected} gemeint ist.`
				: `„${matched}“ allein sagt nicht sicher, dass ${expected} gemeint ist.`,
		en: ({ matched, expected }) =>
			matched === ""
				? `Neither number nor payer says for sure that ${expected} is meant.`
				: `"${matched}" alone does not say for sure that ${expected} is meant.`,
	},
	otherPurpose: {
		de: ({ matched, expected }) =>
			`„${matched}“ nennt einen anderen Zweck, und die Nummer ${expected} steht nicht dabei.`,
		en: ({ matched, expected }) =>
			`"${matched}" says another purpose, and the number ${expected} does not stand there.`,
	},
	payerDiffers: {
		de: ({ matched, expected }) =>
			`Der Betrag weicht ab, und ${payer(matched, "de")} ist nicht der Kunde${after(expected)}.`,
		en: ({ matched, expected }) =>
			`The amount differs, and ${payer(matched, "en")} is not the customer${after(expected)}.`,
	},
	unplacedReference: {
		de: ({ matched }) => `Der Betrag weicht ab, und „${matched}“ deutet auf weitere Bestellungen hin.`,
		en: ({ matched }) => `The amount differs, and "${matched}" points to further orders.`,
	},
	fitsOtherOrder: {
		de: ({ matched, expected }) => `Genau ${matched} kostet Bestellung ${expected} desselben Kunden.`,
		en: ({ matched, expected }) => `${matched} is exactly what fits order ${expected} of the same customer.`,
	},
	payersOwnOrder: {
		de: ({ matched, expected }) => `Der Zahler hat selbst eine Bestellung über genau ${matched} offen (${expected}).`,
		en: ({ matched, expected }) => `The payer himself has an open order of exactly ${matched} (${expected}).`,
	},
	largeSurplus: {
		de: ({ matched, expected }) => `Gezahlt wurden ${matched}, viel mehr als die offenen ${expected}.`,
		en: ({ matched, expected }) => `${matched} was paid, much more than the ${expected} outstanding.`,
	},
	likelierOther: {
		de: ({ matched, expected }) =>
			matched === ""
				? `${expected} kommt nach allen Angaben ebenso in Frage.`
				: `Genannt ist auch „${matched}“, und ${expected} kommt nach allen Angaben ebenso in Frage.`,
		en: ({ matched, expected }) =>
			matched === ""
				? `All in all ${expected} is just as likely.`
				: `"${matched}" is named as well, and all in all ${expected} is just as likely.`,
	},
	improbable: {
		de: ({ expected }) => `Alles zusammen ist nicht sicher genug, um ${expected} ohne Sie zu buchen.`,
		en: ({ expected }) => `All in all it is not certain enough to book ${expected} without you.`,
	},
	lateDiscount: {
		de: ({ matched, expected }) =>
			`Skonto wurde abgezogen, aber erst am ${date(matched)} gezahlt; die Frist endete am ${date(expected)}.`,
		en: ({ matched, expected }) =>
			`Cash discount was taken, but it was paid on ${matched}; the term ended on ${expected}.`,
	},
};

function payer(name: string, language: Language): string {
	if (name === "") return { de: "der ungenannte Zahler", en: "the unnamed payer" }[language];
	return { de: `der Zahler „${name}“`, en: `the payer "${name}"` }[language];
}

function after(name: string): string {
	return name === "" ? "" : ` ${name}`;
}

/** 2026-11-02 as German merchants write it. */
function date(day: string): string {
	return day.split("-").reverse().join(".");
}
