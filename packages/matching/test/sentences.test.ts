import { expect, test } from "vitest";
import { type Evidence, GUARD_NAMES, type Language, sentence } from "../src/index.ts";
import { FOUND, type GoldenCase, GUARDED, LEFT } from "./golden.ts";
import { decide, order, transfer } from "./shop.ts";

/** Every different thing that is said over the golden cases, once. */
function everySentence(language: Language): string[] {
	const said = new Map<string, string>();
	for (const { orders, posting, policy } of [...FOUND, ...GUARDED, ...LEFT, ...MORE]) {
		const { reasons, suggestions } = decide(orders, posting, { policy });
		for (const evidence of [...reasons, ...suggestions.flatMap((suggestion) => suggestion.evidence)]) {
			const key = `${evidence.finding} ${evidence.field}`;
			if (!said.has(key)) said.set(key, sentence(evidence, language));
		}
	}
	return [...said].map(([key, text]) => `${key}: ${text}`).sort();
}

const MORE: readonly Pick<GoldenCase, "orders" | "posting" | "policy">[] = [
	{ orders: [order()], posting: transfer("Ware fuer Max Müller", { payer: "Erika Fremd" }) },
	{ orders: [order()], posting: transfer("Ware", { payer: "Erika Müller" }) },
	{ orders: [order()], posting: transfer("AU-10023", { payer: "" }) },
	{ orders: [order()], posting: transfer("AU-10023", { payer: "Max und Erika Müller" }) },
	{ orders: [order()], posting: transfer("AU-10023", { amount: 4_000, payer: "" }) },
];

