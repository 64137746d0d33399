import { buy, CROWD, paid, pay, type Scenarios, when, whenever } from "./case.ts";

const name = "Autohaus Reitmeier";
const invoices = [
	buy("RE-2026-0811", 137.43, name),
	buy("RE-2026-0812", 50, name),
	buy("RE-2026-0813", 88.2, name),
	...CROWD,
];
const threeInvoices = "RE-2026-0811 137.43, RE-2026-0812 50.00, RE-2026-0813 88.20";
const orders = [buy("AU-23471", 137.43, name), buy("AU-23472", 50, name), buy("AU-23473", 88.2, name), ...CROWD];
const threeOrders = "AU-23471 137.43, AU-23472 50.00, AU-23473 88.20";
/** The same digits in another shop, and as invoice numbers of strangers. */
const crossed = [
	...orders,
	...[23_471, 23_472, 23_473].flatMap((number) => [
		buy(`${number}`, 41.3, `Ines Falk ${number}`, { shop: "old" }),
		buy(`AU-${number + 900}`, 17.15, `Jan Kroll ${number}`, { invoiceNumber: `RG-${number}` }),
	]),
];
const hashed = [3088, 3089, 3090, 3091].map((number, i) => buy(`#${number}`, 20.1 + i, name));
const fourHashed = "#3088 20.10, #3089 21.10, #3090 22.10, #3091 23.10";
const terms = { terms: [{ days: 14, discountPercent: 2 }] };
const older = buy("2025-12128", 50, name, terms);
const younger = buy("2025-12421", 119, name, terms);

/** Numbers of which not each is written in full. */
export const LISTS_OF_NUMBERS: Scenarios = {
	"collective-all-numbers": [
		...whenever(
			[
				"RE-2026-0811,0812,0813",
				"RE-2026-0811, 812 und 813",
				"RE-2026-0811/12/13",
				"RE-2026-0811,-0812,-0813",
				"RE-2026-0811 vom 1.11., 0812 vom 2.11., 0813 vom 3.11.",
				"RE-2026-0811 (137,43), 0812 (50,00), 0813 (88,20)",
				"3 Rechnungen: 0811, 0812, 0813",
				"RE 2026-0811 + 0812 + 0813",
				"RE-2026-0811 & 0812 & 0813",
				"RE-2026-0811-0812-0813",
				"RE-2026-0811 0812 0813",
				"RE-2026-0811/0812/0813 VIELEN DANK 50667 KOELN",
				"Rechnungs-Nr. 0811 / 0812 / 0813",
				"2026-0811/2026-0812/2026-0813",
			],
			invoices,
			[275.63, name],
			threeInvoices,
		),
		...whenever(
			[
				"AU-23471/72/73",
				"AU-23471,72,73",
				"BESTELLNUMMER AU-23471/72/73",
				"Best. 23471/23472/23473",
				"AU 23471, 472, 473",
			],
			crossed,
			[275.63, name],
			threeOrders,
		),
		...whenever(
			["2025-12128/2025-12421", "BEST. 2025-12128/2025-12421 -SKONTO", "2025-12128/12421"],
			[older, younger, ...CROWD],
			[165.62, name],
			"2025-12128 49.00, 2025-12128 1.00 cashDiscount, 2025-12421 116.62, 2025-12421 2.38 cashDiscount",
		),
		when(
			"the ends alone, by a stranger",
			invoices,
			pay("RE 0811 0812 0813", 275.63, "Renate Vogt"),
			"review > RE-2026-0811 + RE-2026-0812 + RE-2026-0813",
		),
		when("ends by a stranger, after the first", orders, pay("AU-23471/72/73", 275.63, "Renate Vogt"), threeOrders),
		when(
			"the ends are of another year's orders as well",
			[...invoices, ...["0811", "0812", "0813"].map((end) => paid(buy(`RE-2025-${end}`, 70, name)))],
			pay("RE-2026-0811/0812/0813", 275.63, name),
			threeInvoices,
		),
		when("one paid, a pair of digits behind it", orders, pay("AU-23471, 2 Stueck", 137.43, name), "AU-23471 137.43"),
		when("one paid, a year behind it", orders, pay("AU-23471/26", 137.43, name), "AU-23471 137.43"),
		when(
			"a house number behind it is no order",
			orders,
			pay("AU-23471 und 73 EUR bar", 137.43, name),
			"AU-23471 137.43",
		),
		when(
			"the ends are somebody else's orders",
			[buy("AU-23471", 137.43, name), buy("AU-23472", 50, "Ines Falk")],
			pay("AU-23471/72", 137.43, name),
			"AU-23471 137.43 or review",
		),
		when("a short end, and the sum is wrong", orders, pay("AU-23471/72", 180, name), "review > AU-23471 + AU-23472"),
		when(
			"two cents too little",
			orders,
			pay("AU-23471, AU-23472, AU-23473", 275.61, name),
			"review > AU-23471 + AU-23472 + AU-23473",
		),
		when(
			"one of them cancelled",
			[buy("AU-23471", 137.43, name), buy("AU-23472", 50, name, { standing: "cancelled" })],
			pay("AU-23471/72", 187.43, name),
			"not assigned",
		),
		when(
			"one of them in another currency",
			[buy("AU-23471", 137.43, name), buy("AU-23472", 50, name, { currency: "CHF" })],
			pay("AU-23471/72", 187.43, name),
			"not assigned",
		),
	],
	"collective-range-notation": [
		...whenever(
			["AU-23471-73", "AU-23471 - 23473", "AU-23471 bis 73", "AU 23471 - AU 23473", "Vorgang AU-23471-473"],
			crossed,
			[275.63, name],
			threeOrders,
		),
		...whenever(
			["RE 0811 - 0813", "Rechnungen 0811 bis 0813", "RE-2026-0811 bis -0813"],
			invoices,
			[275.63, name],
			threeInvoices,
		),
		...whenever(
			["#3088 bis 3091", "#3088 - #3091", "Auftragsnr. #3088 bis #3091", "#3088-91"],
			[...hashed, ...CROWD],
			[86.4, name],
			fourHashed,
		),
	],
	"skonto-on-collective": [
		when(
			"a range, on all of them",
			[buy("AU-23471", 100, name, terms), buy("AU-23472", 50, name, terms)],
			pay("AU-23471-72 ./. 2% Skonto", 147, name),
			"AU-23471 98.00, AU-23471 2.00 cashDiscount, AU-23472 49.00, AU-23472 1.00 cashDiscount",
		),
		when(
			"three cents off the discount of one",
			[buy("AU-23471", 100, name, terms), buy("AU-23472", 50, name), buy("AU-23473", 60, name)],
			pay("AU-23471/72/73 Skonto", 208.03, name),
			"review > AU-23471 + AU-23472 + AU-23473",
		),
	],
};
