import type { GuardName, MatchOrder, MatchPosting, Policy } from "../src/index.ts";
import { order, transfer } from "./shop.ts";

/** A case that a careful clerk has an answer to. */
export interface GoldenCase {
	readonly name: string;
	readonly orders: readonly MatchOrder[];
	readonly posting: MatchPosting;
	readonly policy?: Policy;
	/** As `inShort` writes it. */
	readonly decision: string;
	/** The guard this case needs: without it the decision is another one. */
	readonly guard?: GuardName;
}

const one = [order()];
const two = [order(), order({ number: "AU-10024", amount: 5_000 })];
const plain = [order({ number: "10023" })];
const invoiced = [order({ invoiceNumber: "RE-2026-0815", customerNumber: "K-70112" })];
const paid = "AU-10023 119.00";

export const FOUND: readonly GoldenCase[] = [
	{ name: "exact", orders: one, posting: transfer("Bestellung AU-10023 vom 01.11.2026"), decision: paid },
	{
		name: "in capitals, glued to its label",
		orders: one,
		posting: transfer("RECHNUNGAU10023VOM01.11.2026"),
		decision: paid,
	},
	{
		name: "split by a wrap after 27 characters",
		orders: one,
		posting: transfer("Zahlung Onlinebestellung AU-100\n23 vom 01.11.2026"),
		decision: paid,
	},
	{
		name: "split by the wrap, prefix on the line before",
		orders: one,
		posting: transfer("Vielen Dank fuer die Ware AU-\n10023"),
		decision: paid,
	},
	{ name: "spaced", orders: one, posting: transfer("AU 1 0 0 2 3", { payer: "Erika Fremd" }), decision: paid },
	{ name: "without its prefix", orders: one, posting: transfer("Best.-Nr. 10023"), decision: paid },
	{
		name: "the number alone, by somebody else",
		orders: one,
		posting: transfer("10023", { payer: "Erika Fremd" }),
		decision: paid,
	},
	{
		name: "slashes instead of hyphens",
		orders: invoiced,
		posting: transfer("RE 2026/0815"),
		decision: "AU-10023 119.00",
	},
	{
		name: "invoice number without separators",
		orders: invoiced,
		posting: transfer("Rg.Nr.: RE20260815 KdNr K-70112"),
		decision: "AU-10023 119.00",
	},
	{
		name: "year dropped, payer agrees",
		orders: [order({ number: "AU-2026-10023" })],
		posting: transfer("Auftrag 10023"),
		decision: "AU-2026-10023 119.00",
	},
	{
		name: "two digits swapped; what they make is a number of another shop's dense series",
		orders: [
			order({ number: "#58411" }),
			...Array.from({ length: 17 }, (_, i) =>
				order({ number: String(85_403 + i), shop: "other", standing: "closed", name: "Olga Petrova", amount: 2_990 }),
			),
		],
		posting: transfer("Ordernummer #85411"),
		decision: "#58411 119.00",
	},
	{
		name: "two orders of one shop, their numbers are those of another shop's too",
		orders: [
			order({ number: "48600", shop: "old", name: "Olga Petrova", amount: 2_990 }),
			order({ number: "33989", shop: "old", name: "Karl Neu", amount: 7_350 }),
			order({ number: "#48600", name: "Toni Schröder", amount: 3_092 }),
			order({ number: "#33989", name: "Thorben Mosemann", amount: 1_995 }),
		],
		posting: transfer("Rechnungen #48600 und #33989", { amount: 5_087, payer: "Hettner GmbH" }),
		decision: "#33989 19.95, #48600 30.92",
	},
	{
		name: "orders of two customers, one number could be a day",
		orders: [
			order({ number: "190682", name: "Eckhardt Ottenwieser", amount: 2_995 }),
			order({ number: "224294", name: "Lot Galenzone", amount: 5_700 }),
		],
		posting: transfer("Auftraege 190682 und 224294", { amount: 8_695, payer: "Probavaria Solutions e.K." }),
		decision: "190682 29.95, 224294 57.00",
	},
	{
		name: "a number with year and month is split where it still looks like a day",
		orders: [order({ number: "2026-11-01599" })],
		posting: transfer("Bestellnr. 2026-11-01 599"),
		decision: "2026-11-01599 119.00",
	},
	{
		name: "a part, and the bank's own number behind the text",
		orders: [order(), order({ number: "93417", standing: "closed", name: "Olga Petrova" })],
		posting: transfer("Auftraggeber: MAX MUELLER Buchungstext: Bestellung AU-10023 Ref. TJJ49H21581XYM8N/93417", {
			amount: 11_890,
		}),
		decision: "AU-10023 118.90",
	},
	{
		name: "from one number to another, both with year and month",
		orders: ["41291", "41292", "41293"].map((end) => order({ number: `2026-11-${end}`, amount: 4_000 })),
		posting: transfer("Bestellungen 2026-11-41291 - 2026-11-41293", { amount: 12_000 }),
		decision: "2026-11-41291 40.00, 2026-11-41292 40.00, 2026-11-41293 40.00",
	},
	{
		name: "a title abbreviated, and the name cut at its end",
		orders: [order({ number: "89189", name: "Dana van Hoevel en van Zwindrecht" })],
		posting: transfer("Bestelnr 89189", { amount: 12_000, payer: "Hr. Dana van Hoevel en van" }),
		decision: "89189 119.00, 89189 1.00 surplus",
	},
	{
		name: "leading zeros dropped",
		orders: [order({ number: "00010023" })],
		posting: transfer("Bestellung 10023"),
		decision: "00010023 119.00",
	},
	{
		name: "a number sign",
		orders: [order({ number: "#1001" })],
		posting: transfer("Order #1001", { payer: "Erika Fremd" }),
		decision: "#1001 119.00",
	},
	{
		name: "four digits with a label",
		orders: [order({ number: "4711" })],
		posting: transfer("Bestellnummer: 4711", { payer: "Erika Fremd" }),
		decision: "4711 119.00",
	},
	{
		name: "letters and digits mixed",
		orders: [order({ number: "K7XQ2M" })],
		posting: transfer("Zahlung k7xq2m danke", { payer: "Erika Fremd" }),
		decision: "K7XQ2M 119.00",
	},
	{
		name: "an eBay number",
		orders: [order({ number: "12-34567-89012" })],
		posting: transfer("eBay O*12-34567-89012", { payer: "Erika Fremd" }),
		decision: "12-34567-89012 119.00",
	},
	{ name: "another prefix, payer agrees", orders: one, posting: transfer("RG10023"), decision: paid },
	{
		name: "among dates, telephone and postcode",
		orders: plain,
		posting: transfer("Bestellung 10023 vom 01.11.26, 50667 Koeln, Tel. 0221/5551234", { payer: "Erika Fremd" }),
		decision: "10023 119.00",
	},
	{
		name: "end-to-end id",
		orders: one,
		posting: transfer("Danke", { endToEndId: "AU-10023", payer: "Erika Fremd" }),
		decision: paid,
	},
	{
		name: "inside an end-to-end id",
		orders: one,
		posting: transfer("", { endToEndId: "SHOP-AU-10023-1" }),
		decision: paid,
	},
	{
		name: "creditor reference in the text",
		orders: plain,
		posting: transfer("RF13 1002 3", { payer: "Erika Fremd" }),
		decision: "10023 119.00",
	},
	{
		name: "creditor reference with zeros, structured",
		orders: plain,
		posting: transfer("", { references: ["RF13000000010023"], payer: "Erika Fremd" }),
		decision: "10023 119.00",
	},
	{
		name: "additional number",
		orders: [order({ additionalNumbers: ["Projekt 2026-77"] })],
		posting: transfer("Projekt 2026-77"),
		decision: paid,
	},
	{
		name: "the rest of an order",
		orders: [order({ open: 1_900 })],
		posting: transfer("AU-10023 Rest", { amount: 1_900, payer: "Erika Fremd" }),
		decision: "AU-10023 19.00",
	},
	{
		name: "a customer number that is an order's number elsewhere",
		orders: [...invoiced, order({ number: "70112", name: "Olga Petrova", amount: 8_000 })],
		posting: transfer("Kundennummer 70112 Rechnung RE-2026-0815"),
		decision: "AU-10023 119.00",
	},
	{
		name: "by another payer, its number that of a dearer order in another shop too",
		orders: [order({ id: "a" }), order({ id: "b", shop: "old", name: "Olga Petrova", amount: 8_000 })],
		posting: transfer("AU-10023", { payer: "Erika Fremd" }),
		decision: "a 119.00",
	},
	{
		name: "no number, name and amount agree",
		orders: two,
		posting: transfer("Danke fuer die schnelle Lieferung"),
		decision: paid,
	},
	{ name: "two digits swapped", orders: one, posting: transfer("AU-10032"), decision: paid },
	{
		name: "only a customer number, by another payer",
		orders: invoiced,
		posting: transfer("Kundennr. 70112", { payer: "Erika Fremd" }),
		decision: paid,
	},
	{
		name: "several orders in one transfer",
		orders: two,
		posting: transfer("AU-10023 und AU-10024", { amount: 16_900, payer: "Erika Fremd" }),
		decision: "AU-10023 119.00, AU-10024 50.00",
	},
	{
		name: "several orders, prefix once",
		orders: two,
		posting: transfer("Bestellungen AU-10023, 10024", { amount: 16_900 }),
		decision: "AU-10023 119.00, AU-10024 50.00",
	},
	{
		name: "partial",
		orders: one,
		posting: transfer("AU-10023 1. Rate", { amount: 4_000 }),
		decision: "AU-10023 40.00",
	},
	{
		name: "overpaid",
		orders: one,
		posting: transfer("AU-10023", { amount: 12_000, payer: "MUELLER, MAX" }),
		decision: "AU-10023 119.00, AU-10023 1.00 surplus",
	},
	{
		name: "partial, by the customer's number",
		orders: invoiced,
		posting: transfer("Rechnung RE-2026-0815 Kd-Nr. 70112", { amount: 4_000, payer: "Erika Fremd" }),
		decision: "AU-10023 40.00",
	},
	{
		name: "cash discount in time",
		orders: [order({ terms: [{ days: 14, discountPercent: 2 }] })],
		posting: transfer("AU-10023 abzgl. 2% Skonto", { amount: 11_662 }),
		decision: "AU-10023 116.62, AU-10023 2.38 cashDiscount",
	},
	{
		name: "a company by its short name",
		orders: [order({ company: "Schrauben Köhler GmbH & Co. KG", name: "Einkauf" })],
		posting: transfer("AU-10023", { amount: 4_000, payer: "Schrauben Koehler" }),
		decision: "AU-10023 40.00",
	},
	{
		name: "the same number in two shops, told apart by the payer",
		orders: [order({ id: "a" }), order({ id: "b", shop: "old", name: "Olga Petrova" })],
		posting: transfer("AU-10023"),
		decision: "a 119.00",
	},
	{
		name: "invoice number of one, order number of another",
		orders: [
			order({ number: "AU-10023" }),
			order({ number: "AU-20001", invoiceNumber: "RG-10023", name: "Olga Petrova", amount: 8_000 }),
		],
		posting: transfer("RG-10023", { amount: 8_000, payer: "Erika Fremd" }),
		decision: "AU-20001 80.00",
	},
];