test("in German", () => {
	expect(everySentence("de")).toMatchInlineSnapshot(`
		[
		  "alsoNamed order: Genannt ist auch „AU-10024“, und der Betrag passt nicht zu allen genannten Bestellungen.",
		  "amountAddsUp amount: Diese Bestellungen ergeben zusammen genau 50,87 EUR.",
		  "amountDiscounted amount: 116,62 EUR sind 119,00 EUR abzüglich Skonto, gezahlt innerhalb der Frist.",
		  "amountDiscountedLate amount: 116,62 EUR sind 119,00 EUR abzüglich Skonto, aber erst nach der Frist gezahlt.",
		  "amountEqual amount: Der Betrag stimmt genau: 119,00 EUR.",
		  "amountExceeds amount: Gezahlt wurden 120,00 EUR, offen sind 119,00 EUR.",
		  "amountPart amount: Gezahlt wurden 118,90 EUR von 119,00 EUR.",
		  "beforeOrder order: Gebucht am 05.11.2026, bestellt aber erst am 06.11.2026.",
		  "cancelled order: Bestellung AU-10023 ist storniert oder überfällig.",
		  "closedRival order: „10023“ passt ebenso zu einer schon bezahlten Bestellung (10023).",
		  "customerNumberFound customerNumber: Die Kundennummer K-70112 steht im Verwendungszweck.",
		  "fitsOtherOrder order: Genau 50,00 EUR kostet Bestellung AU-20877 desselben Kunden.",
		  "found additionalNumber: Die Zusatznummer Projekt 2026-77 steht im Verwendungszweck („Projekt 2026-77“).",
		  "found invoiceNumber: Die Rechnungsnummer RE-2026-0815 steht im Verwendungszweck („RE 2026/0815“).",
		  "found orderNumber: Die Bestellnummer AU-10023 steht im Verwendungszweck („AU-10023“).",
		  "foundAsCreditorReference orderNumber: Die Referenz RF13 1002 3 enthält die Bestellnummer 10023, und ihre Prüfziffer stimmt.",
		  "foundAsEndToEndId orderNumber: Die Bestellnummer AU-10023 steht in der Ende-zu-Ende-Referenz („AU-10023“).",
		  "foundEnd orderNumber: Das Ende der Bestellnummer AU-2026-10023 steht im Verwendungszweck („10023“).",
		  "foundInRange orderNumber: Die Bestellnummer 2026-11-41292 liegt in dem Bereich, der im Verwendungszweck steht.",
		  "foundWithOtherPrefix orderNumber: Im Verwendungszweck steht „RG10023“; die Bestellnummer ist AU-10023.",
		  "foundWithoutZeros orderNumber: Die Bestellnummer 00010023 steht ohne führende Nullen im Verwendungszweck („10023“).",
		  "ignored posting: Ihre Regel nimmt solche Buchungen aus („AU“).",
		  "improbable order: Alles zusammen ist nicht sicher genug, um AU-10023 ohne Sie zu buchen.",
		  "largeSurplus order: Gezahlt wurden 300,00 EUR, viel mehr als die offenen 119,00 EUR.",
		  "lateDiscount order: Skonto wurde abgezogen, aber erst am 05.11.2026 gezahlt; die Frist endete am 15.10.2026.",
		  "likelierOther order: AU-10044 kommt nach allen Angaben ebenso in Frage.",
		  "noPayment posting: Die Art der Buchung („153“) ist keine Kundenzahlung.",
		  "nothingFound posting: Keine Bestellung passt nach Nummer, Betrag oder Zahler.",
		  "numberMissing orderNumber: Die Nummer AU-10023 steht nicht im Verwendungszweck.",
		  "numberOther orderNumber: Im Verwendungszweck steht eine andere Nummer („77777“), nicht AU-10023.",
		  "orderClosed order: Bestellung 10023 ist schon bezahlt.",
		  "otherCurrency amount: Gezahlt wurde in anderer Währung: 119,00 EUR statt 119,00 CHF.",
		  "otherCurrency order: Gezahlt wurde in anderer Währung: 119,00 EUR statt 119,00 CHF.",
		  "otherPurpose order: „Spende“ nennt einen anderen Zweck, und die Nummer AU-10023 steht nicht dabei.",
		  "outgoing posting: Die Buchung ist kein Zahlungseingang.",
		  "payerAgrees name: Der Zahler „Hr. Dana van Hoevel en van“ passt zu Dana van Hoevel en van Zwindrecht.",
		  "payerDiffers order: Der Betrag weicht ab, und der Zahler „Erika Fremd“ ist nicht der Kunde Max Müller.",
		  "payerEqual company: Der Zahler ist die Firma des Kunden (Schrauben Köhler GmbH & Co. KG).",
		  "payerEqual name: Der Zahler ist der Kunde (Max Müller).",
		  "payerInText name: Max Müller steht im Verwendungszweck; gezahlt hat „Erika Fremd“.",
		  "payerOther name: Der Zahler „Erika Fremd“ ist nicht Max Müller.",
		  "payerRelated name: Der Zahler „J. WILDMANN“ hat einen Namensteil mit Cara Wildmann gemeinsam.",
		  "payerUnnamed name: Die Bank nennt keinen Zahler.",
		  "payersOwnOrder order: Der Zahler hat selbst eine Bestellung über genau 119,00 EUR offen (AU-10301).",
		  "payout posting: „Stripe Payments Europe Ltd“ zahlt Gelder vieler Kunden gesammelt aus; aufgeteilt wird nur nach dessen Abrechnung.",
		  "referenceUnknown posting: Die Nummer „10023“ gehört zu keiner bekannten Bestellung, die hier bezahlt werden kann.",
		  "returned posting: Es ist eine zurückgegebene Zahlung („AC04“).",
		  "rival order: „AU-10023“ passt ebenso zu einer anderen Bestellung (AU-10023).",
		  "similar orderNumber: Im Verwendungszweck steht „85411“, fast wie die Bestellnummer #58411.",
		  "sumDiffers amount: Gezahlt wurden 170,00 EUR, die genannten Bestellungen ergeben zusammen 169,00 EUR.",
		  "sumUnnamed amount: Offene Bestellungen des Zahlers ergeben zusammen genau 572,80 EUR, aber nicht alle sind genannt.",
		  "unplacedReference posting: Der Betrag weicht ab, und „77001“ deutet auf weitere Bestellungen hin.",
		  "weakReference order: „XY-10023“ allein sagt nicht sicher, dass AU-10023 gemeint ist.",
		]
	`);
});

