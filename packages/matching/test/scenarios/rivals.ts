import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const a = buy("10023", 119, "Max Müller", { id: "a" });
const b = buy("10023", 61.35, "Olga Petrova", { id: "b", shop: "old" });
const same = buy("10023", 119, "Olga Petrova", { id: "b", shop: "old" });
const month = (number: string, day: string) =>
	buy(number, 24.9, "Henrike Ostermann", { placedAt: day, customerNumber: "K-70112" });
const september = month("ABO-4101", "2026-09-01");
const october = month("ABO-4187", "2026-10-01");
const november = month("ABO-4266", "2026-11-01");
const max = buy("AU-10023", 137.43, "Max Müller");

/** More than one order could be meant. */
export const RIVALS: Scenarios = {
	"same-number-two-shops": [
		when("amount and payer say which", [a, b], pay("Bestellung 10023", 61.35, "PETROVA OLGA"), "b 61.35"),
		when("the amount says which", [a, b], pay("Bestellung 10023", 61.35, "Renate Vogt"), "b 61.35 or review"),
		when("a part: the payer says which", [a, b], pay("10023 1. Rate", 50, "Max Mueller"), "a 50.00 or review"),
		when("nothing says which", [a, b], pay("10023", 80, "Renate Vogt"), "review > a, b"),
		when("the amount is the one's, the payer the other's", [a, b], pay("10023", 61.35, "Max Müller"), "review > a, b"),
		when("the account is of one shop", [a, b], pay("10023", 119, "Renate Vogt", { shops: ["shop"] }), "a 119.00"),
		when(
			"the account is of the other shop",
			[a, b],
			pay("10023", 119, "Max Müller", { shops: ["old"] }),
			"not assigned",
		),
		when(
			"two prefixes",
			[buy("AU-10023", 119, "Max Müller", { id: "a" }), buy("WB-10023", 119, "Olga Petrova", { id: "b", shop: "old" })],
			pay("WB-10023", 119, "Renate Vogt"),
			"b 119.00",
		),
	],
	"same-number-two-shops-same-amount": [
		when("the payer says which", [a, same], pay("Bestellung 10023", 119, "Olga Petrova"), "b 119.00"),
		when("a stranger", [a, same], pay("Bestellung 10023", 119, "Renate Vogt"), "review > a, b"),
		when("nobody", [a, same], pay("10023", 119, ""), "review > a, b"),
		when(
			"one customer, imported into the new shop",
			[a, { ...a, id: "b", shop: "old" }],
			pay("10023", 119, "Max Mueller"),
			"review > a, b",
		),
		when(
			"the other is a test system's",
			[a, { ...same, testSystem: true }],
			pay("10023", 119, "Renate Vogt"),
			"a 119.00",
		),
		when("the other is paid, the payer is this one's", [a, paid(same)], pay("10023", 119, "Max Müller"), "a 119.00"),
		when(
			"the other is paid, the payer is that one's",
			[a, paid(same)],
			pay("10023", 119, "Olga Petrova"),
			"review > a, b",
		),
		when("the account is of one shop", [a, same], pay("10023", 119, "", { shops: ["old"] }), "b 119.00"),
	],
	"subscription-same-amount-monthly": [
		when(
			"the month's number",
			[september, october, november],
			pay("ABO-4187", 24.9, "Henrike Ostermann"),
			"ABO-4187 24.90",
		),
		when(
			"two months open, no number",
			[paid(september), october, november],
			pay("Abo", 24.9, "Henrike Ostermann"),
			"review > ABO-4187, ABO-4266",
		),
		when(
			"one month open, no number",
			[paid(september), paid(october), november],
			pay("Abo November", 24.9, "Henrike Ostermann"),
			"ABO-4266 24.90 or review",
		),
		when(
			"a paid month's number, one month open",
			[paid(september), paid(october), november],
			pay("ABO-4187", 24.9, "Henrike Ostermann"),
			"review > ABO-4266",
		),
		when(
			"two months at once, both numbers",
			[september, october, november],
			pay("ABO-4187 + ABO-4266", 49.8, "Henrike Ostermann"),
			"ABO-4187 24.90, ABO-4266 24.90",
		),
		when(
			"two months at once, no number",
			[october, november, ...CROWD],
			pay("Abo Okt + Nov", 49.8, "Henrike Ostermann"),
			"review > ABO-4187 + ABO-4266",
		),
		when(
			"the customer's number alone, all months open",
			[september, october, november],
			pay("KdNr K-70112", 24.9, "Henrike Ostermann"),
			"review",
		),
	],
	"double-payment-same-day": [
		when("the same text again", [paid(max)], pay("Bestellung AU-10023", 137.43, "Max Mueller"), "review > AU-10023"),
		when("without a number", [paid(max), ...CROWD], pay("Danke", 137.43, "Max Mueller"), "not assigned"),
		when("by the spouse", [paid(max)], pay("AU-10023", 137.43, "Erika Mueller"), "review > AU-10023"),
		when(
			"another order of the same amount is open",
			[paid(max), buy("AU-10044", 137.43, "Max Müller")],
			pay("AU-10023", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"a stranger's order of the same amount is open",
			[paid(max), buy("AU-10044", 137.43, "Ines Falk")],
			pay("AU-10023", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"twins of two orders: the second has its own number",
			[paid(max), buy("AU-10024", 137.43, "Max Müller")],
			pay("AU-10024", 137.43, "Max Mueller"),
			"AU-10024 137.43",
		),
	],
	"double-payment-later": [
		when(
			"weeks later",
			[paid(max)],
			pay("AU-10023", 137.43, "Max Mueller", { bookingDate: "2026-12-20" }),
			"review > AU-10023",
		),
		when(
			"after a reminder, with its fee",
			[paid(max)],
			pay("Mahnung zu AU-10023 inkl. 5 EUR Gebuehr", 142.43, "Max Müller"),
			"review > AU-10023",
		),
		when(
			"with another open order of the customer",
			[paid(max), buy("AU-10044", 54.1, "Max Müller")],
			pay("AU-10023", 137.43, "Max Müller"),
			"review > AU-10023",
		),
		when(
			"the digits alone hit a stranger's open order elsewhere",
			[paid(max), buy("10023", 61.35, "Ines Falk", { shop: "old" })],
			pay("Bestellung 10023", 137.43, "Max Müller"),
			"review > AU-10023",
		),
		when(
			"with the invoice's number",
			[paid(buy("AU-10023", 137.43, "Max Müller", { invoiceNumber: "RE-2026-0815" }))],
			pay("RE-2026-0815", 137.43, "Max Müller", { bookingDate: "2026-11-28" }),
			"review > AU-10023",
		),
		when("part of it once more", [paid(max)], pay("AU-10023 Rate 2", 70, "Max Müller"), "review > AU-10023"),
	],
};
