import { Order } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { isInvoice } from "../src/documents.ts";
import { observedOf, toOrder } from "../src/mapping.ts";
import { EasybillDocument } from "../src/shapes.ts";
import { Account } from "./fake/account.ts";
import { write } from "./fake/document-life.ts";
import type { Document } from "./fake/schema.ts";

const account = new Account({ now: () => new Date("2026-11-22T08:30:00Z") });
const NONE = new Map<number, number>();

function documentOf(given: object = {}): EasybillDocument {
	return EasybillDocument.parse({ ...write(account), ...given });
}
const orderOf = (given: object = {}, credits: ReadonlyMap<number, number> = NONE) =>
	Order.parse(toOrder(documentOf(given), credits));

describe("an invoice", () => {
	it("is an order with everything that assignment and reminders need", () => {
		const order = orderOf({
			id: 85_049_690,
			number: "RE-2026-1001",
			amount: 11_900,
			paid_amount: 1900,
			document_date: "2026-11-20",
			due_date: "2026-12-20",
			due_in_days: 30,
			cash_allowance: 2,
			cash_allowance_days: 10,
			order_number: "W-5551",
			external_id: "gid-77",
			buyer_reference: "PO 4711",
			edited_at: "2026-11-22 10:00:05",
		});
		expect(order).toEqual({
			ref: "85049690",
			number: "RE-2026-1001",
			revision: Date.parse("2026-11-22T09:00:05Z") / 1000,
			placedAt: "2026-11-22T08:30:00.000Z",
			recordedAt: "2026-11-22T08:30:00.000Z",
			amount: { minor: 11_900, currency: "EUR" },
			receivedInShop: { minor: 1900, currency: "EUR" },
			paymentMethod: { id: "invoice", title: "Rechnung (Überweisung)" },
			statuses: { invoice: "partiallyPaid" },
			customer: {
				name: "Ada Käufer",
				company: "Käufer GmbH",
				number: "K-10023",
				email: "rechnung@example.org",
				language: "de",
				billing: {
					name: "Ada Käufer",
					company: "Käufer GmbH",
					street: "Hauptstr. 1, Hinterhaus",
					postcode: "24103",
					city: "Kiel",
					country: "DE",
				},
			},
			invoice: { number: "RE-2026-1001", date: "2026-11-20", dueDate: "2026-12-20", documentRef: "85049690" },
			paymentTerms: [
				{ days: 10, discountPercent: 2 },
				{ days: 30, discountPercent: 0 },
			],
			additionalNumbers: ["W-5551", "gid-77", "PO 4711"],
		});
	});

	it.each<[string, Partial<Document>, string]>([
		["nothing paid", {}, "open"],
		["something paid", { paid_amount: 1 }, "partiallyPaid"],
		["paid", { paid_amount: 10_000, paid_at: "2026-11-22" }, "paid"],
		["paid with cash discount", { paid_amount: 9800, paid_at: "2026-11-22" }, "paid"],
		["cancelled", { cancel_id: 5 }, "cancelled"],
		["paid, then cancelled", { cancel_id: 5, paid_at: "2026-11-22" }, "cancelled"],
	])("%s is %o: %s", (_name, given, status) => {
		expect(observedOf(documentOf(given)).statuses).toEqual({ invoice: status });
	});

	it("is owed less by open credit notes, and received stays what it is", () => {
		const document = documentOf({ paid_amount: 500 });
		const order = toOrder(document, new Map([[document.id, 1500]]));
		expect([order.amount.minor, order.receivedInShop.minor]).toEqual([8500, 500]);
	});

	it("in francs is in francs", () => {
		expect(orderOf({ currency: "CHF" }).amount).toEqual({ minor: 10_000, currency: "CHF" });
	});

	it.each(["JPY", "KWD", "eur", ""])("in %o is left out: how easybill counts there is not known", (currency) => {
		expect(isInvoice(documentOf({ currency: currency || "XX" }))).toBe(false);
	});

	it.each(["STORNO", "CREDIT", "STORNO_CREDIT", "OFFER", "REMINDER", "PROFORMA_INVOICE", "RECURRING"])(
		"is no %s, and no draft",
		(type) => {
			expect(isInvoice(documentOf({ type }))).toBe(false);
			expect(isInvoice(documentOf({ is_draft: true, number: null, due_date: null }))).toBe(false);
			expect(isInvoice(documentOf())).toBe(true);
		},
	);

	it("with a direct debit is not waited for by transfer", () => {
		expect(orderOf({ bank_debit_form: "L" }).paymentMethod.id).toBe("sepa-debit");
	});

	it.each([
		[{ due_in_days: null, grace_period: 21 }, [{ days: 21, discountPercent: 0 }]],
		[
			{ due_in_days: null, grace_period: null, document_date: "2026-10-20", due_date: "2026-11-03" },
			[{ days: 14, discountPercent: 0 }],
		],
		[{ due_in_days: null, grace_period: null, due_date: null }, []],
		[{ due_in_days: 0, cash_allowance: 0, cash_allowance_days: 7 }, [{ days: 0, discountPercent: 0 }]],
		[{ due_in_days: 30, cash_allowance: 3, cash_allowance_days: null }, [{ days: 30, discountPercent: 0 }]],
		[{ due_in_days: 99_999 }, []],
	])("has the terms of %o", (given, terms) => {
		expect(orderOf(given).paymentTerms).toEqual(terms);
	});

	it.each([
		["0204:-12345-67", ["0204:-12345-67"]],
		["04011000-1234512345-06", []],
		["991-33333TEST-33", []],
	])("quotes %o as %o: a public authority's routing id names the authority", (buyer_reference, numbers) => {
		expect(orderOf({ buyer_reference }).additionalNumbers).toEqual(numbers);
	});

	it("does not quote its own number twice", () => {
		const number = "RE-1";
		expect(orderOf({ number, order_number: "RE-1", external_id: "X", buyer_reference: "X" }).additionalNumbers).toEqual(
			["X"],
		);
	});

	it.each([
		[null, "de"],
		["DE", "de"],
		["EN", "en"],
		["433187", undefined],
	])("with the layout %o is in %o", (pdf_template, language) => {
		expect(orderOf({ pdf_template }).customer.language).toBe(language);
	});
});

describe("an old document", () => {
	it("without the fields of later years is understood", () => {
		const { id } = write(account);
		const bare = { id, type: "INVOICE", number: "1", amount: 100, document_date: "2014-12-10" };
		const order = Order.parse(toOrder(EasybillDocument.parse({ ...bare, customer_snapshot: [], address: null }), NONE));
		expect(order).toMatchObject({ placedAt: "2014-12-09T23:00:00.000Z", customer: { name: "", billing: {} } });
		expect(order.paymentTerms).toEqual([]);
	});

	it("takes the customer where the address is empty, and is named by its id where it has no number", () => {
		const document = write(account);
		const address = Object.fromEntries(Object.entries(document.address).map(([key]) => [key, ""]));
		expect(orderOf({ id: 7, number: null, address })).toMatchObject({
			number: "7",
			customer: { name: "Ada Käufer", billing: { city: "Kiel" } },
		});
	});

	it("without any time is no order", () => {
		const timeless = documentOf({ created_at: null, document_date: null });
		expect(() => toOrder(timeless, NONE)).toThrow("expected created_at or document_date");
	});
});
