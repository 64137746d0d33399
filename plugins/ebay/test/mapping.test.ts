import { Order } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { NO_METHOD, toMoney, toOrder } from "../src/mapping.ts";
import { EbayOrder } from "../src/shapes.ts";

/** An order as eBay answered one in June 2026, with other values: amounts are texts, and payments net of fees. */
const SEEN = {
	orderId: "12-34567-89012",
	legacyOrderId: "110000000001-10000000000001",
	creationDate: "2026-06-19T14:15:22.000Z",
	lastModifiedDate: "2026-06-19T14:16:58.000Z",
	orderFulfillmentStatus: "NOT_STARTED",
	orderPaymentStatus: "PAID",
	sellerId: "seller_name",
	buyer: {
		username: "buyer_name",
		taxAddress: { city: "Musterstadt", postalCode: "10115", countryCode: "DE" },
		buyerRegistrationAddress: {
			fullName: "Erika Mustermann",
			contactAddress: {
				addressLine1: "Musterweg 1",
				addressLine2: "",
				city: "Musterstadt",
				postalCode: "10115",
				countryCode: "DE",
			},
			email: "0000000000@members.ebay.com",
		},
	},
	pricingSummary: { total: { value: "100.0", currency: "EUR" } },
	cancelStatus: { cancelState: "NONE_REQUESTED", cancelRequests: [] },
	paymentSummary: {
		totalDueSeller: { value: "88.5", currency: "EUR" },
		refunds: [],
		payments: [{ paymentMethod: "EBAY", amount: { value: "88.5", currency: "EUR" }, paymentStatus: "PAID" }],
	},
	fulfillmentStartInstructions: [
		{
			shippingStep: {
				shipTo: { fullName: "Erika Mustermann", contactAddress: { addressLine1: "Packstation 7", city: "Kiel" } },
			},
		},
	],
	lineItems: [{ lineItemId: "1", quantity: 1, listingMarketplaceId: "EBAY_DE", purchaseMarketplaceId: "EBAY_DE" }],
	salesRecordReference: "17602",
};

const read = (changes: object = {}) => Order.parse(toOrder(EbayOrder.parse({ ...SEEN, ...changes })));
const total = (value: string, currency = "EUR", more: object = {}) => ({
	pricingSummary: { total: { value, currency, ...more } },
});
const eur = (minor: number) => ({ minor, currency: "EUR" });

