import type { Policy } from "../../src/policy.ts";
import { buy, CROWD, paid, pay, type Scenarios, when } from "./case.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const max = buy("AU-10023", 137.43, "Max Müller", { customerNumber: "70112" });
const discounted = { ...max, terms: [{ days: 14, discountPercent: 2 }] };
const tolerance: Policy = { tolerance: { amount: eur(50) } };
const charges: Policy = { charges: eur(1_500) };
const iban = "AT611904300234573201";

/** What a merchant's settings, an order's data and known accounts change, and what they do not. */
export const SETTINGS: Scenarios = {
	"underpaid-bank-fee": [
		when(
			"charges by setting, but by a stranger",
			[max, ...CROWD],
			pay("AU-10023", 127.43, "Renate Vogt"),
			"review > AU-10023",
			{ policy: charges },
		),
		when(
			"charges on the rest",
			[{ ...max, open: eur(6_943) }],
			pay("AU-10023 Rest", 59.43, "Max Mueller"),
			"AU-10023 59.43, AU-10023 10.00 charges",
			{ policy: charges },
		),
	],
	"underpaid-cents": [
		when("a tolerance of nothing", [max], pay("AU-10023", 137.4, "Max Mueller"), "AU-10023 137.40", {
			policy: { tolerance: { amount: eur(0) } },
		}),
		when("a tolerance in another currency", [max], pay("AU-10023", 137.4, "Max Mueller"), "AU-10023 137.40", {
			policy: { tolerance: { amount: { minor: 50, currency: "CHF" } } },
		}),
		when("a cent more than the tolerance", [max], pay("AU-10023", 136.92, "Max Mueller"), "AU-10023 136.92", {
			policy: tolerance,
		}),
		when(
			"just the tolerance",
			[max],
			pay("AU-10023", 136.93, "Max Mueller"),
			"AU-10023 136.93, AU-10023 0.50 tolerance",
			{ policy: tolerance },
		),
		when(
			"no number, within the tolerance",
			[max, ...CROWD],
			pay("Danke", 137.4, "Max Mueller"),
			"AU-10023 137.40, AU-10023 0.03 tolerance or review",
			{ policy: tolerance },
		),
	],
	"skonto-in-term": [
		when(
			"the discount goes before a tolerance",
			[discounted],
			pay("AU-10023", 134.68, "Max Mueller"),
			"AU-10023 134.68, AU-10023 2.75 cashDiscount",
			{ policy: { tolerance: { percent: 5 } } },
		),
		when("less than the discount", [discounted], pay("AU-10023", 136, "Max Mueller"), "AU-10023 136.00 or review"),
		when(
			"a part was paid before",
			[{ ...discounted, open: eur(6_881) }],
			pay("AU-10023 abz Skonto", 67.43, "Max Mueller"),
			"AU-10023 67.43 or review",
		),
	],
	"skonto-late": [
		when(
			"within a tolerance",
			[discounted],
			pay("AU-10023", 134.68, "Max Mueller", { bookingDate: "2026-12-15" }),
			"AU-10023 134.68, AU-10023 2.75 tolerance or review",
			{ policy: { tolerance: { percent: 5 } } },
		),
		when(
			"on a part",
			[discounted],
			pay("AU-10023 Rate", 60, "Max Mueller", { bookingDate: "2026-12-15" }),
			"AU-10023 60.00",
		),
	],
	"same-number-two-shops": [
		when(
			"a low threshold settles nothing",
			[max, buy("10023", 137.43, "Ines Falk", { shop: "old" })],
			pay("10023", 137.43, "Renate Vogt"),
			"review > AU-10023, 10023",
			{ policy: { threshold: 0.5 } },
		),
	],
	"number-missing-unique-name-amount": [
		when("a threshold that nothing reaches", [max, ...CROWD], pay("Danke", 137.43, "Max Mueller"), "not assigned", {
			policy: { threshold: 1 },
		}),
		when("the account alone, known by a name", [max, ...CROWD], pay("", 137.43, "", { iban }), "AU-10023 137.43", {
			known: [{ iban, name: "Max Müller", payments: 2 }],
		}),
		when("the account alone, another amount", [max, ...CROWD], pay("", 100, "", { iban }), "review > AU-10023", {
			known: [{ iban, name: "Max Müller", payments: 2 }],
		}),
	],
	"stranger-pays": [
		when(
			"another customer, known by his account",
			[max],
			pay("AU-10023", 137.43, "Renate Vogt", { iban }),
			"AU-10023 137.43",
			{ known: [{ iban, customerNumber: "70999", name: "Renate Vogt", payments: 9 }] },
		),
		when(
			"an order without a name",
			[buy("AU-10023", 137.43, "")],
			pay("AU-10023", 137.43, "Renate Vogt"),
			"AU-10023 137.43",
		),
		when(
			"an order without a name, a part",
			[buy("AU-10023", 137.43, "")],
			pay("AU-10023", 60, "Renate Vogt"),
			"review > AU-10023",
		),
	],
	"exact-number": [
		when(
			"an order without a date",
			[{ ...max, placedAt: undefined }],
			pay("AU-10023", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when(
			"cash on delivery, paid by the customer himself",
			[{ ...max, paymentCode: "cashOnDelivery" }],
			pay("AU-10023", 137.43, "Max Mueller"),
			"AU-10023 137.43",
		),
		when("an account without shops", [max], pay("AU-10023", 137.43, "Max Mueller", { shops: [] }), "not assigned"),
	],
	"double-payment-later": [
		when(
			"open, but nothing of it left",
			[{ ...max, open: eur(0) }],
			pay("AU-10023", 137.43, "Max Mueller"),
			"review > AU-10023",
		),
		when(
			"by an account that is known, without a number",
			[paid(max), ...CROWD],
			pay("Danke", 137.43, "Max Müller", { iban }),
			"not assigned",
			{ known: [{ iban, customerNumber: "70112", payments: 2 }] },
		),
	],
	"collective-with-credit-note": [
		when(
			"the credit note is a negative order, named",
			[max, buy("GS-10031", -20, "Max Müller")],
			pay("AU-10023 abzgl. GS-10031", 117.43, "Max Müller"),
			"AU-10023 117.43 or review",
		),
		when(
			"an amount as of a credit note",
			[buy("GS-10031", -20, "Max Müller")],
			pay("GS-10031", 20, "Max Müller"),
			"not assigned",
		),
	],
	"own-refund-out": [
		when(
			"of nothing owed",
			[buy("AU-10023", 0, "Max Müller")],
			pay("Erstattung AU-10023", -10, "Max Müller"),
			"not assigned",
		),
		when(
			"while the order is open",
			[max],
			pay("Teilerstattung AU-10023", -20, "Max Müller", { transactionCode: "177" }),
			"not assigned",
		),
	],
	"joint-account": [
		when("both, surname last, a part", [max], pay("AU-10023 Teil", 60, "Max u. Erika Mueller"), "AU-10023 60.00"),
		when("her maiden name first", [max], pay("AU-10023 Teil", 60, "Erika Vogt u. Max Mueller"), "AU-10023 60.00"),
	],
};
