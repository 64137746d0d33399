import { ConnectorError, Order } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { manifest } from "../src/manifest.ts";
import { observedOf, toMoney, toOrder } from "../src/mapping.ts";
import { WooOrder } from "../src/shapes.ts";
import { signature } from "../src/traces.ts";
import { OBSERVED_DELIVERY } from "./observed-delivery.ts";

const mapping = JSON.parse(JSON.stringify(manifest.defaults));
const OBSERVED = WooOrder.parse(JSON.parse(OBSERVED_DELIVERY.body.toString("utf8")));

function mapped(changes: Partial<WooOrder> = {}): Order {
	return Order.parse(toOrder({ ...OBSERVED, ...changes }, mapping));
}

function withMeta(meta: Record<string, unknown>): Order {
	return mapped({ meta_data: Object.entries(meta).map(([key, value]) => ({ key, value })) });
}

const OURS = signature("5f78ee8b-0d8d-4cde-9646-f04d1b2bb5b9" as Parameters<typeof signature>[0]);

describe("an order as a real shop sent it", () => {
	it("is read in full", () => {
		expect(mapped()).toEqual({
			ref: "20",
			number: "20",
			revision: Date.parse("2026-11-21T21:23:41Z") / 1000,
			placedAt: "2026-11-21T21:23:41Z",
			recordedAt: "2026-11-21T21:23:41Z",
			amount: { minor: 2380, currency: "EUR" },
			receivedInShop: { minor: 0, currency: "EUR" },
			paymentMethod: { id: "bacs", title: "Direct bank transfer" },
			statuses: { order: "on-hold" },
			customer: {
				name: "Jörg Müßig",
				email: "joerg@example.test",
				billing: { name: "Jörg Müßig", street: "Musterstr. 1", postcode: "50667", city: "Köln", country: "DE" },
			},
			additionalNumbers: [],
		});
	});

	it("takes statuses and payment methods that only a plugin knows", () => {
		const order = mapped({ status: "wc-teillieferung", payment_method: "kauf-auf-raten", payment_method_title: "" });
		expect(order).toMatchObject({
			statuses: { order: "wc-teillieferung" },
			paymentMethod: { id: "kauf-auf-raten", title: "kauf-auf-raten" },
		});
	});

	it("keeps company, both address lines and the order number a plugin gave", () => {
		const billing = { ...OBSERVED.billing, company: "Müßig GmbH", address_2: "Hinterhaus" };
		const order = mapped({ billing, number: "RE-2026-0042", customer_id: 7 });
		expect(order).toMatchObject({
			number: "RE-2026-0042",
			customer: { company: "Müßig GmbH", number: "7", billing: { street: "Musterstr. 1, Hinterhaus" } },
		});
	});

	it("reads without a billing address, as point of sale orders come", () => {
		const order = mapped(WooOrder.parse({ ...OBSERVED, billing: { first_name: "", country: "", email: null } }));
		expect(order.customer).toEqual({ name: "", billing: { name: "" } });
	});
});

describe("amounts", () => {
	it.each([
		["23.800000", "EUR", 2380],
		["1234567", "JPY", 1234567],
		["1234567.000000", "JPY", 1234567],
		["1234.567000", "KWD", 1234567],
		["-3.80", "EUR", -380],
		["12.345", "EUR", 1235],
		["12.344999", "EUR", 1234],
		["-0.005", "EUR", -1],
	])("%s %s is %i", (decimal, currency, minor) => {
		expect(toMoney(decimal, currency)).toEqual({ minor, currency });
	});

	it.each(["", "12,30", "1e3", "EUR 5"])("rejects %j", (decimal) => {
		expect(() => toMoney(decimal, "EUR")).toThrow(ConnectorError);
	});

	it("owes less by what was refunded, and is owed as much as before by what Kontor paid back", () => {
		const refunds = [
			{ reason: "Tasse zerbrochen", total: "-3.80" },
			{ reason: `SEPA-4711 ${OURS}`, total: "-10.00" },
		];
		const order = mapped({ refunds, status: "processing", date_paid_gmt: "2026-11-22T08:00:00" });
		expect(order.amount.minor).toBe(2000);
		expect(order.receivedInShop.minor).toBe(1380);
	});
});

