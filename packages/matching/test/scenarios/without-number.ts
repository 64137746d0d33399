import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const ostermann = buy("AU-10023", 137.43, "Henrike Ostermann", { customerNumber: "K-70112" });
const max = buy("AU-10023", 119, "Max Müller", { customerNumber: "70112" });
const other = buy("AU-10044", 54.1, "Max Müller", { customerNumber: "70998" });
const iban = "DE89370400440532013000";

/** No number of an order: name, customer number or amount have to say it. */
export const WITHOUT_NUMBER: Scenarios = {
	"homonyms-two-customers": [
		when("the number settles it", [max, other], pay("AU-10044", 54.1, "Max Mueller"), "AU-10044 54.10"),
		when(
			"the same amount, no number",
			[max, buy("AU-10044", 119, "Max Müller", { customerNumber: "70998" })],
			pay("Danke", 119, "Max Mueller"),
			"review > AU-10023, AU-10044",
		),
		when(
			"the same amount, the customer's number",
			[max, buy("AU-10044", 119, "Max Müller", { customerNumber: "70998" })],
			pay("Kd-Nr. 70998", 119, "Max Mueller"),
			"AU-10044 119.00",
		),
		when(
			"the same amount, the account is the one's",
			[max, buy("AU-10044", 119, "Max Müller", { customerNumber: "70998" })],
			pay("Danke", 119, "Max Mueller", { iban }),
			"AU-10044 119.00 or review",
			{ known: [{ iban, customerNumber: "70998", payments: 4 }] },
		),
		when(
			"a part with the other's number",
			[max, other],
			pay("AU-10023 1. Rate", 54.1, "Max Mueller"),
			"review > AU-10023, AU-10044",
		),
		when(
			"the number of the one mistyped, both of one amount",
			[max, buy("AU-10044", 119, "Max Müller", { customerNumber: "70998" })],
			pay("AU-10024", 119, "Max Mueller"),
			"review > AU-10023, AU-10044",
		),
	],
	"family-same-address": [
		when(
			"she pays his order by its number",
			[buy("AU-10023", 54.1, "Max Hohenstein"), buy("AU-10024", 54.1, "Erika Hohenstein")],
			pay("AU-10023", 54.1, "Erika Hohenstein"),
			"AU-10023 54.10 or review",
		),
		when(
			"the family, no number, one amount",
			[buy("AU-10023", 54.1, "Max Hohenstein"), buy("AU-10024", 54.1, "Erika Hohenstein")],
			pay("Bestellung", 54.1, "Fam. Hohenstein"),
			"review > AU-10023, AU-10024",
		),
		when(
			"the joint account, no number, one amount",
			[buy("AU-10023", 54.1, "Max Hohenstein"), buy("AU-10024", 54.1, "Erika Hohenstein")],
			pay("Bestellung", 54.1, "Max und Erika Hohenstein"),
			"review > AU-10023, AU-10024",
		),
		when(
			"the joint account, no number, two amounts",
			[buy("AU-10023", 54.13, "Max Hohenstein"), buy("AU-10024", 88.27, "Erika Hohenstein")],
			pay("Bestellung", 88.27, "Max und Erika Hohenstein"),
			"AU-10024 88.27 or review",
		),
		when(
			"her number, the amount of his, he pays",
			[buy("AU-10023", 54.13, "Max Hohenstein"), buy("AU-10024", 88.27, "Erika Hohenstein")],
			pay("AU-10024", 54.13, "Max Hohenstein"),
			"AU-10023 54.13 or review",
		),
		when(
			"both numbers, the sum of both",
			[buy("AU-10023", 54.13, "Max Hohenstein"), buy("AU-10024", 88.27, "Erika Hohenstein")],
			pay("AU-10023 + AU-10024", 142.4, "ERIKA HOHENSTEIN"),
			"AU-10023 54.13, AU-10024 88.27",
		),
		when(
			"the mother pays the daughter's order by its number",
			[buy("AU-10023", 54.13, "Max Hohenstein"), buy("AU-10024", 88.27, "Lea Hohenstein")],
			pay("Lea Bestellung 10024", 88.27, "Erika Hohenstein"),
			"AU-10024 88.27",
		),
	],
	"number-missing-unique-name-amount": [
		when(
			"a greeting",
			[ostermann, ...CROWD],
			pay("Danke fuer die schnelle Lieferung", 137.43, "HENRIKE OSTERMANN"),
			"AU-10023 137.43",
		),
		when("nothing at all", [ostermann, ...CROWD], pay("", 137.43, "Henrike Ostermann"), "AU-10023 137.43"),
		when(
			"the date of the order",
			[ostermann, ...CROWD],
			pay("Rechnung vom 01.11.2026", 137.43, "Ostermann, Henrike"),
			"AU-10023 137.43",
		),
		when(
			"the customer has other open orders of other amounts",
			[ostermann, buy("AU-10070", 12.3, "Henrike Ostermann"), buy("AU-10075", 98.6, "Henrike Ostermann"), ...CROWD],
			pay("Onlinebestellung", 137.43, "Henrike Ostermann"),
			"AU-10023 137.43",
		),
		when(
			"the amount in words of the text",
			[ostermann, ...CROWD],
			pay("Rechnungsbetrag 137,43 EUR", 137.43, "H. Ostermann"),
			"AU-10023 137.43 or review",
		),
		when(
			"a company",
			[buy("AU-10055", 1437.22, "Einkauf", { company: "Schrauben Köhler GmbH" }), ...CROWD],
			pay("Ueberweisung lt. Rechnung", 1437.22, "SCHRAUBEN KOEHLER GMBH"),
			"AU-10055 1437.22",
		),
		when(
			"known account, another name",
			[ostermann, ...CROWD],
			pay("Danke", 137.43, "Bernd Lang", { iban }),
			"AU-10023 137.43",
			{ known: [{ iban, customerNumber: "K-70112", name: "Henrike Ostermann", payments: 2 }] },
		),
		when(
			"a standing order's code",
			[ostermann, ...CROWD],
			pay("Zahlung", 137.43, "Henrike Ostermann", { transactionCode: "152" }),
			"AU-10023 137.43",
		),
	],
	"number-missing-ambiguous": [
		when(
			"a broken date is no number",
			[ostermann, ...CROWD],
			pay("SVWZ+Rechnung vom 01.11.202\n6", 137.43, "Henrike Ostermann"),
			"AU-10023 137.43",
		),
		when(
			"two open orders of the customer, one amount",
			[ostermann, buy("AU-10070", 137.43, "Henrike Ostermann")],
			pay("Danke", 137.43, "Henrike Ostermann"),
			"review > AU-10023, AU-10070",
		),
		when(
			"a frequent surname alone, a common price",
			[max, ...CROWD],
			pay("Bestellung", 119, "Mueller"),
			"not assigned",
		),
		when(
			"an order number that is not ours",
			[ostermann],
			pay("Ihre Rechnung Nr. 7700145", 137.43, "Henrike Ostermann"),
			"AU-10023 137.43 or review",
		),
		when(
			"the sum of two orders of the customer",
			[ostermann, buy("AU-10070", 20, "Henrike Ostermann")],
			pay("Danke", 157.43, "Henrike Ostermann"),
			"review > AU-10023 + AU-10070",
		),
		when(
			"a part of the only open order",
			[ostermann, ...CROWD],
			pay("Abschlag", 70, "Henrike Ostermann"),
			"review > AU-10023",
		),
		when(
			"only the surname agrees",
			[ostermann, ...CROWD],
			pay("Bestellung", 137.43, "Klaus Ostermann"),
			"review > AU-10023",
		),
		when(
			"the customer has paid one of this amount before",
			[max, paid(buy("AU-10001", 119, "Max Müller")), ...CROWD],
			pay("Danke", 119, "Max Mueller"),
			"AU-10023 119.00 or review",
		),
	],
	"customer-number-only": [
		when(
			"labelled, one open order of this amount",
			[ostermann, ...CROWD],
			pay("Kundennummer K-70112", 137.43, "Renate Vogt"),
			"AU-10023 137.43",
		),
		when("labelled, short", [max, ...CROWD], pay("KdNr.70112", 119, "M. Mueller"), "AU-10023 119.00"),
		when("labelled, payer unnamed", [ostermann, ...CROWD], pay("KUNDE 70112 DANKE", 137.43, ""), "AU-10023 137.43"),
		when(
			"two open orders of this amount",
			[max, buy("AU-10070", 119, "Max Müller", { customerNumber: "70112" })],
			pay("Kundennr. 70112", 119, "Max Müller"),
			"review > AU-10023, AU-10070",
		),
		when(
			"another amount, by a stranger",
			[ostermann, ...CROWD],
			pay("Kunden-Nr. 70112", 99, "Renate Vogt"),
			"review > AU-10023",
		),
		when(
			"the sum of all open orders of the customer",
			[max, buy("AU-10070", 30.5, "Max Müller", { customerNumber: "70112" })],
			pay("Kd.-Nr. 70112", 149.5, "Max Müller"),
			"review > AU-10023 + AU-10070",
		),
		when(
			"it is an order's number too, with another amount",
			[ostermann, buy("70112", 64.2, "Ines Falk")],
			pay("Kundennummer 70112", 137.43, "Henrike Ostermann"),
			"AU-10023 137.43",
		),
	],
	"amount-only": [
		when("one order of this amount", [ostermann, ...CROWD], pay("Danke", 137.43, "Renate Vogt"), "not assigned"),
		when("many of it", CROWD, pay("Flohmarkt", 19.9, "Renate Vogt"), "not assigned"),
		when("no text, no name", [ostermann], pay("", 137.43, ""), "not assigned"),
		when("the only open order there is", [ostermann], pay("Rechnung", 137.43, "Renate Vogt"), "not assigned"),
		when("a first name agrees", [ostermann, ...CROWD], pay("Rechnung", 137.43, "Henrike Vogt"), "not assigned"),
		when(
			"a known account of another customer",
			[ostermann, buy("AU-10070", 30.5, "Renate Vogt", { customerNumber: "70999" }), ...CROWD],
			pay("Rechnung", 137.43, "Renate Vogt", { iban }),
			"not assigned",
			{ known: [{ iban, customerNumber: "70999", payments: 6 }] },
		),
	],
};