/** A threshold lowered however far opens nothing that a guard closes. */
const LOWERED: Policy = { threshold: 0.01 };

export const GUARDED: readonly GoldenCase[] = [
	{
		guard: "ignored",
		name: "a rule of the merchant leaves it out",
		orders: one,
		posting: transfer("AU-10023"),
		policy: { ignore: [{ words: ["AU"] }] },
		decision: "none: ignored",
	},
	{
		guard: "closedRival",
		name: "a paid order of another shop has the number, nobody is named",
		orders: [
			order({ id: "a", number: "10023", name: "Olga Petrova" }),
			order({ id: "b", number: "10023", shop: "old", standing: "closed" }),
		],
		posting: transfer("Bestellung 10023", { payer: "" }),
		policy: LOWERED,
		decision: "review: closedRival; a",
	},
	{
		guard: "improbable",
		name: "another number of ours, not known",
		orders: one,
		posting: transfer("AU-77777"),
		decision: "review: improbable; AU-10023",
	},
	{
		guard: "testSystem",
		name: "an order of a test system",
		orders: [order({ testSystem: true })],
		posting: transfer("AU-10023"),
		decision: "review: referenceUnknown",
	},
	{
		guard: "testSystem",
		name: "its number in a test system too",
		orders: [order({ id: "live" }), order({ id: "test", testSystem: true })],
		posting: transfer("AU-10023"),
		decision: "live 119.00",
	},
	{
		guard: "otherShop",
		name: "an order of a shop that does not use the account",
		orders: one,
		posting: transfer("AU-10023", { shops: ["another"] }),
		decision: "review: referenceUnknown",
	},
	{
		guard: "outgoing",
		name: "a refund by the merchant",
		orders: [order({ amount: -11_900 }), order({ number: "AU-10024" })],
		posting: transfer("Erstattung AU-10024", { amount: -11_900, transactionCode: "177" }),
		decision: "none: outgoing",
	},
	{
		guard: "returned",
		name: "a refund that came back",
		orders: one,
		posting: transfer("AU-10023 Konto geschlossen", { transactionCode: "159", returnReason: "AC04" }),
		decision: "review: returned; AU-10023",
	},
	{
		guard: "returned",
		name: "a refund that came back, in words only",
		orders: one,
		posting: transfer("Rücküberweisung AU-10023", { transactionCode: "051" }),
		decision: "review: returned; AU-10023",
	},
	{
		guard: "payout",
		name: "a payout with a number of ours in it",
		orders: plain,
		posting: transfer("Auszahlung 10023", { payer: "Stripe Payments Europe Ltd" }),
		decision: "review: payout; 10023",
	},
	{
		guard: "noPayment",
		name: "a salary with a number of ours in it",
		orders: plain,
		posting: transfer("Gehalt 10023", { transactionCode: "153" }),
		decision: "review: noPayment; 10023",
	},
	{
		guard: "beforeOrder",
		name: "booked before the order was placed",
		orders: [order({ placedAt: "2026-11-06T08:00:00Z" })],
		posting: transfer("AU-10023"),
		decision: "review: beforeOrder; AU-10023",
	},
	{
		guard: "cancelled",
		name: "a cancelled order (D6)",
		orders: [order({ standing: "cancelled" })],
		posting: transfer("AU-10023"),
		decision: "review: cancelled; AU-10023",
	},
	{
		guard: "otherCurrency",
		name: "an order in francs paid in euros",
		orders: [{ ...order(), amount: { minor: 11_900, currency: "CHF" } }],
		posting: transfer("AU-10023"),
		decision: "review: otherCurrency; AU-10023",
	},
	{
		guard: "rival",
		name: "the same number in two shops (A10)",
		orders: [order({ id: "a" }), order({ id: "b", shop: "old", name: "Olga Petrova" })],
		posting: transfer("AU-10023", { payer: "Erika Fremd" }),
		policy: LOWERED,
		decision: "review: rival; a",
	},
	{
		guard: "rival",
		name: "imported into the new shop: same number, customer and amount",
		orders: [order({ id: "a" }), order({ id: "b", shop: "old" })],
		posting: transfer("AU-10023"),
		policy: LOWERED,
		decision: "review: rival; a",
	},
	{
		guard: "alsoNamed",
		name: "two orders named, the amount is one's",
		orders: two,
		posting: transfer("AU-10023 AU-10024"),
		decision: "review: alsoNamed; AU-10023",
	},
	{
		guard: "weakReference",
		name: "another prefix, another payer",
		orders: one,
		posting: transfer("XY-10023", { payer: "Erika Fremd" }),
		decision: "review: weakReference; AU-10023",
	},
	{
		guard: "weakReference",
		name: "four digits without a label, another payer",
		orders: [order({ number: "4711" })],
		posting: transfer("Koelnisch Wasser 4711", { payer: "Erika Fremd" }),
		decision: "review: weakReference; 4711",
	},
	{
		guard: "otherPurpose",
		name: "a donation of just as much as the giver owes",
		orders: one,
		posting: transfer("Spende"),
		policy: LOWERED,
		decision: "review: otherPurpose; AU-10023",
	},
	{
		guard: "payerDiffers",
		name: "a part by somebody else",
		orders: one,
		posting: transfer("AU-10023", { amount: 4_000, payer: "Erika Fremd" }),
		policy: LOWERED,
		decision: "review: payerDiffers; AU-10023",
	},
	{
		guard: "unplacedReference",
		name: "a further invoice that is not known",
		orders: one,
		posting: transfer("AU-10023 und Rechnung 77001", { amount: 12_500 }),
		policy: LOWERED,
		decision: "review: unplacedReference; AU-10023",
	},
	{
		guard: "unplacedReference",
		name: "the first number and others",
		orders: one,
		posting: transfer("AU-10023 u.a.", { amount: 12_500 }),
		policy: LOWERED,
		decision: "review: unplacedReference; AU-10023",
	},
	{
		guard: "unplacedReference",
		name: "the first number and others, in words",
		orders: one,
		posting: transfer("AU-10023 und weitere", { amount: 12_500 }),
		policy: LOWERED,
		decision: "review: unplacedReference; AU-10023",
	},
	{
		guard: "fitsOtherOrder",
		name: "an old number in a template, the amount is another order's",
		orders: [order(), order({ number: "AU-20877", amount: 5_000 })],
		posting: transfer("AU-10023", { amount: 5_000 }),
		policy: LOWERED,
		decision: "review: fitsOtherOrder; AU-10023",
	},
	{
		guard: "payersOwnOrder",
		name: "the number of somebody else's order that costs as much as the payer's own",
		orders: [order({ number: "AU-20877", name: "Olga Petrova" }), order({ number: "AU-10301" })],
		posting: transfer("AU-20877"),
		policy: LOWERED,
		decision: "review: payersOwnOrder; AU-20877",
	},
	{
		guard: "payersOwnOrder",
		name: "the number of somebody else's order, the payer of his own by an initial",
		orders: [
			order({ number: "AU-20877", name: "Olga Petrova" }),
			order({ number: "AU-10301", name: "Clara Wildmann" }),
		],
		posting: transfer("AU-20877", { payer: "C. WILDMANN" }),
		policy: LOWERED,
		decision: "review: payersOwnOrder; AU-20877",
	},
	{
		guard: "largeSurplus",
		name: "more than twice the amount",
		orders: one,
		posting: transfer("AU-10023", { amount: 30_000 }),
		policy: LOWERED,
		decision: "review: largeSurplus; AU-10023",
	},
	{
		guard: "lateDiscount",
		name: "cash discount after its term",
		orders: [order({ placedAt: "2026-10-01", terms: [{ days: 14, discountPercent: 2 }] })],
		posting: transfer("AU-10023 abzgl. Skonto", { amount: 11_662 }),
		decision: "review: lateDiscount; AU-10023",
	},
];

