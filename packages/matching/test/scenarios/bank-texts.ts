import { buy, CROWD, pay, type Scenarios, when, whenever } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller", { customerNumber: "70112" });
const next = buy("AU-10024", 50, "Max Müller");
const shop = [max, ...CROWD];
const paid = "AU-10023 137.43";
const invoiced = buy("AU-10023", 137.43, "Max Müller", { invoiceNumber: "RE-2026-0815" });

/** More of what stands around a number, by banks, apps and people. */
export const BANK_TEXTS: Scenarios = {
	"exact-number": [
		...whenever(
			[
				"SVWZ+AU-10023",
				"EREF+NOTPROVIDEDKREF+NONREFSVWZ+AU-10023",
				"SVWZ+AU-10023EREF+NOTPROVIDED",
				"/INV/AU-10023 1.11.2026",
				"/RFB/AU-10023",
				"AU-10023 DATUM 05.11.2026, 10.11 UHR1.TAN 123456",
				"Rg. Nr.: AU-10023Kd.Nr.: 70112",
				"AU-10023KDNR70112",
				"BESTELLUNGAU-10023DANKE",
				"AU-10023-Max-Mueller",
				"AU-10023_Mueller",
				"Ihr Zeichen: AU-10023 v. 1.11.",
				"Vorkasse zu AU-10023, bitte an Packstation 112 liefern",
			],
			shop,
			[137.43, "Max Mueller"],
			paid,
		),
		...whenever(
			[
				"Bestellnummer: AU10023. Kundennummer:70112",
				"Fa. Meier wg AU-10023, Rg.-Nr. 4711 v. 3.11.",
				"AU-10023 / Rechnung folgt?",
				"bestellung au-10023, tel 0171-5551234, bitte schnell liefern",
			],
			shop,
			[137.43, "Renate Vogt"],
			paid,
		),
		when(
			"order and invoice number of one order",
			[invoiced],
			pay("AU-10023 RE-2026-0815", 137.43, "Renate Vogt"),
			paid,
		),
		when("both, without their prefixes", [invoiced], pay("Rg 2026-0815 Best 10023", 137.43, "Renate Vogt"), paid),
		when(
			"both, and a part of the amount",
			[invoiced],
			pay("AU-10023 Rg RE-2026-0815 Teil", 60, "Max Mueller"),
			"AU-10023 60.00",
		),
		when(
			"another order's number as end-to-end id",
			[max, next],
			pay("AU-10023", 137.43, "Max Mueller", { endToEndId: "AU-10024" }),
			"AU-10023 137.43 or review",
		),
		when(
			"twice, and a part of the amount",
			[max],
			pay("EREF+AU-10023 SVWZ+AU-10023 1. Rate", 60, "Max Mueller"),
			"AU-10023 60.00",
		),
		when(
			"the project",
			[{ ...max, additionalNumbers: ["Projekt 2026-77"] }],
			pay("Projekt 2026-77", 137.43, "Renate Vogt"),
			paid,
		),
		when(
			"a file number",
			[{ ...max, additionalNumbers: ["12 O 345/26"] }],
			pay("Az. 12 O 345/26 Mueller", 137.43, "RAe Vogt"),
			paid,
		),
		...["PMNT-RRCT-ESCT", "NTRF+166+9070", "NTRF+152+8201", "167", "PMNT-RCDT-XBCT"].map((transactionCode) =>
			when(`as ${transactionCode}`, shop, pay("AU-10023", 137.43, "Max Mueller", { transactionCode }), paid),
		),
	],
	"prefix-missing": [
		...whenever(
			[
				"Auftrag#10023",
				"Order no:10023",
				"Commande n°10023",
				"ordine nr. 10023",
				"zamówienie 10023",
				"RNR10023KDNR70112",
				"Bestellung: 10023 Rechnung: 77001",
			],
			shop,
			[137.43, "Renate Vogt"],
			paid,
		),
		when("three numbers in a row", shop, pay("10023 / 70112 / 01.11.2026", 137.43, "Max Mueller"), paid),
		when("a point for thousands", shop, pay("Nr. 10.023", 137.43, "Max Mueller"), paid),
		when("pieces of it", shop, pay("3 x 10023", 137.43, "Max Mueller"), paid),
	],
	"separators-changed": [
		...whenever(
			["AU–10023", "AU\u00a010023", "AU\u201110023", "AU.10023", "AU/10023", "(AU-10023)", "AU:10023"],
			shop,
			[137.43, "Max Mueller"],
			paid,
		),
		when("a long dash, by somebody else", shop, pay("AU–10023", 137.43, "Renate Vogt"), paid),
		when("a point for thousands", shop, pay("AU-10.023", 137.43, "Max Mueller"), paid),
		...(
			[
				["SW10023", "Vorkasse Bestellung SW 10023"],
				["ORD/2026/11/0042", "ORD 2026 11 0042"],
				["20261101-0007", "Bestellung 202611010007"],
				["WC-3F9A21", "WC 3F9A21"],
				["K7XQ2M", "Zahlung k7xq2m danke"],
				["B-2026.11.0004", "B2026-11-0004"],
			] as const
		).map(([number, text]) =>
			when(
				`${number} as ${text}`,
				[buy(number, 137.43, "Nils Petersen"), ...CROWD],
				pay(text, 137.43, "Renate Vogt"),
				`${number} 137.43`,
			),
		),
	],
	"spaces-in-number": [
		when(
			"ten digits in groups, by somebody else",
			[buy("1000012345", 137.43, "Nils Petersen"), ...CROWD],
			pay("1000 012 345", 137.43, "Renate Vogt"),
			"1000012345 137.43",
		),
		when(
			"letters in groups",
			[buy("K7XQ2M", 137.43, "Nils Petersen")],
			pay("K7X Q2M", 137.43, "Nils Petersen"),
			"K7XQ2M 137.43",
		),
	],
	"confounding-digits": [
		...whenever(
			[
				"AU-10023€137,43",
				"AU-10023 137,43€",
				"AU-10023 137.43 EUR",
				"AU-10023 EUR137,43",
				"EUR 137,43 AU-10023",
				"10023 EUR 137,43",
				"AU-10023 Max Mueller, Kostenstelle 4711, Projekt 20417",
				"AU-10023 Zaehler 20417",
				"AU-10023 Auftrag vom 01.11.26 09:30 Uhr",
			],
			[max, buy("AU-20417", 61.35, "Ines Falk")],
			[137.43, "Max Mueller"],
			paid,
		),
		when(
			"a date is somebody's number",
			[buy("011126", 19.9, "Ines Falk"), ...CROWD],
			pay("vom 01.11.26", 19.9, "Renate Vogt"),
			"not assigned",
		),
		when(
			"the year is somebody's number",
			[buy("2026", 650, "Ines Falk"), ...CROWD],
			pay("Miete 2026", 650, "Renate Vogt"),
			"not assigned",
		),
		when(
			"the year is somebody's number, and not meant",
			[max, buy("2026", 650, "Ines Falk")],
			pay("AU-10023 vom 1.11.2026", 137.43, "Renate Vogt"),
			paid,
		),
		when(
			"the year is the number, and meant",
			[buy("2026", 64.2, "Ines Falk")],
			pay("Bestellung 2026", 64.2, "Renate Vogt"),
			"2026 64.20",
		),
		when(
			"a book's title",
			[buy("1001", 19.9, "Ines Falk"), ...CROWD],
			pay("1001 Nacht", 19.9, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a postcode is a stranger's number, the price is both orders'",
			[buy("10115", 19.9, "Ines Falk"), buy("AU-10200", 19.9, "Max Müller"), ...CROWD],
			pay("Max Mueller 10115 Berlin", 19.9, "Max Mueller"),
			"AU-10200 19.90 or review",
		),
	],
	"name-swapped-title-truncated": [
		...[
			"Herrn Max Müller",
			"Mu\u0308ller Max",
			"MAX MUELLER UND ERIKA MUELLE",
			"Max Mueller, Hauptstr. 17, 50667 Koeln",
			"M Ü L L E R MAX",
		].map((payer) =>
			when(
				`a part by ${payer}`,
				[max],
				pay("AU-10023 Teil", 60, payer),
				payer.startsWith("M ") ? "AU-10023 60.00 or review" : "AU-10023 60.00",
			),
		),
		...(
			[
				["Eva Meyer-Lüdenscheid", "Meyer Luedenscheid Eva"],
				["Eva Meyer-Lüdenscheid", "Eva Meyerluedenscheid"],
				["John O'Brien", "MR JOHN OBRIEN"],
				["John O'Brien", "Mr. John O Brien"],
				["Anne-Marie de Vries", "A.M. DE VRIES"],
				["Prof. Dr. Karl von Hohenstein", "Karl v. Hohenstein"],
			] as const
		).map(([name, payer]) =>
			when(
				`${name} as ${payer}`,
				[buy("AU-10023", 137.43, name)],
				pay("AU-10023 Teil", 60, payer),
				"AU-10023 60.00 or review",
			),
		),
		when(
			"a company with + for &",
			[buy("AU-10023", 137.43, "", { company: "Vogt & Partner mbB" })],
			pay("AU-10023 Teil", 60, "Vogt + Partner GmbH"),
			"AU-10023 60.00",
		),
	],
};