describe("what the shop received", () => {
	const paid = "2026-11-22T08:00:00";

	it.each([
		["prepayment that waits", { status: "on-hold" }, 0],
		["prepayment that was paid", { status: "processing", date_paid_gmt: paid }, 2380],
		["prepayment set back to waiting", { status: "on-hold", date_paid_gmt: paid }, 0],
		["goods sent on invoice", { payment_method: "invoice", status: "completed", date_paid_gmt: paid }, 0],
		["cash on delivery, delivered", { payment_method: "cod", status: "completed", date_paid_gmt: paid }, 0],
		["a method Kontor does not know", { payment_method: "paypal", status: "processing", date_paid_gmt: paid }, 2380],
	])("%s", (_, changes, minor) => {
		expect(observedOf({ ...OBSERVED, ...changes }, mapping).receivedInShop).toEqual({ minor, currency: "EUR" });
	});

	it.each(["completed", "on-hold"])("is what Kontor reported, of an order on invoice in %s", (status) => {
		const meta_data = [{ key: "_kontor_paid", value: "5f78ee8b-0d8d-4cde-9646-f04d1b2bb5b9 23.80" }];
		expect(mapped({ payment_method: "invoice", status, meta_data }).receivedInShop.minor).toBe(2380);
	});

	it("stays what Kontor reported when the total is raised afterwards", () => {
		const meta_data = [{ key: "_kontor_paid", value: "5f78ee8b-0d8d-4cde-9646-f04d1b2bb5b9 23.80" }];
		const raised = mapped({ status: "processing", date_paid_gmt: paid, total: "30.00", meta_data });
		expect([raised.amount.minor, raised.receivedInShop.minor]).toEqual([3000, 2380]);
	});
});

describe("what plugins add", () => {
	it.each([
		["German Market", { _wp_wc_running_invoice_number: "RE1042", _wp_wc_running_invoice_number_date: 1795305600 }],
		["PDF Invoices", { _wcpdf_invoice_number: "RE1042", _wcpdf_invoice_date_formatted: "2026-11-22 00:00:00" }],
		["WebToffee", { wf_invoice_number: "RE1042", _wf_invoice_date: "1795305600" }],
	])("invoice number and date of %s", (_, meta) => {
		expect(withMeta(meta).invoice).toEqual({ number: "RE1042", date: "2026-11-22" });
	});

	it.each(["_wcpdf_formatted_invoice_number", "_wc_gzdp_latest_invoice_number", "_lexoffice_invoice_number"])(
		"invoice number in %s",
		(key) => {
			expect(withMeta({ [key]: " RE-7 " }).invoice).toEqual({ number: "RE-7" });
		},
	);

	it("no invoice where the plugin left its field empty", () => {
		expect(withMeta({ _wcpdf_invoice_number: "", _invoice_number: null }).invoice).toBeUndefined();
	});

	it.each([
		[{ wpml_language: "de" }, "de"],
		[{ trp_language: "de_CH" }, "de-CH"],
		[{ trp_language: "de_DE_formal" }, "de-DE"],
		[{ weglot_language: "fr" }, "fr"],
		[{ wpml_language: "all languages" }, undefined],
	])("language of %o", (meta, language) => {
		expect(withMeta(meta).customer.language).toBe(language);
	});

	it("language of Polylang", () => expect(mapped({ lang: "en" }).customer.language).toBe("en"));

	it("VAT and purchase order numbers, each once", () => {
		const order = withMeta({ _billing_vat_id: "DE123456789", billing_vat: "DE123456789", _po_number: "B-77" });
		expect(order.additionalNumbers).toEqual(["DE123456789", "B-77"]);
	});
});