export const LEFT: readonly GoldenCase[] = [
	{
		name: "a paid and an open order, and an amount that is neither's",
		orders: [order({ standing: "closed" }), order({ number: "AU-10024", amount: 26_000 })],
		posting: transfer("AU-10023, AU-10024", { amount: 20_000 }),
		decision: "review: orderClosed; AU-10023",
	},
	{
		name: "no number, two orders of the customer cost as much",
		orders: [order({ id: "a" }), order({ id: "b", number: "AU-10044" })],
		posting: transfer("Danke"),
		decision: "review: likelierOther; a",
	},
	{
		name: "inside a longer number",
		orders: plain,
		posting: transfer("Vorgang 9910023", { payer: "Erika Fremd", amount: 4_000 }),
		decision: "review: referenceUnknown",
	},
	{
		name: "an order that is not known (yet)",
		orders: one,
		posting: transfer("Bestellung AU-99999", { amount: 777, payer: "Erika Fremd" }),
		decision: "review: referenceUnknown",
	},
	{
		name: "a creditor reference with a wrong check digit",
		orders: plain,
		posting: transfer("RF14 1002 3", { payer: "Erika Fremd", amount: 4_000 }),
		decision: "none: nothingFound",
	},
	{
		name: "paid twice",
		orders: [order({ standing: "closed" })],
		posting: transfer("AU-10023"),
		decision: "review: orderClosed; AU-10023",
	},
	{
		name: "several orders, the sum is wrong",
		orders: two,
		posting: transfer("AU-10023 AU-10024", { amount: 17_000 }),
		decision: "review: sumDiffers; AU-10024 + AU-10023",
	},
	{
		name: "a number in a date",
		orders: [order({ number: "112026" })],
		posting: transfer("Miete 11.2026", { payer: "Erika Fremd", amount: 4_000 }),
		decision: "none: noPayment",
	},
	{
		name: "the surplus is another order's of the same customer, among many of his last name",
		orders: [
			order({ customerNumber: "K-1", name: "Jenny Wildmann", amount: 49_900 }),
			...Array.from({ length: 40 }, (_, i) =>
				order({
					number: `AU-${11_000 + i}`,
					name: `${String.fromCharCode(65 + (i % 9))}ara Wildmann`,
					amount: 5_000 + 100 * i,
				}),
			),
			order({ number: "AU-77012", customerNumber: "K-1", name: "Jenny Wildmann", amount: 7_380 }),
		],
		posting: transfer("AU-10023", { amount: 57_280, payer: "J. WILDMANN" }),
		decision: "review: sumUnnamed; AU-10023 + AU-77012",
	},
	{
		name: "the number of an order that is not known, two digits from the invoice number of one of the same amount",
		orders: [order({ number: "AU2026-29951", invoiceNumber: "RG2026-29945" })],
		posting: transfer("Bestellung Nr. AU2026-27925"),
		decision: "review: improbable; AU2026-29951",
	},
	{
		name: "an insurer's number and amount happen to be an order's",
		orders: plain,
		posting: transfer("Schaden 10023 Vers.-Nr. 99762203", { payer: "R+V Allgemeine Versicherung AG" }),
		decision: "review: weakReference; 10023",
	},
	{
		name: "a supplier's credit note, its number and amount happen to be an order's",
		orders: plain,
		posting: transfer("Gutschrift zu Rechnung 10023", { payer: "Werkzeug Müller GmbH" }),
		decision: "review: weakReference; 10023",
	},
	{
		name: "a year that an unknown number begins with is no order's number",
		orders: [order({ number: "#2026" }), order({ number: "#2011", amount: 4_900 })],
		posting: transfer("Best.-Nr. 2026-11-04343", { payer: "Yvonne Neubrink" }),
		decision: "review: weakReference; #2026",
	},
	{
		name: "nearly the number, by somebody who shares but the first name",
		orders: [order({ number: "2026-11-41279", name: "Sören Altkamp" })],
		posting: transfer("Ihre Bestellung 2026-11-41679", { payer: "Sören Zimmermann u. Cäcilie Zimmermann" }),
		decision: "review: weakReference; 2026-11-41279",
	},
	{
		name: "a repayment that came back, with dots for umlauts",
		orders: one,
		posting: transfer("R.ckzahlung Bestellung AU-10023"),
		decision: "review: noPayment; AU-10023",
	},
	{
		name: "a transfer that came back, with dots for umlauts",
		orders: one,
		posting: transfer("R.ckgabe .berweisung AU-10023"),
		decision: "review: returned; AU-10023",
	},
	{
		name: "a telephone number",
		orders: [order({ number: "5551234" })],
		posting: transfer("Rueckruf Tel 0221 5551234", { payer: "Erika Fremd", amount: 4_000 }),
		decision: "none: nothingFound",
	},
	{
		name: "a returned direct debit of an order",
		orders: [order({ standing: "closed" })],
		posting: transfer("RUECKLASTSCHRIFT AU-10023", { amount: -12_200, transactionCode: "109" }),
		decision: "review: returned; AU-10023",
	},
	{
		name: "a returned direct debit of something else",
		orders: one,
		posting: transfer("Mitgliedsbeitrag", { amount: -2_000, transactionCode: "PMNT-IDDT-UPDD" }),
		decision: "none: returned",
	},
	{
		name: "a payout of a marketplace",
		orders: one,
		posting: transfer("AMZN Auszahlung 304-1234567", { amount: 543_210, payer: "AMAZON PAYMENTS EUROPE S.C.A." }),
		decision: "none: payout",
	},
	{
		name: "account fees",
		orders: one,
		posting: transfer("Entgeltabschluss 11/2026", { amount: -990, transactionCode: "805", payer: "" }),
		decision: "none: outgoing",
	},
	{
		name: "interest",
		orders: one,
		posting: transfer("Habenzinsen", { amount: 123, transactionCode: "814", payer: "" }),
		decision: "none: noPayment",
	},
	{
		name: "a stranger's money for something else",
		orders: one,
		posting: transfer("Flohmarkt Tisch", { amount: 777, payer: "Erika Fremd" }),
		decision: "none: nothingFound",
	},
];
