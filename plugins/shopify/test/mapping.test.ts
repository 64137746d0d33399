import { Order } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { ledgerField } from "../src/ledger.ts";
import { toMoney, toOrder } from "../src/mapping.ts";
import { ShopifyOrder } from "../src/shapes.ts";

const money = (shop: string, seen = shop) => ({ shopMoney: { amount: shop }, presentmentMoney: { amount: seen } });

const PLACED = {
	legacyResourceId: "450789469",
	name: "#1001",
	confirmationNumber: "XPAV284CT",
	poNumber: null,
	createdAt: "2026-11-21T20:23:41Z",
	processedAt: "2026-11-21T20:23:40Z",
	updatedAt: "2026-11-21T20:24:00Z",
	cancelledAt: null,
	closed: false,
	test: false,
	note: null,
	tags: [],
	email: "joerg@example.test",
	currencyCode: "EUR",
	presentmentCurrencyCode: "EUR",
	customerLocale: "de-CH",
	displayFinancialStatus: "PENDING",
	displayFulfillmentStatus: "UNFULFILLED",
	canMarkAsPaid: true,
	paymentGatewayNames: ["Bank Deposit"],
	currentTotalPriceSet: money("23.8"),
	totalOutstandingSet: money("23.8"),
	netPaymentSet: money("0.0"),
	totalRefundedSet: money("0.0"),
	billingAddress: {
		firstName: "Jörg",
		lastName: "Müßig",
		company: "Müßig GmbH",
		address1: "Musterstr. 1",
		address2: "Hinterhaus",
		zip: "50667",
		city: "Köln",
		countryCodeV2: "DE",
	},
	customer: { legacyResourceId: "207119551", displayName: "Jörg Müßig" },
	purchasingEntity: {},
	paymentTerms: null,
	ledger: null,
};

function mapped(changes: object = {}): Order {
	return Order.parse(toOrder(ShopifyOrder.parse({ ...PLACED, ...changes })));
}

const ledger = (amounts: object) => {
	const field = ledgerField("gid://shopify/Order/1", "EUR", { reported: 0, revoked: 0, repaid: 0, ...amounts });
	return { value: (field as { value: string }).value };
};

describe("an order", () => {
	it("is read in full", () => {
		expect(mapped()).toEqual({
			ref: "450789469",
			number: "1001",
			revision: Date.parse("2026-11-21T20:24:00Z"),
			placedAt: "2026-11-21T20:23:40.000Z",
			recordedAt: "2026-11-21T20:23:41.000Z",
			amount: { minor: 2380, currency: "EUR" },
			receivedInShop: { minor: 0, currency: "EUR" },
			paymentMethod: { id: "Bank Deposit", title: "Bank Deposit" },
			statuses: { order: "open", payment: "PENDING", fulfillment: "UNFULFILLED" },
			customer: {
				number: "207119551",
				name: "Jörg Müßig",
				company: "Müßig GmbH",
				email: "joerg@example.test",
				language: "de-CH",
				billing: {
					name: "Jörg Müßig",
					company: "Müßig GmbH",
					street: "Musterstr. 1, Hinterhaus",
					postcode: "50667",
					city: "Köln",
					country: "DE",
				},
			},
			additionalNumbers: ["XPAV284CT"],
		});
	});

	it("keeps the merchant's own prefix of a number", () => {
		expect(mapped({ name: "SHOP-1001-DE" }).number).toBe("SHOP-1001-DE");
		expect(mapped({ name: "#" }).number).toBe("#");
	});

	it("reads without address, customer and e-mail, as a point of sale makes it", () => {
		const bare = mapped({
			billingAddress: null,
			customer: null,
			email: null,
			customerLocale: null,
			purchasingEntity: null,
		});
		expect(bare.customer).toEqual({ name: "", billing: {} });
	});

	it("of a company names it, by its own number", () => {
		const purchasingEntity = { company: { name: "Groß & Söhne", externalId: "K-17" }, location: { externalId: null } };
		expect(mapped({ purchasingEntity, poNumber: "PO 4711", paymentTerms: { dueInDays: 30 } })).toMatchObject({
			customer: { company: "Groß & Söhne", number: "K-17" },
			additionalNumbers: ["XPAV284CT", "PO 4711"],
			paymentTerms: [{ days: 30, discountPercent: 0 }],
		});
	});

	it.each<[string, object, string]>([
		["a gift card beside it", { paymentGatewayNames: ["gift_card", "Bank Deposit"] }, "Bank Deposit"],
		["a payment recorded later", { paymentGatewayNames: ["Bank Deposit", "manual"] }, "Bank Deposit"],
		["terms only", { paymentGatewayNames: [], paymentTerms: { dueInDays: null } }, "payment-terms"],
		["terms, paid by hand", { paymentGatewayNames: ["manual"], paymentTerms: { dueInDays: 14 } }, "payment-terms"],
		["nothing said", { paymentGatewayNames: [] }, "manual"],
		["a test", { test: true }, "test"],
	])("with %s has a payment method", (_, changes, id) => {
		expect(mapped(changes).paymentMethod.id).toBe(id);
	});
});