test("in English", () => {
	expect(everySentence("en")).toMatchInlineSnapshot(`
		[
		  "alsoNamed order: "AU-10024" is named as well, and the amount does not fit all orders named.",
		  "amountAddsUp amount: These orders add up to exactly 50.87 EUR.",
		  "amountDiscounted amount: 116.62 EUR is 119.00 EUR less cash discount, paid within its term.",
		  "amountDiscountedLate amount: 116.62 EUR is 119.00 EUR less cash discount, but paid after its term.",
		  "amountEqual amount: The amount is exactly right: 119.00 EUR.",
		  "amountExceeds amount: 120.00 EUR was paid, 119.00 EUR is outstanding.",
		  "amountPart amount: 118.90 EUR of 119.00 EUR was paid.",
		  "beforeOrder order: Booked on 2026-11-05, but ordered only on 2026-11-06.",
		  "cancelled order: Order AU-10023 is cancelled or overdue.",
		  "closedRival order: "10023" fits an order that is already paid just as well (10023).",
		  "customerNumberFound customerNumber: The customer number K-70112 stands in the remittance text.",
		  "fitsOtherOrder order: 50.00 EUR is exactly what fits order AU-20877 of the same customer.",
		  "found additionalNumber: The additional number Projekt 2026-77 stands in the remittance text ("Projekt 2026-77").",
		  "found invoiceNumber: The invoice number RE-2026-0815 stands in the remittance text ("RE 2026/0815").",
		  "found orderNumber: The order number AU-10023 stands in the remittance text ("AU-10023").",
		  "foundAsCreditorReference orderNumber: The reference RF13 1002 3 contains the order number 10023, and its check digits are right.",
		  "foundAsEndToEndId orderNumber: The order number AU-10023 stands in the end-to-end reference ("AU-10023").",
		  "foundEnd orderNumber: The end of the order number AU-2026-10023 stands in the remittance text ("10023").",
		  "foundInRange orderNumber: The order number 2026-11-41292 lies within the range that the remittance text names.",
		  "foundWithOtherPrefix orderNumber: The remittance text says "RG10023"; the order number is AU-10023.",
		  "foundWithoutZeros orderNumber: The order number 00010023 stands in the remittance text without leading zeros ("10023").",
		  "ignored posting: Your rule leaves out such postings ("AU").",
		  "improbable order: All in all it is not certain enough to book AU-10023 without you.",
		  "largeSurplus order: 300.00 EUR was paid, much more than the 119.00 EUR outstanding.",
		  "lateDiscount order: Cash discount was taken, but it was paid on 2026-11-05; the term ended on 2026-10-15.",
		  "likelierOther order: All in all AU-10044 is just as likely.",
		  "noPayment posting: This kind of posting ("153") is no customer payment.",
		  "nothingFound posting: No order fits by number, amount or payer.",
		  "numberMissing orderNumber: The number AU-10023 does not stand in the remittance text.",
		  "numberOther orderNumber: The remittance text names another number ("77777"), not AU-10023.",
		  "orderClosed order: Order 10023 is already paid.",
		  "otherCurrency amount: It was paid in another currency: 119.00 EUR instead of 119.00 CHF.",
		  "otherCurrency order: It was paid in another currency: 119.00 EUR instead of 119.00 CHF.",
		  "otherPurpose order: "Spende" says another purpose, and the number AU-10023 does not stand there.",
		  "outgoing posting: The posting is not an incoming payment.",
		  "payerAgrees name: The payer "Hr. Dana van Hoevel en van" agrees with Dana van Hoevel en van Zwindrecht.",
		  "payerDiffers order: The amount differs, and the payer "Erika Fremd" is not the customer Max Müller.",
		  "payerEqual company: The payer is the customer's company (Schrauben Köhler GmbH & Co. KG).",
		  "payerEqual name: The payer is the customer (Max Müller).",
		  "payerInText name: Max Müller stands in the remittance text; "Erika Fremd" paid.",
		  "payerOther name: The payer "Erika Fremd" is not Max Müller.",
		  "payerRelated name: The payer "J. WILDMANN" shares a part of the name with Cara Wildmann.",
		  "payerUnnamed name: The bank names no payer.",
		  "payersOwnOrder order: The payer himself has an open order of exactly 119.00 EUR (AU-10301).",
		  "payout posting: "Stripe Payments Europe Ltd" pays out the money of many customers at once; only its settlement report says how it is split.",
		  "referenceUnknown posting: The number "10023" belongs to no known order that can be paid here.",
		  "returned posting: It is a returned payment ("AC04").",
		  "rival order: "AU-10023" fits another order just as well (AU-10023).",
		  "similar orderNumber: The remittance text says "85411", almost the order number #58411.",
		  "sumDiffers amount: 170.00 EUR was paid, the orders named add up to 169.00 EUR.",
		  "sumUnnamed amount: Open orders of the payer add up to exactly 572.80 EUR, but not all of them are named.",
		  "unplacedReference posting: The amount differs, and "77001" points to further orders.",
		  "weakReference order: "XY-10023" alone does not say for sure that AU-10023 is meant.",
		]
	`);
});

test("what a bank leaves out is not quoted", () => {
	const evidence: Evidence = { field: "order", finding: "payerDiffers", matched: "", expected: "", weight: 0 };
	expect([sentence(evidence, "de"), sentence(evidence, "en")]).toEqual([
		"Der Betrag weicht ab, und der ungenannte Zahler ist nicht der Kunde.",
		"The amount differs, and the unnamed payer is not the customer.",
	]);
});

test("every guard that objects is heard in the cases above", () => {
	const heard = everySentence("en").map((line) => line.split(" ")[0]);
	const silent = GUARD_NAMES.filter((guard) => guard !== "testSystem" && guard !== "otherShop");
	expect(heard).toEqual(expect.arrayContaining(silent));
});
