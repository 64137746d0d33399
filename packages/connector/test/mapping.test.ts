import { describe, expect, it } from "vitest";
import { countsAsOpen, type Mapping, openStatuses, paymentCodeOf } from "../src/index.ts";

const mapping: Mapping = {
	paymentMethods: { transfer: "prepayment", b2b: "invoice" },
	statuses: {
		prepayment: {
			open: { order: ["open", "pending"], transaction: ["open"] },
			written: {
				paid: { machine: "transaction", status: "paid" },
				partiallyPaid: { machine: "transaction", status: "paid_partially" },
			},
		},
	},
};
const order = (method: string, statuses: Record<string, string>) => ({
	paymentMethod: { id: method, title: "" },
	statuses,
});

describe("a mapping", () => {
	it("means a payment code only for the methods it names (A4)", () => {
		expect(paymentCodeOf(order("b2b", {}), mapping)).toBe("invoice");
		expect(paymentCodeOf(order("paypal", {}), mapping)).toBeNull();
	});

	it("counts an order as open when every machine it names is open (A5)", () => {
		expect(countsAsOpen(order("transfer", { order: "pending", transaction: "open" }), mapping)).toBe(true);
		expect(countsAsOpen(order("transfer", { order: "cancelled", transaction: "open" }), mapping)).toBe(false);
		expect(countsAsOpen(order("transfer", { order: "open" }), mapping)).toBe(false);
	});

	it("counts what Kontor wrote while money is missing as open, and what it wrote for paid not", () => {
		expect(countsAsOpen(order("transfer", { order: "open", transaction: "paid_partially" }), mapping)).toBe(true);
		expect(countsAsOpen(order("transfer", { order: "open", transaction: "paid" }), mapping)).toBe(false);
	});

	it("counts nothing as open for a method or code it does not know", () => {
		expect(countsAsOpen(order("paypal", { order: "open", transaction: "open" }), mapping)).toBe(false);
		expect(countsAsOpen(order("b2b", { order: "open", transaction: "open" }), mapping)).toBe(false);
	});

	it("names what a shop has to be asked for", () => {
		expect(openStatuses(mapping, "transaction")).toEqual(["open", "paid_partially"]);
	});
});
