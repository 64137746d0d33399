import { buy, CROWD, pay, type Scenarios, when } from "./case.ts";

const terms = [{ days: 14, discountPercent: 2 }];
const koehler = { company: "Schrauben Köhler GmbH", terms };
const one = buy("RE-2026-0815", 119, "Einkauf", koehler);
const two = buy("RE-2026-0816", 50, "Einkauf", koehler);
const dollars = buy("INV-88213", 119, "John O'Brien");
const francs = buy("AU-10023", 119, "Reto Zürcher", { currency: "CHF" });
const lastDay = { bookingDate: "2026-11-15" };
const graceDay = { bookingDate: "2026-11-16" };
const late = { bookingDate: "2026-11-17" };

/** Cash discount and foreign currencies. */
export const DISCOUNTS_AND_CURRENCIES: Scenarios = {
	"skonto-in-term": [
		when(
			"by somebody else, to the cent",
			[one, ...CROWD],
			pay("RE-2026-0815 abz. Skonto", 116.62, "Renate Vogt"),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount",
		),
		when(
			"what is left is exactly another order of the payer",
			[one, buy("RE-2026-0820", 116.62, "Einkauf", koehler)],
			pay("RE-2026-0815", 116.62, "Schrauben Köhler"),
			"review > RE-2026-0815, RE-2026-0820",
		),
		when(
			"an order paid in advance has none",
			[buy("RE-2026-0815", 119, "Einkauf", { ...koehler, paymentCode: "prepayment" })],
			pay("RE-2026-0815 abz. Skonto", 116.62, "Schrauben Köhler"),
			"RE-2026-0815 116.62 or review",
		),
		when(
			"as agreed",
			[one],
			pay("RE-2026-0815 abzgl. 2% Skonto", 116.62, "Schrauben Koehler"),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount",
		),
		when(
			"without a word",
			[one],
			pay("RE 2026/0815", 116.62, "SCHRAUBEN KOEHLER GMBH"),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount",
		),
		when(
			"on the last day",
			[one],
			pay("RE-2026-0815 ./. Skonto", 116.62, "Schrauben Köhler GmbH", lastDay),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount",
		),
		when(
			"a day later: transfers take one",
			[one],
			pay("RE-2026-0815 ./. Skonto", 116.62, "Schrauben Köhler GmbH", graceDay),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount",
		),
		when(
			"rounded the other way",
			[buy("RE-2026-0815", 119.25, "Einkauf", koehler)],
			pay("RE-2026-0815 Skto", 116.86, "Schrauben Köhler"),
			"RE-2026-0815 116.86, RE-2026-0815 2.39 cashDiscount",
		),
		when(
			"two steps, the second",
			[
				buy("RE-2026-0815", 119, "Einkauf", {
					...koehler,
					terms: [
						{ days: 7, discountPercent: 3 },
						{ days: 14, discountPercent: 2 },
					],
				}),
			],
			pay("RE-2026-0815", 116.62, "Schrauben Köhler", { bookingDate: "2026-11-12" }),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount",
		),
		when(
			"no number",
			[one, ...CROWD],
			pay("Rechnung abz. Skonto", 116.62, "Schrauben Köhler GmbH"),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount or review",
		),
	],
	"skonto-late": [
		when(
			"two days",
			[one],
			pay("RE-2026-0815 abzgl. 2% Skonto", 116.62, "Schrauben Koehler", late),
			"review > RE-2026-0815",
		),
		when(
			"a month",
			[one],
			pay("RE-2026-0815", 116.62, "Schrauben Koehler", { bookingDate: "2026-12-15" }),
			"review > RE-2026-0815",
		),
		when(
			"the first step of two is over",
			[
				buy("RE-2026-0815", 119, "Einkauf", {
					...koehler,
					terms: [
						{ days: 7, discountPercent: 3 },
						{ days: 14, discountPercent: 2 },
					],
				}),
			],
			pay("RE-2026-0815 3% Skonto", 115.43, "Schrauben Köhler", { bookingDate: "2026-11-12" }),
			"review > RE-2026-0815",
		),
		when("paid late, but in full", [one], pay("RE-2026-0815", 119, "Schrauben Köhler", late), "RE-2026-0815 119.00"),
		when("by a stranger", [one, ...CROWD], pay("RE-2026-0815", 116.62, "Renate Vogt", late), "review > RE-2026-0815"),
	],
	"skonto-on-collective": [
		when(
			"on both",
			[one, two],
			pay("RE-2026-0815, RE-2026-0816 abz. 2% Skonto", 165.62, "Schrauben Köhler GmbH"),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount, RE-2026-0816 49.00, RE-2026-0816 1.00 cashDiscount",
		),
		when(
			"on the younger one alone: the older's term is over",
			[one, buy("RE-2026-0790", 50, "Einkauf", { ...koehler, placedAt: "2026-10-01" })],
			pay("RE-2026-0790 RE-2026-0815", 166.62, "Schrauben Köhler GmbH"),
			"RE-2026-0790 50.00, RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount",
		),
		when(
			"on both, too late",
			[one, two],
			pay("RE-2026-0815, RE-2026-0816 abz. Skonto", 165.62, "Schrauben Köhler GmbH", late),
			"review > RE-2026-0815 + RE-2026-0816",
		),
		when(
			"on both, without a word",
			[one, two],
			pay("RE-2026-0815 + 0816", 165.62, "SCHRAUBEN KOEHLER"),
			"RE-2026-0815 116.62, RE-2026-0815 2.38 cashDiscount, RE-2026-0816 49.00, RE-2026-0816 1.00 cashDiscount",
		),
		when(
			"none taken",
			[one, two],
			pay("RE-2026-0815 + 0816", 169, "SCHRAUBEN KOEHLER"),
			"RE-2026-0815 119.00, RE-2026-0816 50.00",
		),
		when(
			"no numbers",
			[one, two, ...CROWD],
			pay("Sammelzahlung abz. Skonto", 165.62, "Schrauben Köhler GmbH"),
			"not assigned",
		),
		when(
			"more than agreed",
			[one, two],
			pay("RE-2026-0815, RE-2026-0816 abz. 3%", 163.93, "Schrauben Köhler GmbH"),
			"review > RE-2026-0815 + RE-2026-0816",
		),
	],
	"other-currency": [
		when(
			"the original amount in the text",
			[dollars],
			pay("INV-88213 USD 128,40 EUR 119,00", 128.4, "MR JOHN O'BRIEN", { currency: "USD" }),
			"INV-88213 119.00 or review",
		),
		when(
			"as banks write it",
			[dollars],
			pay("INV-88213 /OCMT/EUR119,00/ /EXCH/1,0790/", 128.4, "John O'Brien", { currency: "USD" }),
			"INV-88213 119.00 or review",
		),
		when(
			"no original amount",
			[dollars],
			pay("INV-88213", 128.4, "John O'Brien", { currency: "USD" }),
			"review > INV-88213",
		),
		when(
			"just as many dollars",
			[dollars],
			pay("INV-88213", 119, "John O'Brien", { currency: "USD" }),
			"review > INV-88213",
		),
		when(
			"the original amount, by a stranger",
			[dollars, ...CROWD],
			pay("INV-88213 EUR 119,00", 128.4, "Renate Vogt", { currency: "USD" }),
			"review > INV-88213",
		),
		when(
			"no number, just as many dollars",
			[dollars, ...CROWD],
			pay("Thank you", 119, "John O'Brien", { currency: "USD" }),
			"not assigned",
		),
		when(
			"another original amount",
			[dollars],
			pay("INV-88213 /OCMT/EUR99,00/", 106.8, "John O'Brien", { currency: "USD" }),
			"review > INV-88213",
		),
	],
	"order-in-chf-paid-eur": [
		when(
			"the original amount in the text",
			[francs],
			pay("AU-10023 CHF 119,00 KURS 0,9402", 126.57, "ZUERCHER RETO"),
			"AU-10023 119.00 or review",
		),
		when(
			"the original amount as the Swiss write it",
			[buy("AU-10023", 1437.2, "Reto Zürcher", { currency: "CHF" })],
			pay("AU-10023 CHF 1'437.20", 1528.6, "Reto Zürcher"),
			"AU-10023 1437.20 or review",
		),
		when("no original amount", [francs], pay("AU-10023", 126.57, "Reto Zürcher"), "review > AU-10023"),
		when("just as many euros", [francs], pay("AU-10023", 119, "Reto Zürcher"), "review > AU-10023"),
		when("in francs", [francs], pay("AU-10023", 119, "Reto Zürcher", { currency: "CHF" }), "AU-10023 119.00"),
		when(
			"another customer's order is of just as many euros",
			[francs, buy("AU-10044", 119, "Ines Falk")],
			pay("AU-10023", 119, "Reto Zürcher"),
			"review > AU-10023",
		),
		when(
			"a part in francs",
			[francs],
			pay("AU-10023 erste Rate", 60, "Reto Zürcher", { currency: "CHF" }),
			"AU-10023 60.00",
		),
	],
};
