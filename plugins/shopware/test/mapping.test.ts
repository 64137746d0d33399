import { Order as OrderSchema } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { toMoney, toOrder } from "../src/mapping.ts";
import { SwOrder } from "../src/shapes.ts";

/** An order as the Admin API of 6.7 answers it, with the associations that are asked for. */
const AT = "2026-11-20T09:30:00.123+00:00";
const id = (digit: string) => digit.repeat(32);
const state = (technicalName: string) => ({ id: id("1"), technicalName });
const method = {
	id: id("2"),
	technicalName: "payment_prepayment",
	formattedHandlerIdentifier: "handler_shopware_prepayment",
	name: null,
	translated: { name: "Vorkasse" },
	active: true,
};

function order(given: Record<string, unknown> = {}): SwOrder {
	return SwOrder.parse({
		id: id("a"),
		versionId: "0fa91ce3e96a4bc2be4bd9ce752c3425",
		autoIncrement: 7,
		orderNumber: "10042",
		orderDateTime: "2026-11-19T23:30:00.000+00:00",
		amountTotal: 119,
		amountNet: 100,
		taxStatus: "net",
		currencyFactor: 1.17,
		currency: { isoCode: "EUR" },
		stateMachineState: state("open"),
		transactions: [transaction()],
		deliveries: [],
		documents: [],
		language: { locale: { code: "de-AT" } },
		orderCustomer: {
			customerNumber: "K7",
			firstName: "Erika",
			lastName: "Mustermann",
			company: null,
			email: "erika@example.com",
			vatIds: ["ATU12345678"],
			customer: { group: { translated: { name: "Händler" } } },
			createdAt: AT,
			updatedAt: null,
		},
		billingAddress: {
			firstName: "Erika",
			lastName: "Mustermann",
			company: "Muster GmbH",
			street: "Heidestr. 17",
			additionalAddressLine1: "Hinterhaus",
			zipcode: "1010",
			city: "Wien",
			country: { iso: "AT" },
			createdAt: AT,
			updatedAt: "2026-11-20T12:00:00.000+00:00",
		},
		customFields: [],
		createdAt: AT,
		updatedAt: null,
		...given,
	});
}

function transaction(given: Record<string, unknown> = {}) {
	return {
		id: id("b"),
		amount: { totalPrice: 119 },
		stateMachineState: state("open"),
		paymentMethod: method,
		createdAt: AT,
		updatedAt: null,
		...given,
	};
}

const delivery = (given: Record<string, unknown>) => ({
	id: id("d"),
	trackingCodes: [],
	shippingCosts: { totalPrice: 4.9 },
	stateMachineState: state("open"),
	createdAt: AT,
	updatedAt: null,
	...given,
});

const mark = (text: string) => ({ kontor_payment: text });
const COMMAND = "6f1fbd62-9a65-4d9c-8bd6-3d6a4e6a5d0e";

describe("an order", () => {
	it("is read in full", () => {
		expect(OrderSchema.parse(toOrder(order()))).toEqual({
			ref: id("a"),
			number: "10042",
			revision: Date.parse("2026-11-20T12:00:00.000Z"),
			placedAt: "2026-11-19T23:30:00.000Z",
			recordedAt: "2026-11-20T09:30:00.123Z",
			amount: { minor: 11_900, currency: "EUR" },
			receivedInShop: { minor: 0, currency: "EUR" },
			paymentMethod: { id: "payment_prepayment", title: "Vorkasse" },
			statuses: { order: "open", transaction: "open" },
			customer: {
				number: "K7",
				name: "Erika Mustermann",
				company: "Muster GmbH",
				group: "Händler",
				email: "erika@example.com",
				language: "de-AT",
				billing: {
					name: "Erika Mustermann",
					company: "Muster GmbH",
					street: "Heidestr. 17, Hinterhaus",
					postcode: "1010",
					city: "Wien",
					country: "AT",
				},
			},
			additionalNumbers: ["ATU12345678"],
		});
	});

	it("owes the total in the currency it was placed in, whatever the factor and the tax status", () => {
		for (const taxStatus of ["gross", "net", "tax-free"]) {
			expect(toOrder(order({ taxStatus, currencyFactor: 0.004 })).amount).toEqual({ minor: 11_900, currency: "EUR" });
		}
		expect(toOrder(order({ amountTotal: 0 })).amount.minor).toBe(0);
	});

	it("has the revision of the part that changed last", () => {
		const updatedAt = "2026-11-21T00:00:00.000+00:00";
		expect(toOrder(order({ transactions: [transaction({ updatedAt })] })).revision).toBe(Date.parse(updatedAt));
		expect(toOrder(order({ deliveries: [delivery({ updatedAt })] })).revision).toBe(Date.parse(updatedAt));
	});

	it("without an association that was asked for is none", () => {
		expect(() => order({ transactions: null })).toThrow();
		expect(() => order({ stateMachineState: null })).toThrow();
	});

	it("of a guest, or without a payment, is read, too", () => {
		const bare = toOrder(order({ orderCustomer: null, billingAddress: null, language: null, transactions: [] }));
		expect(OrderSchema.parse(bare)).toMatchObject({
			paymentMethod: { id: "none" },
			customer: { name: "" },
			statuses: { order: "open" },
		});
	});

	it("names the custom fields that payers quote", () => {
		const given = order({ customFields: { project: "P-1", other: "X", number: 4711, kontor_notes: "x" } });
		expect(toOrder(given, ["project", "number", "missing"]).additionalNumbers).toEqual(["P-1", "4711", "ATU12345678"]);
	});
});

