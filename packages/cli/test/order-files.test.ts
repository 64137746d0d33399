import { formatMoney } from "@kontor/connector";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAmount } from "../src/orders/amount-cell.ts";
import { recogniseColumns } from "../src/orders/columns.ts";
import { readDay, slashOrder } from "../src/orders/date-cell.ts";
import { readOrders } from "../src/orders/read-orders.ts";
import { fileOf } from "./support/kontor.ts";

async function read(content: string | Uint8Array, name = "orders.csv") {
	return readOrders(await fileOf(name, content), "EUR");
}

async function faultsOf(content: string, name?: string): Promise<string[]> {
	return (await read(content, name)).faults.map(({ message }) => message.en);
}

describe("columns", () => {
	test.for([
		[
			"German",
			"Bestell-Nr.;Rechnungs-Nr.;Kunden-Nr.;Gesamtbetrag (€);Währung;E-Mail;PLZ;Ort",
			"number invoiceNumber customerNumber amount currency email postcode city",
		],
		[
			"English",
			"Order Number;Invoice No.;Customer ID;Total;Currency;Email;ZIP;City",
			"number invoiceNumber customerNumber amount currency email postcode city",
		],
		[
			"Shopify",
			"Name;Email;Financial Status;Currency;Total;Created at;Billing Name;Billing Company;Outstanding Balance",
			"number email status currency amount placedAt billingName company outstanding",
		],
		[
			"WooCommerce",
			"Order ID;Order Date;First Name (Billing);Last Name (Billing);Order Total Amount;Payment Method Title",
			"number placedAt firstName lastName amount paymentMethod",
		],
		[
			"JTL",
			"Auftragsnummer;Rechnungsnummer;Firma;Nachname;Bruttobetrag;Zahlungsart",
			"number invoiceNumber company lastName amount paymentMethod",
		],
	])("%s", ([, header = "", fields = ""]) => {
		const columns = recogniseColumns(header.split(";"));
		const found = [...columns].toSorted(([, a], [, b]) => a - b).map(([field]) => field);
		expect(found.join(" ")).toBe(fields);
	});
});

describe("amounts", () => {
	test.for([
		["1.234,56", "EUR", 123456],
		["1,234.56", "EUR", 123456],
		["1'234.50 CHF", "CHF", 123450],
		["€ 12", "EUR", 1200],
		["12,-", "EUR", 1200],
		["-5,00 €", "EUR", -500],
		["1.234", "EUR", 123400],
		["1 234,5", "EUR", 123450],
		["500", "JPY", 500],
	] as const)("%s %s", ([cell, currency, minor]) => {
		expect(readAmount(cell, currency, "unknown")?.minor).toBe(minor);
	});

	test.for([
		["could be 1.234 or 1234", "1.234", "KWD", "unknown"],
		["a third decimal in a column with points", "1.234", "EUR", "."],
		["unclear where the column mixes both", "1.234", "EUR", "both"],
		["thousands in twos", "1.23.45", "EUR", "unknown"],
		["words", "zwölf", "EUR", "unknown"],
		["nothing", "", "EUR", "unknown"],
	] as const)("no amount: %s", ([, cell, currency, column]) => {
		expect(readAmount(cell, currency, column)).toBeNull();
	});

	test("every amount is read back as it was written, in either language", () => {
		const money = fc.record({ minor: fc.integer(), currency: fc.constantFrom("EUR", "CHF", "JPY") });
		fc.assert(
			fc.property(money, fc.constantFrom("de", "en"), (amount, language) => {
				const mark = language === "de" ? "," : ".";
				expect(readAmount(formatMoney(amount, language), amount.currency, mark)?.minor).toBe(amount.minor);
			}),
		);
	});

	test("the other cells of a column tell what 1.234 is", async () => {
		const { orders, faults } = await read("Order no;Total\n1;12.50\n2;1.234\n");
		expect(orders.map(({ order }) => order.amount.minor)).toEqual([1250]);
		expect(faults).toHaveLength(1);
	});
});

describe("dates", () => {
	test.for([
		["2026-11-02", "2026-11-02"],
		["2026-11-02 13:45:10", "2026-11-02"],
		["2026-11-02T13:45:10Z", "2026-11-02"],
		["2.11.2026", "2026-11-02"],
		["02.11.26", "2026-11-02"],
	])("%s", ([cell = "", day]) => {
		expect(readDay(cell, "unknown")).toBe(day);
	});

	test("slashes are read in the order that some cell of the column shows", () => {
		expect(readDay("11/02/2026", slashOrder(["11/02/2026", "11/14/2026"]))).toBe("2026-11-02");
		expect(readDay("11/02/2026", slashOrder(["11/02/2026", "14/11/2026"]))).toBe("2026-02-11");
		expect(readDay("11/02/2026", slashOrder(["11/02/2026"]))).toBeUndefined();
	});

	test("30 February is none", () => expect(readDay("30.02.2026", "unknown")).toBeNull());
});