describe("an order of eBay's", () => {
	it("is read as it is", () => {
		expect(read()).toEqual({
			ref: "12-34567-89012",
			number: "12-34567-89012",
			revision: Date.parse("2026-06-19T14:16:58.000Z"),
			placedAt: "2026-06-19T14:15:22.000Z",
			recordedAt: "2026-06-19T14:15:22.000Z",
			amount: eur(10_000),
			receivedInShop: eur(10_000),
			paymentMethod: { id: "EBAY", title: "eBay-Zahlungsabwicklung / eBay managed payments" },
			statuses: { payment: "PAID", fulfillment: "NOT_STARTED", cancellation: "NONE_REQUESTED" },
			customer: {
				number: "buyer_name",
				name: "Erika Mustermann",
				email: "0000000000@members.ebay.com",
				language: "de",
				billing: {
					name: "Erika Mustermann",
					street: "Musterweg 1",
					postcode: "10115",
					city: "Musterstadt",
					country: "DE",
				},
			},
			additionalNumbers: ["110000000001-10000000000001", "17602"],
		});
	});

	it("costs what the buyer pays, never what is left after eBay's fees", () => {
		expect(read().amount).toEqual(eur(10_000));
		expect(read({ orderPaymentStatus: "PENDING" })).toMatchObject({ amount: eur(10_000), receivedInShop: eur(0) });
	});

	it.each([
		["some of it", "PARTIALLY_REFUNDED", "20.5", 7950],
		["all of it", "FULLY_REFUNDED", "100.0", 0],
		["all of it, told without the tax that eBay gave back", "FULLY_REFUNDED", "84.03", 0],
	])("owes and has received less what was refunded: %s", (_, orderPaymentStatus, value, left) => {
		const refunds = [{ amount: { value, currency: "EUR" }, refundStatus: "REFUNDED" }];
		const paymentSummary = { ...SEEN.paymentSummary, refunds };
		expect(read({ orderPaymentStatus, paymentSummary })).toMatchObject({
			amount: eur(left),
			receivedInShop: eur(left),
		});
	});

	it("is not changed by a refund that failed", () => {
		const refunds = [{ amount: { value: "20.5", currency: "EUR" }, refundStatus: "FAILED" }];
		expect(read({ paymentSummary: { ...SEEN.paymentSummary, refunds } }).amount).toEqual(eur(10_000));
	});

	it("bought on another site says what the buyer saw, and the rate", () => {
		const converted = { convertedFromValue: "84.5", convertedFromCurrency: "GBP" };
		expect(read(total("98.87", "EUR", converted))).toMatchObject({
			amount: eur(9887),
			foreign: { amount: { minor: 8450, currency: "GBP" }, rate: "1.1700591715" },
		});
		expect(
			read(total("98.87", "EUR", { convertedFromValue: "98.87", convertedFromCurrency: "EUR" })).foreign,
		).toBeUndefined();
	});

	it("is named after the method with which eBay collects, however many payments there were", () => {
		const paid = (...methods: string[]) =>
			read({ paymentSummary: { payments: methods.map((paymentMethod) => ({ paymentMethod })) } }).paymentMethod.id;
		expect(paid("EBAY", "ESCROW")).toBe("EBAY");
		expect(paid("CREDIT_CARD", "EFT")).toBe("EFT");
		expect(paid()).toBe(NO_METHOD);
	});

	it("of a buyer without a registered address is addressed to where it is sent", () => {
		const { username } = SEEN.buyer;
		const sent = read({ buyer: { username } });
		expect(sent.customer).toMatchObject({
			name: "Erika Mustermann",
			billing: { street: "Packstation 7", city: "Kiel" },
		});
	});

	it("of whom eBay has forgotten everything keeps the username", () => {
		const { username } = SEEN.buyer;
		const forgotten = read({ buyer: { username }, fulfillmentStartInstructions: [] });
		expect(forgotten.customer).toEqual({ number: "buyer_name", name: "buyer_name", language: "de", billing: {} });
	});

	it.each([
		["EBAY_AT", "de-AT"],
		["EBAY_CH", "de-CH"],
		["EBAY_GB", "en-GB"],
		["EBAY_BE", undefined],
		["EBAY_MOON", undefined],
	])("of %s is in %s", (purchaseMarketplaceId, language) => {
		const lineItems = [{ ...SEEN.lineItems[0], purchaseMarketplaceId }];
		expect(read({ lineItems }).customer.language).toBe(language);
	});

	it("has no sales record number of zero, and no number twice", () => {
		expect(read({ salesRecordReference: "0", legacyOrderId: SEEN.orderId }).additionalNumbers).toEqual([]);
	});
});

describe("amounts", () => {
	it.each([
		["100.0", "EUR", 10_000],
		["88.5", "EUR", 8850],
		["4085.05", "EUR", 408_505],
		["12.345", "EUR", 1235],
		["-12.345", "EUR", -1235],
		["0.004", "EUR", 0],
		["-0.004", "EUR", 0],
		["1500", "JPY", 1500],
		["1500.5", "JPY", 1501],
	])("%s %s is %i", (value, currency, minor) => {
		expect(toMoney({ value, currency })).toEqual({ minor, currency });
	});

	it.each(["", "12,50", "1e3", "NaN", "€ 5"])("%j is none", (value) => {
		expect(() => toMoney({ value, currency: "EUR" })).toThrow("amount");
	});
});
