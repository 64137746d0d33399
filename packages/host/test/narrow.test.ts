import { Order, type Scope } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { narrow, narrowAll } from "../src/work/narrow.ts";

const scope: Scope = {
	connectedAt: "2026-01-01T00:00:00Z",
	mapping: {
		paymentMethods: { transfer: "prepayment" },
		statuses: { prepayment: { open: { order: ["open"] }, written: {} } },
	},
};

function order(method: string, status: string): Order {
	return Order.parse({
		ref: "1",
		number: "R-1",
		revision: 3,
		placedAt: "2026-02-01T00:00:00Z",
		recordedAt: "2026-02-01T00:00:00Z",
		amount: { minor: 100, currency: "EUR" },
		receivedInShop: { minor: 0, currency: "EUR" },
		paymentMethod: { id: method, title: method },
		statuses: { order: status },
		customer: { name: "Ada", billing: {} },
	});
}

describe("narrow", () => {
	it("takes open orders only in the first read (A7)", () => {
		expect(narrow(order("transfer", "open"), scope, true)).toEqual({ order: order("transfer", "open") });
		expect(narrow(order("transfer", "done"), scope, true)).toBeNull();
		expect(narrow(order("card", "open"), scope, true)).toBeNull();
	});

	it("later takes every mapped order, since the hub may follow it", () => {
		expect(narrow(order("transfer", "done"), scope, false)).toEqual({ order: order("transfer", "done") });
	});

	it("names an order that is not mapped without who ordered what", () => {
		const item = narrow(order("card", "open"), scope, false);
		expect(item).toEqual({
			ref: "1",
			unmapped: { revision: 3, statuses: { order: "open" }, paymentMethod: { id: "card", title: "card" } },
		});
	});

	it("leaves what does not fit the contract to the hub, which rejects it with its path", () => {
		expect(narrowAll([{ ref: "1" }], scope, false)).toEqual([{ order: { ref: "1" } }]);
	});
});
