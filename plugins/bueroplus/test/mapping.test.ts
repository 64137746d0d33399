import { describe, expect, it } from "vitest";
import { type BueroplusOrder, toDescription, toOrder } from "../src/mapping.ts";

const theirs: BueroplusOrder = {
	id: 12,
	number: "R-1012",
	changed: 57,
	placed_at: "2026-11-02T09:30:00+05:30",
	currency: "KWD",
	total: "12.345",
	paid: "0.000",
	status: "open",
	payment_method: { id: "transfer", name: "Vorkasse" },
	buyer: { name: "Ada Käufer", email: "ada@example.org", street: "Hauptstr. 1", city: "Kiel", country: "DE" },
	notes: [],
};

describe("an order of the shop", () => {
	it("has its amount in the currency's own decimals, and its time in UTC", () => {
		expect(toOrder(theirs)).toMatchObject({
			ref: "12",
			revision: 57,
			placedAt: "2026-11-02T04:00:00.000Z",
			amount: { minor: 12_345, currency: "KWD" },
			receivedInShop: { minor: 0, currency: "KWD" },
			statuses: { order: "open" },
		});
	});

	it("is refused where its amount is finer than its currency", () => {
		expect(() => toOrder({ ...theirs, currency: "JPY" })).toThrow(RangeError);
	});
});

describe("the shop's description", () => {
	it("marks a payment method that is switched off", () => {
		const shop = { id: "s", payment_methods: [{ id: "card", name: "Karte", enabled: false }], statuses: [] };
		expect(toDescription(shop).paymentMethods).toEqual([{ id: "card", title: "Karte", active: false }]);
	});
});
