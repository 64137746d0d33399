import { buy, CROWD, pay, type Scenarios, when, wrapped } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller");
const olga = buy("RE-2026-0815", 88.2, "Olga Petrova");
const invoiced = buy("AU-10023", 119, "Jörg Groß", { invoiceNumber: "RE-2026-0815", customerNumber: "K-70112" });
const year = buy("AU-2026-10023", 249, "Katharina Brandstätter");
const zeros = buy("00010023", 64.9, "Sofia Weidinger");

/** The number stands there, as payers and banks write it. */
export const WRITTEN_NUMBERS: Scenarios = {
	"exact-number": [
		when(
			"as the mail said",
			[max],
			pay("Bestellung AU-10023 vom 01.11.2026", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"with all the tags of a bank",
			[invoiced, ...CROWD],
			pay("EREF+NOTPROVIDED\nSVWZ+RECHNUNG RE-2026-0815 \nVOM 02.11.2026 KD-NR 70112", 119, "JOERG GROSS"),
			"AU-10023 119.00",
		),
		when(
			"in a crowd, at a common price",
			[buy("AU-10223", 119, "Rainer Koslowski"), ...CROWD],
			pay("AU-10223", 119, "RAINER KOSLOWSKI"),
			"AU-10223 119.00",
		),
		when(
			"an instant payment with a greeting",
			[olga],
			pay("re-2026-0815 vielen dank und lg olga", 88.2, "Olga Petrova", { transactionCode: "168" }),
			"RE-2026-0815 88.20",
		),
		when(
			"in English, from abroad",
			[buy("INV-88213", 412.5, "John O'Brien")],
			pay("PAYMENT INVOICE NO. INV-88213 /INV/ THANK YOU", 412.5, "MR J O'BRIEN"),
			"INV-88213 412.50",
		),
		when(
			"the customer has further open orders",
			[max, buy("AU-10024", 50, "Max Müller"), buy("AU-10077", 12.9, "Max Müller")],
			pay("Bestellnr. AU-10023", 137.43, "Müller, Max"),
			"AU-10023 137.43",
		),
		when(
			"the customer has another open order of this amount",
			[max, buy("AU-10077", 137.43, "Max Müller")],
			pay("Rg. zu AU-10077", 137.43, "Max Mueller"),
			"AU-10077 137.43",
		),
		when(
			"an eBay number in capitals",
			[buy("12-34567-89012", 23.49, "Tanja Urban")],
			pay("EBAY O*12-34567-89012 TANJA URBAN", 23.49, "URBAN TANJA"),
			"12-34567-89012 23.49",
		),
		when(
			"Austrian payer with a payment reference in words",
			[year],
			pay("Zahlungsreferenz: AU-2026-10023", 249, "DI Katharina Brandstaetter"),
			"AU-2026-10023 249.00",
		),
	],
	"prefix-missing": [
		when("after a label", [max], pay("Best.Nr 10023", 137.43, "Max Mueller"), "AU-10023 137.43"),
		when("nothing but the digits, by somebody else", [max], pay("10023", 137.43, "Renate Vogt"), "AU-10023 137.43"),
		when("glued to the label", [max], pay("BESTELLUNGNR.10023", 137.43, "MUELLER MAX"), "AU-10023 137.43"),
		when(
			"the invoice's digits, separated by a slash",
			[invoiced],
			pay("Rg.Nr.: 2026/0815", 119, "J. Gross"),
			"AU-10023 119.00",
		),
		when(
			"the year left out as well",
			[year],
			pay("Auftrag 10023", 249, "Brandstaetter Katharina"),
			"AU-2026-10023 249.00",
		),
		when(
			"four digits after a label",
			[buy("WB4711", 36.4, "Ralf Thiele"), ...CROWD],
			pay("Bestellnummer: 4711, danke", 36.4, "THIELE"),
			"WB4711 36.40",
		),
		when(
			"four digits that may be anything, from a stranger, at a common price",
			[buy("WB4711", 19.9, "Ralf Thiele"), ...CROWD],
			pay("Koelnisch Wasser 4711", 19.9, "Gerda Lohse"),
			"not assigned",
		),
	],
	"prefix-foreign": [
		when("an invoice prefix on an order number", [max], pay("RG10023", 137.43, "Max Müller"), "AU-10023 137.43"),
		when("RE instead of AU, with a date", [max], pay("RE-10023 v. 1.11.26", 137.43, "MUELLER MAX"), "AU-10023 137.43"),
		when(
			"the foreign prefix is that of another order's invoice",
			[max, buy("AU-20001", 80.55, "Olga Petrova", { invoiceNumber: "RG-10023" })],
			pay("RG-10023", 80.55, "OLGA PETROVA"),
			"AU-20001 80.55",
		),
		when(
			"a prefix of ours belongs to the other order, amount and payer to this one",
			[max, buy("AU-20001", 80.55, "Olga Petrova", { invoiceNumber: "RG-10023" })],
			pay("RG-10023", 137.43, "Max Müller"),
			"AU-10023 137.43 or review",
		),
		when("KD is no order", [max], pay("KD-10023", 61.5, "Renate Vogt"), "not assigned"),
		when(
			"a prefix nobody knows, from a stranger, at a common price",
			[buy("AU-10023", 119, "Max Müller"), ...CROWD],
			pay("XY-10023", 119, "Renate Vogt"),
			"review > AU-10023",
		),
	],
	"zeros-dropped": [
		when("all of them", [zeros], pay("Bestellung 10023", 64.9, "Sofia Weidinger"), "00010023 64.90"),
		when("some of them", [zeros], pay("Bestellung 0010023", 64.9, "SOFIA WEIDINGER"), "00010023 64.90"),
		when("all of them, by somebody else", [zeros], pay("Bestell-Nr. 10023", 64.9, "Hans Weidinger"), "00010023 64.90"),
		when(
			"after a prefix and a year",
			[buy("RE-2026-00042", 411.78, "Sofia Weidinger")],
			pay("Rechnung RE-2026-42", 411.78, "Weidinger S."),
			"RE-2026-00042 411.78",
		),
		when("one too many", [max], pay("AU-010023", 137.43, "Max Mueller"), "AU-10023 137.43"),
		when(
			"three digits left that may be anything",
			[buy("000451", 29.9, "Sofia Weidinger"), ...CROWD],
			pay("Zimmer 451", 29.9, "Gerda Lohse"),
			"not assigned",
		),
	],
	"separators-changed": [
		when("slashes", [olga], pay("RE 2026/0815", 88.2, "Olga Petrova"), "RE-2026-0815 88.20"),
		when("none at all", [olga], pay("RE20260815", 88.2, "Renate Vogt"), "RE-2026-0815 88.20"),
		when("dots", [olga], pay("Rechnung RE.2026.0815", 88.2, "PETROVA"), "RE-2026-0815 88.20"),
		when("underscores and small letters", [olga], pay("re_2026_0815", 88.2, "Petrova Olga"), "RE-2026-0815 88.20"),
		when(
			"an eBay number in one",
			[buy("12-34567-89012", 23.49, "Tanja Urban")],
			pay("eBay 123456789012", 23.49, "Tanja Urban"),
			"12-34567-89012 23.49",
		),
		when(
			"a number sign spelled out",
			[buy("#1001", 36.4, "Ralf Thiele")],
			pay("Order Nr. 1001", 36.4, "Ralf Thiele"),
			"#1001 36.40",
		),
		when(
			"hyphens where there are none",
			[buy("2026110815", 88.2, "Olga Petrova")],
			pay("2026-11-0815", 88.2, "Olga Petrova"),
			"2026110815 88.20",
		),
	],
	"spaces-in-number": [
		when("every digit apart", [max], pay("A U 1 0 0 2 3", 137.43, "Max Mueller"), "AU-10023 137.43"),
		when("by thousands", [max], pay("AU-10 023", 137.43, "MAX MUELLER"), "AU-10023 137.43"),
		when(
			"in the middle of words too",
			[max],
			pay("Rechnun g AU-1002 3 Dank e", 137.43, "Max Müller"),
			"AU-10023 137.43",
		),
		when("around the hyphens", [year], pay("AU - 2026 - 10023", 249, "K. Brandstätter"), "AU-2026-10023 249.00"),
		when("in pairs", [olga], pay("RE 20 26 08 15", 88.2, "Olga Petrova"), "RE-2026-0815 88.20"),
		when("by somebody else", [max], pay("AU 100 23", 137.43, "Renate Vogt"), "AU-10023 137.43"),
		when(
			"a single space and a second order of the same beginning",
			[max, buy("AU-100", 15, "Ines Falk")],
			pay("AU-100 23", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
	],
	"wrap-27-in-number": [
		when(
			"within the digits",
			[max],
			pay(wrapped(27, "Zahlung Ihrer Rechnung AU-10023 vom 01.11.2026"), 137.43, "MUELLER MAX"),
			"AU-10023 137.43",
		),
		when(
			"after the prefix",
			[max],
			pay(wrapped(27, "Zahlung Ihre Rechnung Nr AU-10023 vielen Dank"), 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"joined by a blank",
			[max],
			pay(wrapped(27, "SVWZ+Kauf im Onlineshop AU-10023 vom 01.11.").replaceAll("\n", " "), 137.43, "Max Müller"),
			"AU-10023 137.43",
		),
		when(
			"within the year",
			[olga],
			pay(wrapped(27, "Ueberweisung Rechnung RE-2026-0815 Danke"), 88.2, "PETROVA OLGA"),
			"RE-2026-0815 88.20",
		),
		when(
			"by somebody else",
			[max],
			pay(wrapped(27, "Bezahlung der Bestellung 10023 fuer meine Mutter"), 137.43, "Renate Vogt"),
			"AU-10023 137.43",
		),
		when(
			"the first half alone is another order",
			[max, buy("AU-100", 15, "Ines Falk")],
			pay(wrapped(27, "Zahlung meiner Ware AU-10023 vom 1.11."), 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
	],
	"wrap-35-newline": [
		when(
			"within the digits",
			[max],
			pay(wrapped(35, "Ueberweisung zu der Bestellung AU-10023, Max Mueller"), 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"a line of its own",
			[max],
			pay("Max Mueller\nAU-10023\nHauptstr. 17\n50667 Koeln", 137.43, "MUELLER"),
			"AU-10023 137.43",
		),
		when(
			"the last digits alone on their line",
			[year],
			pay(wrapped(35, "Rg.betrag zur Bestellung AU-2026-10023"), 249, "BRANDSTAETTER KATHARINA"),
			"AU-2026-10023 249.00",
		),
		when(
			"Windows line ends",
			[invoiced],
			pay("RECHNUNG RE-2026-\r\n0815 KUNDE 70112", 119, "Joerg Gross"),
			"AU-10023 119.00",
		),
		when(
			"a house number begins the next line",
			[max],
			pay("Max Mueller Bestellung Nr. AU-10023\n17 Hauptstrasse", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"a date begins the next line, payer is somebody else",
			[max],
			pay("Bestellung ueber den Shop: AU-10023\n01.11.2026", 137.43, "Renate Vogt"),
			"AU-10023 137.43",
		),
	],
};