describe("statuses", () => {
	it.each<[string, object, object]>([
		["cancelled before all", { cancelledAt: "2026-11-22T00:00:00Z", closed: true }, { order: "cancelled" }],
		["archived", { closed: true }, { order: "closed" }],
		["overdue by tag", { tags: ["VIP", "Kontor-Overdue"] }, { payment: "kontor-overdue" }],
		[
			"the graver of two tags",
			{ tags: ["kontor-overdue", "kontor-debt-collection"] },
			{ payment: "kontor-debt-collection" },
		],
		[
			"paid in spite of a tag left over",
			{ tags: ["kontor-overdue"], displayFinancialStatus: "PAID" },
			{ payment: "PAID" },
		],
		[
			"paid and taken back",
			{ tags: ["kontor-payment-revoked"], displayFinancialStatus: "PAID" },
			{ payment: "kontor-payment-revoked" },
		],
		[
			"refunded in spite of that",
			{ tags: ["kontor-payment-revoked"], displayFinancialStatus: "REFUNDED" },
			{ payment: "REFUNDED" },
		],
		["none from Shopify", { displayFinancialStatus: null }, { payment: "PENDING" }],
	])("%s", (_, changes, statuses) => {
		expect(mapped(changes).statuses).toMatchObject(statuses);
	});
});

describe("amounts", () => {
	it("after an edit are the current ones", () => {
		const edited = mapped({
			currentTotalPriceSet: money("30.0"),
			totalOutstandingSet: money("6.2"),
			netPaymentSet: money("23.8"),
		});
		expect(edited).toMatchObject({ amount: { minor: 3000 }, receivedInShop: { minor: 2380 } });
	});

	it("after goods came back and their money went back are what is left", () => {
		const returned = mapped({
			currentTotalPriceSet: money("13.8"),
			totalOutstandingSet: money("0.0"),
			netPaymentSet: money("13.8"),
			totalRefundedSet: money("10.0"),
		});
		expect(returned).toMatchObject({ amount: { minor: 1380 }, receivedInShop: { minor: 1380 } });
	});

	it("after money went back without goods are not owed again", () => {
		const goodwill = mapped({
			totalOutstandingSet: money("0.0"),
			netPaymentSet: money("18.8"),
			totalRefundedSet: money("5.0"),
		});
		expect(goodwill).toMatchObject({ amount: { minor: 1880 }, receivedInShop: { minor: 1880 } });
	});

	it("of a repayment that Kontor recorded are no credit", () => {
		const repaid = mapped({
			totalOutstandingSet: money("0.0"),
			netPaymentSet: money("18.8"),
			totalRefundedSet: money("5.0"),
			ledger: ledger({ repaid: 500 }),
		});
		expect(repaid).toMatchObject({ amount: { minor: 2380 }, receivedInShop: { minor: 1880 } });
	});

	it("taken back are not received, as long as the tag says so", () => {
		const paid = { displayFinancialStatus: "PAID", totalOutstandingSet: money("0"), netPaymentSet: money("23.8") };
		const revoked = { ...paid, ledger: ledger({ revoked: 2380 }) };
		expect(mapped({ ...revoked, tags: ["kontor-payment-revoked"] }).receivedInShop.minor).toBe(0);
		expect(mapped(revoked).receivedInShop.minor, "the merchant removed the tag").toBe(2380);
		expect(mapped({ ...paid, ledger: { value: "broken" } }).receivedInShop.minor).toBe(2380);
	});

	it.each([
		["CHF", money("100.0", "94.35"), { minor: 9435, currency: "CHF" }, "1.0598834128"],
		["JPY", money("100.0", "16250"), { minor: 16250, currency: "JPY" }, "0.0061538461"],
		["KWD", money("100.0", "33.125"), { minor: 33125, currency: "KWD" }, "3.0188679245"],
	])("paid in %s stand beside the shop's own", (presentmentCurrencyCode, total, amount, rate) => {
		const seen = mapped({ presentmentCurrencyCode, currentTotalPriceSet: total, totalOutstandingSet: total });
		expect(seen).toMatchObject({ amount: { minor: 10000, currency: "EUR" }, foreign: { amount, rate } });
	});

	it.each([
		["12.3", "EUR", 1230],
		["12", "EUR", 1200],
		["-0.5", "EUR", -50],
		["1.005", "EUR", 101],
		["500.0", "JPY", 500],
		["1.234", "KWD", 1234],
	])("%s %s", (decimal, currency, minor) => {
		expect(toMoney(decimal, currency)).toEqual({ minor, currency });
	});

	it("that are none are refused", () => {
		expect(() => mapped({ currentTotalPriceSet: money("1,50") })).toThrow(/amount/);
	});
});
