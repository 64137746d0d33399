import { buy, CROWD, pay, type Scenarios, when, whenever } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const next = buy("AU-10024", 50, "Max Müller");
const both = "AU-10023 137.43, AU-10024 50.00";
const name = "Autohaus Reitmeier";
const three = [buy("RE-2026-0811", 137.43, name), buy("RE-2026-0812", 50, name), buy("RE-2026-0813", 88.2, name)];
const allThree = "RE-2026-0811 137.43, RE-2026-0812 50.00, RE-2026-0813 88.20";
const dozen = Array.from({ length: 12 }, (_, i) => buy(`RE-2026-08${10 + i}`, 10 + i, name));

/** Further ways to write several numbers, sums that only look right, and customers that are easily taken for one another. */
export const MORE_COLLECTIVE: Scenarios = {
	"collective-all-numbers": [
		...whenever(
			[
				"AU-10023,AU-10024",
				"AU-10023AU-10024",
				"AU-10023 AU-10024",
				"10023+10024",
				"10023;10024",
				"Best. 10023&10024",
				"Rechnung 10023/10024",
				"AU-10024 und vom 1.11. AU-10023",
			],
			[max, next, ...CROWD],
			[187.43, "Max Mueller"],
			both,
		),
		...whenever(
			[
				"RE 0811 0812 0813",
				"Rechnungen 0811,0812,0813",
				"RE-2026-0811/0812/0813",
				"RE 2026-0811, 2026-0812 und 2026-0813",
			],
			[...three, ...CROWD],
			[275.63, name],
			allThree,
		),
		when(
			"a number of orders announced, one named",
			[max],
			pay("2 Rechnungen AU-10023", 187.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"one more announced",
			[max, next],
			pay("AU-10023 + 1 weitere", 187.43, "Max Mueller"),
			"review > AU-10023 + AU-10024",
		),
		when(
			"a dozen",
			dozen,
			pay(dozen.map(({ number }) => number).join(" "), 186, name),
			dozen.map(({ number, amount }) => `${number} ${(amount.minor / 100).toFixed(2)}`).join(", "),
		),
		when(
			"three named, paid are two",
			three,
			pay("RE-2026-0811, RE-2026-0812, RE-2026-0813", 187.43, name),
			"review > RE-2026-0811 + RE-2026-0812",
		),
		when(
			"two named, the amount is the one's",
			[max, next],
			pay("AU-10023 und AU-10024", 50, "Max Mueller"),
			"review > AU-10024",
		),
		when(
			"two named, of one amount, paid is one",
			[buy("AU-10023", 50, "Max Müller"), next],
			pay("AU-10023 und AU-10024", 50, "Max Mueller"),
			"review > AU-10023, AU-10024",
		),
		when(
			"two named, of which one in part",
			three,
			pay("RE-2026-0811 50,00 Teil und RE-2026-0812", 100, name),
			"review > RE-2026-0811 + RE-2026-0812",
		),
		when(
			"one of the numbers mistyped",
			three.slice(0, 2),
			pay("RE-2026-0811 RE-2026-0821", 187.43, name),
			"RE-2026-0811 137.43, RE-2026-0812 50.00 or review",
		),
		when(
			"the rest of one and the whole of the other",
			[{ ...max, open: { minor: 3_743, currency: "EUR" } }, next],
			pay("Rest AU-10023 + AU-10024", 87.43, "Max Mueller"),
			"AU-10023 37.43, AU-10024 50.00",
		),
		when(
			"a cent too much",
			[max, next],
			pay("AU-10023 AU-10024", 187.44, "Max Mueller"),
			"review > AU-10023 + AU-10024",
		),
		when(
			"order and invoice numbers of both",
			[
				{ ...max, invoiceNumber: "RE-2026-0811" },
				{ ...next, invoiceNumber: "RE-2026-0812" },
			],
			pay("AU-10023 RE-2026-0811, AU-10024 RE-2026-0812", 187.43, "Max Mueller"),
			both,
		),
	],
	"collective-range-notation": [
		...whenever(
			["AU-10023 bis AU-10024", "AU-10023/24", "AU-10023 bis 10024", "Best. 10023-10024"],
			[max, next],
			[187.43, "Max Mueller"],
			both,
		),
		when("by a stranger", [max, next, ...CROWD], pay("AU-10023 bis AU-10024", 187.43, "Renate Vogt"), both),
		when(
			"a long range",
			dozen,
			pay("RE-2026-0810 bis RE-2026-0821", 186, name),
			dozen.map(({ number, amount }) => `${number} ${(amount.minor / 100).toFixed(2)}`).join(", "),
		),
	],
	"collective-no-number": [
		when("three numbers that are not ours", three, pay("Ihre Belege 88123 88124 88125", 275.63, name), "not assigned"),
		when("a sum by chance, of a customer with many orders", dozen, pay("Danke", 57, name), "not assigned"),
		when(
			"the agency pays for two of its customers",
			[
				buy("AU-1001", 30.15, "Ines Falk", { customerNumber: "70112" }),
				buy("AU-1002", 70.4, "Max Müller", { customerNumber: "70113" }),
				...CROWD,
			],
			pay("Abrechnung", 100.55, "Agentur Blau", { iban: "DE89370400440532013000" }),
			"not assigned",
			{
				known: [
					{ iban: "DE89370400440532013000", customerNumber: "70112" },
					{ iban: "DE89370400440532013000", customerNumber: "70113" },
				],
			},
		),
	],
	"number-missing-unique-name-amount": [
		when(
			"an agency's account: the amount says for whom",
			[
				buy("AU-1001", 30.15, "Ines Falk", { customerNumber: "70112" }),
				buy("AU-1002", 70.43, "Max Müller", { customerNumber: "70113" }),
				...CROWD,
			],
			pay("Danke", 70.43, "Agentur Blau", { iban: "DE89370400440532013000" }),
			"AU-1002 70.43",
			{
				known: [
					{ iban: "DE89370400440532013000", customerNumber: "70112", payments: 3 },
					{ iban: "DE89370400440532013000", customerNumber: "70113", payments: 3 },
				],
			},
		),
	],
	"number-missing-ambiguous": [
		when(
			"a full but frequent name, a common price",
			CROWD,
			pay("Danke", 19.9, "Thomas Müller"),
			"AU-10100 19.90 or review",
		),
		when(
			"a company of a like name",
			[buy("AU-10055", 137.43, "Einkauf", { company: "Schrauben Köhler GmbH" }), ...CROWD],
			pay("Danke", 137.43, "Köhler GmbH"),
			"review > AU-10055",
		),
		when(
			"the account is one customer's, the name another's, one amount",
			[
				buy("AU-1001", 70.43, "Ines Falk", { customerNumber: "70112" }),
				buy("AU-1002", 70.43, "Max Müller", { customerNumber: "70113" }),
			],
			pay("Danke", 70.43, "Max Müller", { iban: "DE89370400440532013000" }),
			"review > AU-1001, AU-1002",
			{ known: [{ iban: "DE89370400440532013000", customerNumber: "70112", payments: 3 }] },
		),
	],
	"homonyms-two-customers": [
		when(
			"one customer number in two shops, the account is the other customer's",
			[buy("AU-1001", 163.27, "Ines Falk", { customerNumber: "70112", shop: "other" }), ...CROWD],
			pay("Danke", 163.27, "Max Müller", { iban: "DE89370400440532013000" }),
			"not assigned",
			{ known: [{ iban: "DE89370400440532013000", customerNumber: "70112", name: "Max Müller", payments: 5 }] },
		),
		when(
			"one customer number in two shops, of one amount",
			[
				buy("AU-1001", 163.27, "Ines Falk", { customerNumber: "70112", shop: "other" }),
				buy("AU-1002", 163.27, "Max Müller", { customerNumber: "70112" }),
			],
			pay("Kd.Nr. 70112", 163.27, "Renate Vogt"),
			"review > AU-1001, AU-1002",
		),
		when(
			"names that differ by an umlaut",
			[buy("AU-1001", 163.27, "Jan Bär"), buy("AU-1002", 163.27, "Jan Bar")],
			pay("Danke", 163.27, "JAN BAR"),
			"review > AU-1001, AU-1002",
		),
		when(
			"companies that differ by their form",
			[
				buy("AU-1001", 163.27, "", { company: "Bau Schmidt GmbH" }),
				buy("AU-1002", 163.27, "", { company: "Bau Schmidt KG" }),
			],
			pay("Danke", 163.27, "Bau Schmidt KG"),
			"AU-1002 163.27 or review",
		),
		when(
			"two towns",
			[buy("AU-1001", 163.27, "", { company: "Stadt Köln" }), ...CROWD],
			pay("Danke", 163.27, "Stadt Bonn"),
			"not assigned",
		),
	],
	"cancelled-order-paid": [
		when(
			"its digits are another shop's open order",
			[{ ...max, standing: "cancelled" }, buy("10023", 61.35, "Olga Petrova", { shop: "old" })],
			pay("10023", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
	],
	"same-number-two-shops": [
		when(
			"the other one is paid, the amount is this one's",
			[
				{ ...buy("10023", 137.43, "Max Müller", { id: "a" }), standing: "closed" },
				buy("10023", 61.35, "Olga Petrova", { id: "b", shop: "old" }),
			],
			pay("10023", 61.35, "Renate Vogt"),
			"b 61.35 or review",
		),
	],
};
