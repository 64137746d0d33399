import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const olga = buy("RE-2026-0815", 88.2, "Olga Petrova");
const plain = buy("204417", 61.35, "Henrike Ostermann");
const neighbour = buy("AU-10028", 54.1, "Olga Petrova");

/** The number stands there with errors of typing or reading. */
export const MISTYPED_NUMBERS: Scenarios = {
	"typo-substitution": [
		when(
			"one digit, all else agrees",
			[max, ...CROWD],
			pay("Bestellung AU-10028", 137.43, "MUELLER MAX"),
			"AU-10023 137.43",
		),
		when("without a label", [plain], pay("204477 Ostermann", 61.35, "Henrike Ostermann"), "204417 61.35"),
		when("in the invoice number", [olga], pay("RG. RE-2026-0816", 88.2, "Petrova, Olga"), "RE-2026-0815 88.20"),
		when("by a stranger", [max, ...CROWD], pay("AU-10028", 137.43, "Renate Vogt"), "not assigned"),
		when("and another amount", [max], pay("AU-10028", 60, "Max Mueller"), "review > AU-10023"),
		when(
			"two orders of the customer are as near, with the same amount",
			[max, buy("AU-10025", 137.43, "Max Müller")],
			pay("AU-10028", 137.43, "Max Mueller"),
			"review > AU-10023, AU-10025",
		),
		when(
			"known account instead of the name",
			[buy("AU-10023", 137.43, "Max Müller", { customerNumber: "70112" })],
			pay("Best. 10028", 137.43, "Huber Logistik", { iban: "DE89370400440532013000" }),
			"AU-10023 137.43",
			{ known: [{ iban: "DE89 3704 0044 0532 0130 00", customerNumber: "70112", payments: 3 }] },
		),
	],
	"typo-transposition": [
		when("two digits", [max, ...CROWD], pay("AU-10032", 137.43, "Max Müller"), "AU-10023 137.43"),
		when("at the beginning", [plain], pay("Auftrag 024417", 61.35, "OSTERMANN, HENRIKE"), "204417 61.35"),
		when("in the year", [olga], pay("RE-2062-0815", 88.2, "Olga Petrova"), "RE-2026-0815 88.20"),
		when("by a stranger", [max, ...CROWD], pay("Best.Nr. AU-10032", 137.43, "Renate Vogt"), "not assigned"),
		when("and a part of the amount", [max], pay("AU-10032 Anzahlung", 50, "Max Müller"), "review > AU-10023"),
		when(
			"the customer has paid another order with this number",
			[max, paid(buy("AU-10032", 137.43, "Max Müller"))],
			pay("AU-10032", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
	],
	"typo-omitted-added": [
		when("one left out", [plain], pay("Rechnungsnr 20447", 61.35, "Ostermann Henrike"), "204417 61.35"),
		when("one doubled", [max], pay("AU-100023", 137.43, "Max Mueller"), "AU-10023 137.43"),
		when("one added at the end", [plain], pay("Bestellung 2044171", 61.35, "H. Ostermann"), "204417 61.35"),
		when("the last one left out", [olga], pay("RE-2026-081", 88.2, "OLGA PETROVA"), "RE-2026-0815 88.20"),
		when("one left out, by a stranger", [plain, ...CROWD], pay("20447", 61.35, "Renate Vogt"), "not assigned"),
		when(
			"what is left is a number of its own",
			[plain, buy("20447", 18.25, "Ines Falk")],
			pay("20447", 18.25, "Ines Falk"),
			"20447 18.25",
		),
	],
	"typo-2-edits": [
		when(
			"two digits",
			[plain, ...CROWD],
			pay("Bestellung 204977", 61.35, "Henrike Ostermann"),
			"204417 61.35 or review",
		),
		when("one changed, one left out", [plain], pay("Auftr. 20947", 61.35, "Ostermann"), "204417 61.35 or review"),
		when("by a stranger", [plain, ...CROWD], pay("204977", 61.35, "Renate Vogt"), "not assigned"),
		when("by somebody of the same surname", [plain], pay("Best. 204977", 61.35, "Klaus Ostermann"), "review > 204417"),
		when("and another amount", [plain], pay("Best. 204977", 60, "Henrike Ostermann"), "review > 204417"),
		when(
			"at a common price, with a common name",
			[buy("AU-10123", 19.9, "Thomas Müller", { id: "own" }), ...CROWD.slice(0, 20)],
			pay("AU-10199", 19.9, "Müller"),
			"not assigned",
		),
	],
	"typo-hits-other-open-order": [
		when(
			"a stranger's, with another amount",
			[max, neighbour],
			pay("AU-10028", 137.43, "MUELLER MAX"),
			"AU-10023 137.43 or review",
		),
		when(
			"a stranger's, with the same amount",
			[max, buy("AU-10028", 137.43, "Olga Petrova")],
			pay("AU-10028", 137.43, "Max Mueller"),
			"review > AU-10023, AU-10028",
		),
		when(
			"the customer's own, with another amount",
			[max, buy("AU-10028", 54.1, "Max Müller")],
			pay("AU-10028", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"the customer's own, with the same amount: nobody can see an error",
			[max, buy("AU-10028", 137.43, "Max Müller")],
			pay("AU-10028", 137.43, "Max Mueller"),
			"AU-10028 137.43",
		),
		when(
			"by a stranger to both, the amount is the other's",
			[max, neighbour],
			pay("AU-10028", 137.43, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a part of the own one is the whole of the named one",
			[max, neighbour],
			pay("AU-10028", 54.1, "Max Müller"),
			"AU-10028 54.10 or review",
		),
	],
	"typo-hits-closed-order": [
		when(
			"a stranger's, with another amount",
			[max, paid(neighbour)],
			pay("Bestellung AU-10028", 137.43, "Max Mueller"),
			"AU-10023 137.43 or review",
		),
		when(
			"a stranger's, with the same amount",
			[max, paid(buy("AU-10028", 137.43, "Olga Petrova"))],
			pay("AU-10028", 137.43, "Max Mueller"),
			"AU-10023 137.43 or review",
		),
		when(
			"the customer's own, with another amount",
			[max, paid(buy("AU-10028", 54.1, "Max Müller"))],
			pay("AU-10028", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"the customer's own, with the same amount",
			[max, paid(buy("AU-10028", 137.43, "Max Müller"))],
			pay("AU-10028", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"the payer is the closed order's customer",
			[max, paid(buy("AU-10028", 137.43, "Olga Petrova"))],
			pay("AU-10028", 137.43, "Olga Petrova"),
			"review > AU-10028",
		),
		when(
			"by a stranger, the amount is the open order's",
			[max, paid(neighbour)],
			pay("AU-10028", 137.43, "Renate Vogt"),
			"not assigned",
		),
	],
	"ocr-letters": [
		when("the letter O for a zero", [max], pay("AU-1OO23", 137.43, "Max Mueller"), "AU-10023 137.43"),
		when("I for one", [max], pay("Bestellung AU-I0023", 137.43, "MUELLER, MAX"), "AU-10023 137.43"),
		when("S for five", [olga], pay("RE-2026-081S", 88.2, "Olga Petrova"), "RE-2026-0815 88.20"),
		when("B for eight", [olga], pay("RE-2026-0B15", 88.2, "Petrova"), "RE-2026-0815 88.20"),
		when(
			"two letters, by somebody else",
			[max],
			pay("Best. AU-1OO23", 137.43, "Renate Vogt"),
			"AU-10023 137.43 or review",
		),
		when(
			"a zero in a number that has letters",
			[buy("K7XQ2O", 42.6, "Nils Petersen")],
			pay("k7xq20", 42.6, "Nils Petersen"),
			"K7XQ2O 42.60",
		),
		when("small L for one", [max], pay("AU-l0023 lg", 137.43, "Max Müller"), "AU-10023 137.43"),
		when("a letter, and another amount from a stranger", [max], pay("AU-1OO23", 60, "Renate Vogt"), "not assigned"),
	],
};
