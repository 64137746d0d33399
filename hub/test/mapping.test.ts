import type { Description, Mapping } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { issuesOfMapping, proposedMapping } from "../src/connections/mapping.ts";

const defaults = {
	paymentMethods: { bacs: "prepayment", invoice: "invoice", cod: "cashOnDelivery" },
	statuses: {
		prepayment: {
			open: { order: ["pending", "on-hold"] },
			written: {
				paid: { machine: "order", status: "processing" },
				cancelled: { machine: "order", status: "cancelled" },
			},
		},
		invoice: { open: { order: ["on-account"], delivery: ["shipped"] }, written: {} },
	},
} as const satisfies Parameters<typeof proposedMapping>[0] | object;

const shop = (methods: readonly string[], statuses: readonly string[]): Description => ({
	paymentMethods: methods.map((id) => ({ id, title: id, active: id !== "cod" })),
	statuses: { order: statuses.map((id) => ({ id, title: id })), delivery: [{ id: "shipped", title: "Shipped" }] },
});

const EMPTY = { mapping: { paymentMethods: {}, statuses: {} }, description: null };
const propose = (now: Description, before: Parameters<typeof proposedMapping>[2] = EMPTY) =>
	proposedMapping(structuredClone(defaults) as Parameters<typeof proposedMapping>[0], now, before);

describe("the mapping a merchant starts with (A3 to A5)", () => {
	it("has the defaults of those methods and statuses that the shop has, active or not", () => {
		expect(propose(shop(["bacs", "cod", "paypal"], ["pending", "processing"]))).toEqual({
			paymentMethods: { bacs: "prepayment", cod: "cashOnDelivery" },
			statuses: {
				prepayment: { open: { order: ["pending"] }, written: { paid: { machine: "order", status: "processing" } } },
			},
		});
	});

	it("leaves out a payment code when a machine would be left without an open status: all orders would be open", () => {
		expect(propose(shop(["invoice"], ["pending"])).statuses.invoice).toBeUndefined();
		expect(propose(shop(["invoice"], ["pending", "on-account"])).statuses.invoice).toEqual({
			open: { order: ["on-account"], delivery: ["shipped"] },
			written: {},
		});
	});

	it("has what only this shop can tell, before the defaults of its plugin", () => {
		const suggested: Mapping = {
			paymentMethods: { "17": "prepayment", bacs: "invoice" },
			statuses: { prepayment: { open: { order: ["10", "gone"] }, written: {} } },
		};
		expect(propose({ ...shop(["17", "bacs"], ["10", "pending"]), suggested })).toEqual({
			paymentMethods: { "17": "prepayment", bacs: "invoice" },
			statuses: { prepayment: { open: { order: ["10"] }, written: {} } },
		});
	});

	it("keeps what the merchant decided when the list is read again, and adds methods that are new", () => {
		const before = shop(["bacs", "cod"], ["pending"]);
		const mapping: Mapping = { paymentMethods: { bacs: "invoice" }, statuses: {} };
		const again = propose(shop(["bacs", "cod", "invoice"], ["pending"]), { mapping, description: before });
		expect(again).toEqual({ paymentMethods: { bacs: "invoice", invoice: "invoice" }, statuses: {} });
	});
});

describe("a mapping of the merchant's", () => {
	const description = shop(["bacs"], ["pending", "processing"]);
	const good: Mapping = {
		paymentMethods: { bacs: "prepayment" },
		statuses: {
			prepayment: { open: { order: ["pending"] }, written: { paid: { machine: "order", status: "processing" } } },
		},
	};
	const pathsOf = (mapping: Mapping, present: Mapping = EMPTY.mapping) =>
		issuesOfMapping(mapping, description, present).map(({ path }) => path);

	it("may name what the shop has", () => {
		expect(pathsOf(good)).toEqual([]);
	});

	it("is refused at each place that the shop does not have", () => {
		const prepayment = {
			open: { order: ["pending", "gone"], nowhere: ["pending"] },
			written: { paid: { machine: "order", status: "gone" } },
		};
		expect(pathsOf({ paymentMethods: { other: "prepayment" }, statuses: { prepayment } })).toEqual([
			"paymentMethods.other",
			"statuses.prepayment.open.order.1",
			"statuses.prepayment.open.nowhere.0",
			"statuses.prepayment.written.paid",
		]);
	});

	it("says for each payment code in use which orders are open", () => {
		expect(pathsOf({ paymentMethods: { bacs: "invoice" }, statuses: {} })).toEqual(["statuses.invoice"]);
		expect(pathsOf({ ...good, statuses: { prepayment: { open: {}, written: {} } } })).toEqual([
			"statuses.prepayment.open",
		]);
	});

	it("may keep a payment method that is gone in the shop: its orders may still be open", () => {
		const old: Mapping = { ...good, paymentMethods: { ...good.paymentMethods, old: "prepayment" } };
		expect(pathsOf(old)).toEqual(["paymentMethods.old"]);
		expect(pathsOf(old, old)).toEqual([]);
	});
});
