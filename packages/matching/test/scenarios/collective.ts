import { buy, CROWD, paid, pay, type Scenarios, when, wrapped } from "./case.ts";

const name = "Autohaus Reitmeier";
const one = buy("RE-2026-0811", 137.43, name);
const two = buy("RE-2026-0812", 50, name);
const three = buy("RE-2026-0813", 88.2, name);
const orders = [one, two, three];
const allThree = "RE-2026-0811 137.43, RE-2026-0812 50.00, RE-2026-0813 88.20";
const all = "review > RE-2026-0811 + RE-2026-0812 + RE-2026-0813";

/** One posting for several orders. */
export const COLLECTIVE: Scenarios = {
	"collective-all-numbers": [
		when(
			"in full",
			orders,
			pay("RE-2026-0811, RE-2026-0812, RE-2026-0813", 275.63, "AUTOHAUS REITMEIER GMBH"),
			allThree,
		),
		when(
			"joined by and",
			orders,
			pay("RE-2026-0811 und RE-2026-0812", 187.43, "Renate Vogt"),
			"RE-2026-0811 137.43, RE-2026-0812 50.00",
		),
		when(
			"wrapped within a number",
			orders,
			pay(wrapped(27, "RE-2026-0811 RE-2026-0812 RE-2026-0813"), 275.63, name),
			allThree,
		),
		when("the ends alone, after the first", orders, pay("Rg. RE-2026-0811, 0812, 0813", 275.63, name), allThree),
		when(
			"each with its amount",
			orders,
			pay("RE-2026-0811 137,43 / RE-2026-0812 50,00", 187.43, name),
			"RE-2026-0811 137.43, RE-2026-0812 50.00",
		),
		when(
			"the sum is wrong",
			orders,
			pay("RE-2026-0811 + RE-2026-0812", 190, name),
			"review > RE-2026-0811 + RE-2026-0812",
		),
		when(
			"one of them is paid already, the sum is that of the others",
			[one, two, paid(three)],
			pay("RE-2026-0811, -0812, -0813", 187.43, name),
			"RE-2026-0811 137.43, RE-2026-0812 50.00 or review",
		),
		when(
			"one of them is unknown",
			[one, two],
			pay("RE-2026-0811 RE-2026-0812 RE-2026-0899", 237.43, name),
			"review > RE-2026-0811 + RE-2026-0812",
		),
	],
	"collective-range-notation": [
		when("with a word", orders, pay("Rechnungen RE-2026-0811 bis RE-2026-0813", 275.63, name), allThree),
		when("with a hyphen", orders, pay("RE-2026-0811 - 0813", 275.63, name), allThree),
		when(
			"plain numbers",
			[buy("10021", 137.43, name), buy("10022", 50, name), buy("10023", 88.2, name)],
			pay("Re. 10021-10023", 275.63, name),
			"10021 137.43, 10022 50.00, 10023 88.20",
		),
		when(
			"the last two digits alone",
			[buy("10021", 137.43, name), buy("10022", 50, name), buy("10023", 88.2, name)],
			pay("Bestellungen 10021-23", 275.63, name),
			"10021 137.43, 10022 50.00, 10023 88.20 or review",
		),
		when(
			"one in between is somebody else's",
			[one, buy("RE-2026-0812", 77, "Ines Falk"), three],
			pay("RE-2026-0811 bis RE-2026-0813", 225.63, name),
			"RE-2026-0811 137.43, RE-2026-0813 88.20 or review",
		),
		when("the sum is wrong", orders, pay("RE-2026-0811 bis RE-2026-0813", 270, name), all),
	],
	"collective-first-number-ua": [
		when("all open orders of the payer", orders, pay("RE-2026-0811 u.a.", 275.63, "AUTOHAUS REITMEIER"), all),
		when("spaced", [...orders, ...CROWD], pay("RG RE-2026-0811 u. a. lt. Avis", 275.63, name), all),
		when("and others, in words", orders, pay("Rechnung RE-2026-0811 und weitere", 275.63, name), all),
		when(
			"some of the payer's orders",
			orders,
			pay("RE-2026-0811 u.a.", 225.63, name),
			"review > RE-2026-0811 + RE-2026-0813",
		),
		when("nothing fits", orders, pay("RE-2026-0811 usw.", 500, name), "review > RE-2026-0811"),
		when(
			"the amount is just that of the one named",
			orders,
			pay("RE-2026-0811 u.a.", 137.43, name),
			"RE-2026-0811 137.43",
		),
	],
	"collective-no-number": [
		when("all open orders of the payer", [...orders, ...CROWD], pay("Sammelueberweisung lt. Avis", 275.63, name), all),
		when(
			"two of them",
			[...orders, ...CROWD],
			pay("Ausgleich offener Posten", 187.43, name),
			"review > RE-2026-0811 + RE-2026-0812",
		),
		when(
			"two strangers' orders happen to add up",
			[one, buy("RE-2026-0820", 20.57, "Ines Falk"), ...CROWD],
			pay("Danke", 158, "Renate Vogt"),
			"not assigned",
		),
		when(
			"two sets fit",
			[buy("RE-1001", 30, name), buy("RE-1002", 70, name), buy("RE-1003", 40, name), buy("RE-1004", 60, name)],
			pay("Diverse Rechnungen", 100, name),
			"review > RE-1001 + RE-1002, RE-1003 + RE-1004",
		),
		when(
			"by the customer's number",
			[
				buy("AU-1001", 30.15, "Ines Falk", { customerNumber: "70112" }),
				buy("AU-1002", 70.4, "Ines Falk", { customerNumber: "70112" }),
				...CROWD,
			],
			pay("Kundennummer 70112", 100.55, "Renate Vogt"),
			"review > AU-1001 + AU-1002",
		),
		when(
			"by the account",
			[
				buy("AU-1001", 30.15, "Ines Falk", { customerNumber: "70112" }),
				buy("AU-1002", 70.4, "Ines Falk", { customerNumber: "70112" }),
				...CROWD,
			],
			pay("Rechnungen Okt", 100.55, "Falk Holding", { iban: "DE89370400440532013000" }),
			"review > AU-1001 + AU-1002",
			{ known: [{ iban: "DE89370400440532013000", customerNumber: "70112", payments: 3 }] },
		),
	],
	"collective-with-credit-note": [
		when(
			"less a credit note that is not known",
			orders,
			pay("RE-2026-0811 RE-2026-0812 abzgl. Gutschrift GS-77", 167.43, name),
			"review > RE-2026-0811 + RE-2026-0812",
		),
		when(
			"one invoice less a credit note",
			[one],
			pay("RE-2026-0811 ./. GS 2026-0031 20,00", 117.43, name),
			"RE-2026-0811 117.43 or review",
		),
		when(
			"the credit note is known already: less is open",
			[{ ...one, open: { minor: 11_743, currency: "EUR" } }, two],
			pay("RE-2026-0811 RE-2026-0812 abz. Gutschrift", 167.43, name),
			"RE-2026-0811 117.43, RE-2026-0812 50.00",
		),
		when("without a number", orders, pay("lt. Avis abzgl. Gutschrift", 255.63, name), "not assigned"),
		when(
			"in English",
			[one, two],
			pay("INV RE-2026-0811, RE-2026-0812 less credit note CN-11", 180, name),
			"review > RE-2026-0811 + RE-2026-0812",
		),
	],
	"collective-two-customers": [
		when(
			"a parent company, all numbers",
			[one, buy("RE-2026-0820", 64.1, "Ines Falk")],
			pay("RE-2026-0811 RE-2026-0820", 201.53, "Reitmeier Holding AG"),
			"RE-2026-0811 137.43, RE-2026-0820 64.10",
		),
		when(
			"factoring, all numbers",
			[one, two, buy("RE-2026-0820", 64.1, "Ines Falk")],
			pay("RE-2026-0811/RE-2026-0812/RE-2026-0820", 251.53, "Abcfinance GmbH"),
			"RE-2026-0811 137.43, RE-2026-0812 50.00, RE-2026-0820 64.10",
		),
		when(
			"the sum is wrong",
			[one, buy("RE-2026-0820", 64.1, "Ines Falk")],
			pay("RE-2026-0811 RE-2026-0820", 200, "Reitmeier Holding AG"),
			"review > RE-2026-0811 + RE-2026-0820",
		),
		when(
			"no numbers",
			[one, buy("RE-2026-0820", 64.1, "Ines Falk"), ...CROWD],
			pay("Sammelzahlung", 201.53, "Reitmeier Holding AG"),
			"not assigned",
		),
		when(
			"neighbours who order together",
			[buy("AU-10023", 31.4, "Max Müller"), buy("AU-10024", 18.85, "Gerda Lohse")],
			pay("Bestellungen 10023 + 10024 (Gerda)", 50.25, "Max Mueller"),
			"AU-10023 31.40, AU-10024 18.85",
		),
		when(
			"one number, the amount of both",
			[buy("AU-10023", 31.4, "Max Müller"), buy("AU-10024", 18.85, "Gerda Lohse")],
			pay("Bestellung 10023 auch fuer Gerda Lohse", 50.25, "Max Mueller"),
			"review > AU-10023",
		),
	],
};
