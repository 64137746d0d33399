import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const cancelled = { ...max, standing: "cancelled" as const };
const next = buy("AU-10044", 54.1, "Max Müller");
const tomorrow = { placedAt: "2026-11-06T08:00:00Z" };
const back = { transactionCode: "109", returnReason: "MD06" };

/** The order is not open, not known yet, or not any more. */
export const LIFECYCLE: Scenarios = {
	"cancelled-order-paid": [
		when("number, amount and payer", [cancelled], pay("AU-10023", 137.43, "Max Mueller"), "review > AU-10023"),
		when("no number", [cancelled, ...CROWD], pay("Danke", 137.43, "Max Mueller"), "not assigned"),
		when(
			"by a stranger",
			[cancelled, ...CROWD],
			pay("Bestellung AU-10023", 137.43, "Renate Vogt"),
			"review > AU-10023",
		),
		when(
			"ordered again: the number is the cancelled one's",
			[cancelled, buy("AU-10044", 137.43, "Max Müller")],
			pay("AU-10023", 137.43, "Max Müller"),
			"review > AU-10023, AU-10044",
		),
		when(
			"ordered again: the number is the new one's",
			[cancelled, buy("AU-10044", 137.43, "Max Müller")],
			pay("AU-10044", 137.43, "Max Müller"),
			"AU-10044 137.43",
		),
		when(
			"with another open order, together",
			[cancelled, next],
			pay("AU-10023 und AU-10044", 191.53, "Max Müller"),
			"review > AU-10023 + AU-10044",
		),
		when("a part", [cancelled], pay("AU-10023 Anzahlung", 50, "Max Müller"), "review > AU-10023"),
	],
	"old-template-number": [
		when(
			"the paid order's number, the open order's amount",
			[paid(max), next],
			pay("AU-10023", 54.1, "Max Mueller"),
			"review > AU-10044",
		),
		when(
			"both open, the amount is the other's",
			[max, next],
			pay("AU-10023", 54.1, "Max Mueller"),
			"review > AU-10023, AU-10044",
		),
		when(
			"the paid order cost as much",
			[paid(max), buy("AU-10044", 137.43, "Max Müller")],
			pay("AU-10023", 137.43, "Max Mueller"),
			"review > AU-10044",
		),
		when(
			"old and new number",
			[paid(max), next],
			pay("AU-10044 (zuvor AU-10023)", 54.1, "Max Mueller"),
			"AU-10044 54.10",
		),
		when(
			"an old number nobody knows any more",
			[next, ...CROWD],
			pay("AU-4711", 54.1, "Max Mueller"),
			"AU-10044 54.10 or review",
		),
		when(
			"the paid order's number, the rest of the open one",
			[paid(max), { ...next, open: { minor: 2_410, currency: "EUR" } }],
			pay("AU-10023", 24.1, "Max Müller"),
			"review > AU-10044",
		),
		when(
			"an old number, and an amount that is nobody's",
			[paid(max), next],
			pay("AU-10023", 99, "Max Müller"),
			"review",
		),
	],
	"order-not-yet-synced": [
		when(
			"an unknown number, an unknown payer",
			[next],
			pay("Bestellung AU-10090", 77.7, "Renate Vogt"),
			"not assigned",
		),
		when(
			"the payer has another open order of another amount",
			[next],
			pay("Bestellung AU-10090", 77.7, "Max Müller"),
			"not assigned",
		),
		when(
			"a stranger's open order has this amount",
			[buy("AU-10044", 77.7, "Ines Falk"), ...CROWD],
			pay("Bestellung AU-10090", 77.7, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a stranger's open order has nearly this number",
			[buy("AU-10091", 54.1, "Ines Falk")],
			pay("Bestellung AU-10090", 77.7, "Max Müller"),
			"not assigned",
		),
		when(
			"a stranger's open order has nearly this number, and this amount",
			[buy("AU-10091", 77.7, "Ines Falk")],
			pay("Bestellung AU-10090", 77.7, "Max Müller"),
			"not assigned",
		),
		when(
			"the payer has an older open order of this amount",
			[buy("AU-10044", 77.7, "Max Müller"), ...CROWD],
			pay("Bestellung AU-10390", 77.7, "Max Müller"),
			"review > AU-10044",
		),
		when(
			"the next month's number, the last month is still open",
			[buy("ABO-4187", 24.9, "Henrike Ostermann", { placedAt: "2026-10-01" }), ...CROWD],
			pay("ABO-4266", 24.9, "Henrike Ostermann"),
			"review > ABO-4187",
		),
		when(
			"together with one that is known",
			[next],
			pay("AU-10044 und AU-10090", 131.8, "Max Müller"),
			"review > AU-10044",
		),
		when("nothing is known yet", [], pay("Bestellung AU-10090", 77.7, "Max Müller"), "not assigned"),
	],
	"paid-before-order-date": [
		when(
			"the day before",
			[buy("AU-10023", 137.43, "Max Müller", tomorrow)],
			pay("AU-10023", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"no number, name and amount",
			[buy("AU-10023", 137.43, "Max Müller", tomorrow), ...CROWD],
			pay("Danke", 137.43, "Max Mueller"),
			"not assigned",
		),
		when(
			"the same day, hours later",
			[buy("AU-10023", 137.43, "Max Müller", { placedAt: "2026-11-05T21:14:00Z" })],
			pay("AU-10023", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"a month before, by a stranger",
			[buy("AU-10023", 137.43, "Max Müller", tomorrow)],
			pay("10023", 137.43, "Renate Vogt", { bookingDate: "2026-10-05" }),
			"not assigned",
		),
		when(
			"an order of the day is as good",
			[buy("AU-10023", 137.43, "Max Müller", tomorrow), buy("AU-10022", 137.43, "Max Müller")],
			pay("Bestellung AU-10022", 137.43, "Max Müller"),
			"AU-10022 137.43",
		),
		when(
			"one of two orders was placed later",
			[max, buy("AU-10044", 54.1, "Max Müller", tomorrow)],
			pay("AU-10023 AU-10044", 191.53, "Max Müller"),
			"review > AU-10023 + AU-10044",
		),
	],
	"import-twice": [
		when(
			"the order is paid by now",
			[paid(max)],
			pay("SVWZ+Bestellung AU-10023", 137.43, "Max Mueller", { transactionCode: "168" }),
			"review > AU-10023",
		),
		when(
			"the notice has another text",
			[paid(max)],
			pay("ECHTZEITUEBERWEISUNG AU-1002 3", 137.43, "MUELLER MAX"),
			"review > AU-10023",
		),
		when("the notice has no name", [paid(max)], pay("AU-10023", 137.43, ""), "review > AU-10023"),
		when(
			"the notice has no text: a stranger's order of this amount is open",
			[paid(max), buy("AU-10044", 137.43, "Ines Falk")],
			pay("", 137.43, "Max Mueller"),
			"not assigned",
		),
		when(
			"a collective payment once more",
			[paid(max), paid(next)],
			pay("AU-10023 AU-10044", 191.53, "Max Müller"),
			"review",
		),
		when(
			"the only posting there is: not a double",
			[max],
			pay("SVWZ+Bestellung AU-10023", 137.43, "Max Mueller", { transactionCode: "PMNT-RRCT-ESCT" }),
			"AU-10023 137.43",
		),
	],
	"chargeback-after-close": [
		when(
			"the collection came back",
			[paid(max)],
			pay("RUECKLASTSCHRIFT AU-10023 MD06 WIDERSPRUCH DURCH ZAHLER", -140.43, "Max Mueller", back),
			"not assigned",
		),
		when(
			"a card's chargeback",
			[paid(max)],
			pay("CHARGEBACK AU-10023", -137.43, "Nexi Germany GmbH", { transactionCode: "177" }),
			"not assigned",
		),
		when(
			"a recalled transfer",
			[paid(max)],
			pay("SEPA-UEBERWEISUNG RUECKRUF AU-10023", -137.43, "Max Mueller", { transactionCode: "PMNT-RCDT-RRTN" }),
			"not assigned",
		),
		when(
			"open again, then paid",
			[max],
			pay("AU-10023 nach Ruecklastschrift, sorry", 137.43, "Max Mueller"),
			"AU-10023 137.43 or review",
		),
		when(
			"open again, then paid with the fee",
			[max],
			pay("AU-10023 + 3 EUR Gebuehr", 140.43, "Max Mueller"),
			"AU-10023 137.43, AU-10023 3.00 surplus",
		),
		when(
			"while another order is open with this amount",
			[paid(max), buy("AU-10044", 137.43, "Max Müller")],
			pay("Rueckgabe AU-10023", -137.43, "Max Müller", back),
			"not assigned",
		),
	],
};
