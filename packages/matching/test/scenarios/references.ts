import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const plain = buy("10023", 137.43, "Max Müller");
const olga = buy("RE-2026-0815", 88.2, "Olga Petrova");

/** The number in another field, in a checked form, or among other digits. */
export const REFERENCES: Scenarios = {
	"number-only-in-e2e": [
		when("as it is", [max], pay("Danke", 137.43, "Renate Vogt", { endToEndId: "AU-10023" }), "AU-10023 137.43"),
		when(
			"inside a longer one",
			[max],
			pay("", 137.43, "Max Mueller", { endToEndId: "SHOP-AU-10023-1" }),
			"AU-10023 137.43",
		),
		when(
			"the text says nothing, a part",
			[max],
			pay("Teilzahlung", 60, "Max Müller", { endToEndId: "AU-10023" }),
			"AU-10023 60.00",
		),
		when(
			"without separators",
			[olga],
			pay("", 88.2, "PETROVA OLGA", { endToEndId: "RE20260815" }),
			"RE-2026-0815 88.20",
		),
		when("as a tag of the text", [max], pay("EREF+AU-10023\nSVWZ+Danke", 137.43, "Renate Vogt"), "AU-10023 137.43"),
		when(
			"a bank's own id happens to hold the digits",
			[plain, ...CROWD],
			pay("Spende", 20, "Renate Vogt", { endToEndId: "2026110500100230000012" }),
			"not assigned",
		),
		when(
			"none given",
			[max],
			pay("Bestellung AU-10023", 137.43, "Max Müller", { endToEndId: "NOTPROVIDED" }),
			"AU-10023 137.43",
		),
	],
	"rf-reference-valid": [
		when(
			"in a field of its own",
			[plain],
			pay("", 137.43, "Renate Vogt", { references: ["RF1310023"] }),
			"10023 137.43",
		),
		when("in groups in the text", [plain], pay("RF13 1002 3", 137.43, "Renate Vogt"), "10023 137.43"),
		when(
			"with the prefix inside",
			[max],
			pay("", 137.43, "Renate Vogt", { references: ["RF04AU10023"] }),
			"AU-10023 137.43",
		),
		when(
			"an invoice's, with words after it",
			[olga],
			pay("RF81 RE20 2608 15 Danke", 88.2, "Renate Vogt"),
			"RE-2026-0815 88.20",
		),
		when(
			"a Swiss one",
			[plain],
			pay("", 137.43, "Renate Vogt", { references: ["00 00000 00000 00000 00001 00231"] }),
			"10023 137.43",
		),
		when("a part", [plain], pay("", 60, "Max Mueller", { references: ["RF13000000010023"] }), "10023 60.00"),
		when(
			"of a paid order",
			[paid(plain)],
			pay("", 137.43, "Max Müller", { references: ["RF1310023"] }),
			"review > 10023",
		),
	],
	"rf-reference-broken": [
		when("by a stranger, of another amount", [plain], pay("RF14 1002 3", 60, "Renate Vogt"), "not assigned"),
		when("payer and amount agree", [plain], pay("RF14 1002 3", 137.43, "Max Müller"), "10023 137.43 or review"),
		when(
			"two digits swapped",
			[plain],
			pay("", 137.43, "Max Müller", { references: ["RF1310032"] }),
			"10023 137.43 or review",
		),
		when(
			"two digits swapped: it names another order, of another amount",
			[plain, buy("10032", 54.1, "Olga Petrova")],
			pay("RF13 1003 2", 137.43, "Max Müller"),
			"10023 137.43 or review",
		),
		when(
			"it names another order, of just this amount",
			[plain, buy("10032", 54.1, "Olga Petrova")],
			pay("RF13 1003 2", 54.1, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a Swiss one with a wrong check digit, by a stranger",
			[plain],
			pay("", 60, "Renate Vogt", { references: ["000000000000000000000100232"] }),
			"not assigned",
		),
		when(
			"broken, but the number stands in the text as well",
			[plain],
			pay("RF14 1002 3 Bestellung 10023", 137.43, "Renate Vogt"),
			"10023 137.43 or review",
		),
	],
	"confounding-digits": [
		when(
			"date, postcode and telephone",
			[plain],
			pay("Bestellung 10023 vom 01.11.26, 50667 Koeln, Tel. 0221/5551234", 137.43, "Renate Vogt"),
			"10023 137.43",
		),
		when(
			"the postcode is another order's number",
			[plain, buy("50667", 61.35, "Ines Falk")],
			pay("10023 Max Mueller 50667 Koeln", 137.43, "MAX MUELLER"),
			"10023 137.43",
		),
		when(
			"the customer's number is another order's",
			[buy("AU-10023", 137.43, "Max Müller", { customerNumber: "10088" }), buy("AU-10088", 61.35, "Ines Falk")],
			pay("Rg 10023 Kd.Nr. 10088", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"an article number is another order's",
			[max, buy("AU-20417", 61.35, "Ines Falk")],
			pay("AU-10023 Art.Nr. 20417", 137.43, "Max Müller"),
			"AU-10023 137.43",
		),
		when(
			"a delivery note's number, unknown",
			[max],
			pay("Rechnung AU-10023 / Lieferschein LS-55012", 137.43, "Renate Vogt"),
			"AU-10023 137.43",
		),
		when(
			"the amount stands there too",
			[max],
			pay("AU-10023 EUR 137,43 Danke", 137.43, "Renate Vogt"),
			"AU-10023 137.43",
		),
		when(
			"a telephone number alone",
			[buy("5551234", 61.35, "Ines Falk")],
			pay("Rueckruf Tel 0221 5551234", 61.35, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a postcode alone, at another amount",
			[buy("10115", 61.35, "Ines Falk")],
			pay("Renate Vogt 10115 Berlin", 19.9, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a date that could be a number",
			[buy("112026", 61.35, "Ines Falk")],
			pay("Beitrag 11.2026", 61.35, "Renate Vogt"),
			"not assigned",
		),
		when(
			"IBAN, BIC and mandate of the bank's text",
			[max],
			pay("SVWZ+AU-10023 ABWA+Mueller Max IBAN: DE89370400440532013000 BIC: COBADEFFXXX", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
	],
};
