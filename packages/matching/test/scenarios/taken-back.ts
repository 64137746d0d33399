import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const plain = buy("10023", 137.43, "Max Müller");
const shop = [max, ...CROWD];

/** Payments that come back, and our own that go out. */
export const TAKEN_BACK: Scenarios = {
	"direct-debit-return": [
		when(
			"with the bank's code",
			[paid(max)],
			pay("AU-10023 RUECKLASTSCHRIFT MANGELS DECKUNG", -140.43, "Max Mueller", {
				transactionCode: "109",
				returnReason: "AM04",
			}),
			"review > AU-10023",
		),
		when(
			"in words only",
			[paid(max)],
			pay("Rückbelastung Lastschrift AU-10023 AC04 Konto aufgelöst", -137.43, "Max Müller", {
				transactionCode: "NMSC",
			}),
			"review > AU-10023",
		),
		when(
			"the order is open again",
			shop,
			pay("RUECKLASTSCHRIFT AU-10023 MS03", -137.43, "Max Müller", { transactionCode: "108", returnReason: "MS03" }),
			"not assigned",
		),
		when(
			"camt",
			[paid(max)],
			pay("AU-10023", -140.43, "Max Müller", { transactionCode: "PMNT-IDDT-UPDD", returnReason: "MD01" }),
			"review > AU-10023",
		),
		when(
			"of something else",
			shop,
			pay("Mitgliedsbeitrag 2026", -20, "Renate Vogt", { transactionCode: "PMNT-IDDT-UPDD" }),
			"not assigned",
		),
		when(
			"we returned a debit of somebody: money in, with our order's amount",
			shop,
			pay("Rücklastschrift Strom AU-10023", 137.43, "Stadtwerke Köln", { transactionCode: "181" }),
			"not assigned",
		),
	],
	"bounced-refund": [
		when(
			"with the bank's code",
			[max],
			pay("Erstattung AU-10023 Konto geschlossen", 137.43, "Max Mueller", {
				transactionCode: "159",
				returnReason: "AC04",
			}),
			"not assigned",
		),
		when(
			"in words only",
			[max],
			pay("RUECKUEBERWEISUNG ERSTATTUNG AU-10023 IBAN FEHLERHAFT", 137.43, "Max Mueller"),
			"not assigned",
		),
		when(
			"a return, as cooperative banks call it",
			[max],
			pay("Retoure SEPA-Ueberweisung vom 02.11. Empfaengerkonto erloschen AU-10023", 137.43, "Max Müller", {
				transactionCode: "051",
			}),
			"not assigned",
		),
		when(
			"the order was paid before",
			[paid(max)],
			pay("AU-10023 Gutschrift", 137.43, "Max Müller", { transactionCode: "PMNT-ICDT-RRTN" }),
			"not assigned",
		),
		when("with our own words alone", [max], pay("Erstattung AU-10023", 137.43, "Max Müller"), "not assigned"),
		when(
			"in English",
			[max],
			pay("RETURNED TRANSFER REFUND AU-10023 ACCOUNT CLOSED", 137.43, "Max Müller"),
			"not assigned",
		),
	],
	"own-refund-out": [
		when(
			"with a number",
			[max],
			pay("Erstattung AU-10023", -137.43, "Max Müller", { transactionCode: "177" }),
			"not assigned",
		),
		when(
			"to a customer with a credit note as negative order",
			[buy("GS-10023", -137.43, "Max Müller")],
			pay("GS-10023", -137.43, "Max Müller", { transactionCode: "117" }),
			"not assigned",
		),
		when(
			"a batch of them",
			shop,
			pay("SAMMELUEBERWEISUNG 5 POSTEN", -512.3, "", { transactionCode: "191" }),
			"not assigned",
		),
		when(
			"of a paid order",
			[paid(max)],
			pay("Rueckzahlung AU-10023", -137.43, "Max Müller", { transactionCode: "PMNT-ICDT-ESCT" }),
			"not assigned",
		),
		when(
			"to a supplier, with a number like ours",
			[plain],
			pay("Rechnung 10023", -137.43, "Würth GmbH", { transactionCode: "116" }),
			"not assigned",
		),
	],
};
