import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const max = buy("AU-10023", 137.43, "Max Müller", { customerNumber: "70112" });
const plain = buy("10023", 137.43, "Max Müller");
const crossed = (second: ReturnType<typeof buy>) => [
	buy("1001", 40, "Max Müller", { id: "first", invoiceNumber: "1002" }),
	second,
];
const halves = [buy("AU-10023-1", 40, "Max Müller"), buy("AU-10023-2", 60, "Max Müller")];
const thisYear = buy("RE-2026-0815", 88.2, "Olga Petrova");
const lastYear = buy("RE-2025-0815", 12.34, "Ines Falk");

/** Numbers that contain, continue or cross one another. */
export const NEAR_NUMBERS: Scenarios = {
	"prefix-foreign": [
		when(
			"an invoice's number is another order's of the same customer",
			crossed(buy("1002", 40, "Max Müller", { id: "second" })),
			pay("Rechnung 1002", 40, "Max Mueller"),
			"review > first, second",
		),
		when(
			"an invoice's number is another customer's order, of another amount",
			crossed(buy("1002", 55, "Olga Petrova", { id: "second" })),
			pay("Rechnung 1002", 40, "Max Mueller"),
			"first 40.00",
		),
		when(
			"an invoice's number is another order's, a part",
			crossed(buy("1002", 55, "Max Müller", { id: "second" })),
			pay("1002 Teil", 20, "Max Mueller"),
			"review > first, second",
		),
		when(
			"an invoice's number is another customer's order, by a stranger",
			crossed(buy("1002", 40, "Olga Petrova", { id: "second" })),
			pay("Rechnung 1002", 40, "Renate Vogt"),
			"first 40.00 or review",
		),
	],
	"customer-number-only": [
		when(
			"the customer's number is nearly one of the order numbers",
			[
				buy("2026-12689", 29.9, "Olga Petrova", { customerNumber: "12090" }),
				buy("2026-12690", 29.9, "Olga Petrova", { customerNumber: "12090" }),
			],
			pay("12090", 29.9, "Olga Petrova"),
			"review > 2026-12689, 2026-12690",
		),
	],
	"order-not-yet-synced": [
		when(
			"an invoice's number is nearly the number of another order of the customer",
			[buy("AU-10919", 279.32, "Laborbedarf Frei", { invoiceNumber: "RG-10861" }), ...CROWD],
			pay("FACTURE RG-10910", 279.32, "Laborbedarf Frei"),
			"review > AU-10919",
		),
	],
	"collective-two-customers": [
		when(
			"after an order with its prefix, a number that is two orders', of one amount",
			[buy("AU-14054", 499, "Ines Falk"), buy("AU-12362", 199, "Max Müller"), buy("12362", 199, "Olga Petrova")],
			pay("BESTELLUNG AU-14054 UND 12362", 698, "Bavaria Stahlhandel GbR"),
			"review > AU-14054 + AU-12362",
		),
	],
	"confounding-digits": [
		when(
			"a shorter number inside",
			[buy("1001", 40, "Max Müller"), buy("10012", 40, "Olga Petrova")],
			pay("Bestellung 10012", 40, "Renate Vogt"),
			"10012 40.00",
		),
		when(
			"behind a year",
			[buy("1001", 40, "Max Müller"), ...CROWD],
			pay("Vertrag 2026-1001", 40, "Renate Vogt"),
			"not assigned",
		),
		when("at the end of a longer one", [plain, ...CROWD], pay("Ref 7710023", 137.43, "Renate Vogt"), "not assigned"),
		when(
			"at the beginning of a longer one",
			[plain, ...CROWD],
			pay("100234711", 137.43, "Renate Vogt"),
			"not assigned",
		),
		when(
			"a letter behind it, by a stranger",
			[max],
			pay("AU-10023A", 137.43, "Renate Vogt"),
			"AU-10023 137.43 or review",
		),
		when("a part's number behind it", [max], pay("AU-10023-1", 137.43, "Max Mueller"), "AU-10023 137.43"),
	],
	"separators-changed": [
		when("two halves, one of them named", halves, pay("AU-10023-1", 40, "Max Mueller"), "AU-10023-1 40.00"),
		when(
			"two halves, what they share is named, the sum of both",
			halves,
			pay("AU-10023", 100, "Max Mueller"),
			"review > AU-10023-1 + AU-10023-2",
		),
		when(
			"two halves, what they share is named, one's amount",
			halves,
			pay("AU-10023", 60, "Max Mueller"),
			"AU-10023-2 60.00 or review",
		),
	],
	"typo-hits-closed-order": [
		when(
			"the end alone, last year's is paid",
			[thisYear, paid(lastYear)],
			pay("Rechnung 0815", 88.2, "Olga Petrova"),
			"RE-2026-0815 88.20",
		),
		when(
			"last year's, paid, of the same amount",
			[thisYear, paid({ ...thisYear, id: "old", number: "RE-2025-0815" })],
			pay("RE-2025-0815", 88.2, "Olga Petrova"),
			"review > old",
		),
		when(
			"last year written in January",
			[thisYear, paid(lastYear)],
			pay("RE-2025-0815", 88.2, "Olga Petrova"),
			"RE-2026-0815 88.20 or review",
		),
		when(
			"the end alone, both years open, the amount is last year's",
			[thisYear, lastYear],
			pay("Rg 0815", 12.34, "Renate Vogt"),
			"RE-2025-0815 12.34 or review",
		),
	],
	"typo-omitted-added": [
		when(
			"cut by the bank",
			[max, ...CROWD],
			pay("Vielen Dank fuer Ihre Lieferung Bestellung AU-100", 137.43, "Max Mueller"),
			"AU-10023 137.43 or review",
		),
		when(
			"cut, and by a stranger",
			[max, buy("AU-10024", 50, "Max Müller")],
			pay("AU-100", 137.43, "Renate Vogt"),
			"review > AU-10023",
		),
	],
	"stranger-pays": [
		when(
			"a customer names another one beside the number",
			[max, buy("AU-10030", 137.43, "Olga Petrova")],
			pay("AU-10023 fuer Olga Petrova", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"a customer names another one, both of one amount",
			[max, buy("AU-10030", 137.43, "Olga Petrova")],
			pay("fuer Olga Petrova", 137.43, "Max Mueller"),
			"review > AU-10023, AU-10030",
		),
		when(
			"a customer names another one, of whose amount it is",
			[max, buy("AU-10030", 137.5, "Olga Petrova")],
			pay("fuer Olga Petrova", 137.5, "Max Mueller"),
			"AU-10030 137.50 or review",
		),
		when(
			"a customer pays, and another order costs as much",
			[max, buy("AU-10030", 137.43, "Olga Petrova")],
			pay("Danke", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
	],
};