describe("several transactions and deliveries", () => {
	const older = transaction({ id: id("c"), createdAt: "2026-11-20T09:00:00.000+00:00" });

	it.each([
		["the newest one that lives", undefined, "failed", "open"],
		["the one Shopware names", id("b"), "failed", "failed"],
	])("%s", (_what, primaryOrderTransactionId, newest, statuses) => {
		const given = {
			primaryOrderTransactionId,
			transactions: [transaction({ stateMachineState: state(newest) }), older],
		};
		expect(toOrder(order(given)).statuses.transaction).toBe(statuses);
	});

	it("the newest where all were given up", () => {
		const transactions = [
			transaction({ stateMachineState: state("cancelled") }),
			{ ...older, stateMachineState: state("failed") },
		];
		expect(toOrder(order({ transactions })).statuses.transaction).toBe("cancelled");
	});

	it("a discount on shipping is no delivery of goods", () => {
		const discount = delivery({ id: id("e"), shippingCosts: { totalPrice: -4.9 } });
		const goods = delivery({ stateMachineState: state("shipped") });
		expect(toOrder(order({ deliveries: [discount, goods] })).statuses.delivery).toBe("shipped");
	});
});

describe("received in the shop", () => {
	it.each([
		["open", "", 0],
		["paid", "", 11_900],
		["authorized", "", 0],
		["paid_partially", "", 0],
		["chargeback", "", 0],
		["refunded", "", 0],
		["refunded_partially", "", 11_900],
		["paid", `paid ${COMMAND} 116.62 B1`, 11_662],
		["open", `paid ${COMMAND} 116.62 B1`, 0],
		["paid_partially", `part ${COMMAND} 50.00`, 5000],
		["open", `part ${COMMAND} 50.00`, 5000],
		["paid", `part ${COMMAND} 50.00`, 11_900],
		["cancelled", `part ${COMMAND} 50.00`, 0],
		["open", `revoked ${COMMAND} 0.00`, 0],
		["paid", `revoked ${COMMAND} 0.00`, 11_900],
		["paid", "something a merchant typed", 11_900],
	])("%s with the mark '%s': %i", (technicalName, text, minor) => {
		const given = {
			transactions: [transaction({ stateMachineState: state(technicalName) })],
			customFields: mark(text),
		};
		expect(toOrder(order(given)).receivedInShop).toEqual({ minor, currency: "EUR" });
	});

	it("counts what another transaction received, and not what went back", () => {
		const other = transaction({
			id: id("c"),
			createdAt: "2026-11-19T00:00:00.000+00:00",
			amount: { totalPrice: 19 },
			stateMachineState: state("paid"),
		});
		const current = transaction({ stateMachineState: state("paid") });
		const repaid = { kontor_repayments: `2026-11-20 20.00 R1 (Kontor ${COMMAND})` };
		expect(toOrder(order({ transactions: [other, current], customFields: repaid })).receivedInShop.minor).toBe(
			1900 + 9900,
		);
	});
});

describe("payment methods", () => {
	const of = (given: Record<string, unknown>) => {
		const paymentMethod = { ...method, ...given };
		return toOrder(order({ transactions: [transaction({ paymentMethod })] })).paymentMethod.id;
	};

	it("are known by their technical names, Shopware's own also in 6.5; others there by their ids", () => {
		expect(of({ technicalName: "payment_custom" })).toBe("payment_custom");
		expect(of({ technicalName: null })).toBe("payment_prepayment");
		expect(of({ technicalName: null, formattedHandlerIdentifier: "handler_plugin_x" })).toBe(id("2"));
	});
});

describe("the invoice", () => {
	const document = (digit: string, type: string, number: string, more: Record<string, unknown> = {}) => ({
		id: id(digit),
		documentType: { technicalName: type },
		config: { documentNumber: number, documentDate: "2026-11-21T00:00:00.000+00:00" },
		referencedDocumentId: null,
		createdAt: `2026-11-2${digit}T00:00:00.000+00:00`,
		...more,
	});

	it("is the newest that was not cancelled", () => {
		const documents = [
			document("3", "invoice", "R-3"),
			document("1", "invoice", "R-1"),
			document("2", "invoice", "R-2"),
			document("4", "storno", "S-1", { referencedDocumentId: id("3") }),
			document("5", "delivery_note", "L-1"),
		];
		expect(toOrder(order({ documents })).invoice).toEqual({ number: "R-2", date: "2026-11-21", documentRef: id("2") });
	});

	it("is none where every one was cancelled, or has no number yet", () => {
		const cancelled = [
			document("1", "invoice", "R-1"),
			document("2", "storno", "S", { referencedDocumentId: id("1") }),
		];
		expect(toOrder(order({ documents: cancelled })).invoice).toBeUndefined();
		expect(toOrder(order({ documents: [document("1", "invoice", "")] })).invoice).toBeUndefined();
	});
});

describe("amounts", () => {
	it.each([
		[0.1 + 0.2, "EUR", 30],
		[1.005, "EUR", 101],
		[-1.005, "EUR", -101],
		[8.285, "EUR", 829],
		[12345.67, "EUR", 1_234_567],
		[1234567, "JPY", 1_234_567],
		[1234.5, "JPY", 1235],
		[1234.567, "KWD", 1_234_567],
		[-0, "EUR", 0],
		[1e-7, "EUR", 0],
	])("%d %s is %i", (amount, currency, minor) => {
		expect(toMoney(amount, currency)).toEqual({ minor, currency });
	});

	it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e22])("%d is none", (amount) => {
		expect(() => toMoney(amount, "EUR")).toThrow();
	});
});