describe("files", () => {
	test("delimiter and encoding are found out", async () => {
		const rows = [
			["Bestellnummer", "Kunde", "Betrag"],
			["1", "Anna Krüger", "12.50"],
		];
		for (const delimiter of [";", ",", "\t"]) {
			const text = rows.map((row) => row.join(delimiter)).join("\r\n");
			for (const bytes of [
				Buffer.from(text),
				Buffer.from(`\ufeff${text}`),
				Buffer.from(text, "latin1"),
				Buffer.from(`\ufeff${text}`, "utf16le"),
			]) {
				const { orders, faults } = await read(bytes);
				expect(faults).toEqual([]);
				expect(orders[0]?.order).toMatchObject({ number: "1", name: "Anna Krüger", amount: { minor: 1250 } });
			}
		}
	});

	test("Excel's sep line and quoted line breaks do not disturb the line numbers", async () => {
		const text = 'sep=;\nBestellnummer;Kunde;Betrag\n1;"Anna\nKrüger";12,50\n\n2;Max;zwölf\n';
		expect(await faultsOf(text)).toEqual([
			'orders.csv, line 6, column 3 (Betrag): expected an amount in EUR such as 1,234.56, got "zwölf".',
		]);
	});

	test("a line per article is one order; another amount under the same number is a fault", async () => {
		const { orders, faults } = await read("Order number,Total\n1,30.00\n1,\n1,30.00\n1,31.00\n");
		expect(orders).toHaveLength(1);
		expect(faults[0]?.message.en).toContain("line 5, column 2 (Total): expected the same amount as in line 2");
	});

	test("paid and cancelled orders are told apart, and what is outstanding is taken", async () => {
		const { orders } = await read(
			"Bestellnummer;Betrag;Offen;Zahlungsstatus\n1;10,00;;bezahlt\n2;10,00;;storniert\n3;10,00;4,00;offen\n",
		);
		expect(orders.map(({ lifecycle, settlement }) => [lifecycle, settlement.receivedInShop])).toEqual([
			["managed", 1000],
			["cancelled", 0],
			["managed", 600],
		]);
	});

	test.for([
		[
			"no order number column",
			"A;Betrag\n1;2\n",
			'orders.csv, line 1: expected a column with the order number ("Bestellnummer", "Auftragsnummer", "Order number" …), got "A, Betrag".',
		],
		[
			"no amount column",
			"Bestellnummer;B\n1;2\n",
			'orders.csv, line 1: expected a column with the amount ("Betrag", "Summe", "Total", "Amount" …), got "Bestellnummer, B".',
		],
		[
			"no number",
			"Bestellnummer;Betrag\n;2,00\n",
			"orders.csv, line 2, column 1 (Bestellnummer): expected an order number, got nothing.",
		],
		[
			"no date",
			"Bestellnummer;Betrag;Datum\n1;2,00;gestern\n",
			'orders.csv, line 2, column 3 (Datum): expected a date such as 2026-11-02, got "gestern".',
		],
		[
			"no currency",
			"Bestellnummer;Betrag;Währung\n1;2,00;Taler\n",
			'orders.csv, line 2, column 3 (Währung): expected a currency such as EUR, got "Taler".',
		],
		["open quotation mark", 'Bestellnummer;Betrag\n1;"2,00\n', "orders.csv, line 2: expected a closing quotation mark"],
		["empty", "", "orders.csv, line 1: expected a line with column names, got nothing."],
		[
			"a workbook",
			"PK\u0003\u0004",
			'orders.csv: expected a CSV file (in the spreadsheet "save as", "CSV"), got ".xlsx".',
		],
	])("%s", async ([, content = "", message = ""]) => {
		expect((await faultsOf(content)).join("\n")).toContain(message);
	});

	test("JSON lines", async () => {
		const { orders, faults } = await read(
			[
				'{"id":"a","shop":"s","number":"10023","amount":{"minor":11900,"currency":"EUR"},"placedAt":"2026-10-30T10:00:00Z","terms":[{"days":14,"discountPercent":2}]}',
				'{"number":"10024","amount":{"minor":1}}',
				"{not json",
				'{"id":"a","amount":{"minor":1,"currency":"EUR"}}',
			].join("\n"),
			"orders.jsonl",
		);
		expect(orders.map(({ order }) => [order.id, order.number, order.amount.minor])).toEqual([["a", "10023", 11900]]);
		expect(faults.map(({ message }) => message.en)).toEqual([
			expect.stringContaining("orders.jsonl, line 2, field amount.currency: expected a currency such as EUR"),
			expect.stringContaining("orders.jsonl, line 3: expected a JSON object"),
			expect.stringContaining("orders.jsonl, line 4, field id: expected an id that occurs once"),
		]);
	});
});
