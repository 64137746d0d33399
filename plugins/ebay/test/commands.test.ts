import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { carrierCodeOf, trackingNumberOf } from "../src/carriers.ts";
import { appAt } from "./app-at.ts";
import { combine, refund, touch } from "./fake/order-life.ts";
import { configOf, connectorAt, shopContext } from "./rig.ts";
import { eur, openTill, type Till } from "./till.ts";

let till: Till;
beforeEach(async () => {
	till = await openTill();
});
afterEach(() => till.fake.close());

const paid = { status: { machine: "payment", status: "PAID" } };

describe("marking as paid", () => {
	it("is refused unless the merchant switched it on, and says why", async () => {
		const order = till.order();
		const { marksPaid: _, ...config } = configOf(till.fake);
		for (const given of [config, { ...config, marksPaid: false }]) {
			expect(await till.run("mark-paid", order, paid, { config: given })).toMatchObject({
				status: "declined",
				code: "not-allowed-here",
				detail: expect.stringContaining("not switched on"),
			});
		}
		expect(till.happened(order)).toEqual([]);
	});

	it("is refused for what eBay collects itself, switched on or not", async () => {
		const order = till.order({ method: "EBAY", payment: "PENDING" });
		expect(await till.run("mark-paid", order, paid)).toMatchObject({
			code: "not-allowed-here",
			detail: expect.stringContaining("eBay collects"),
		});
		expect(till.happened(order)).toEqual([]);
	});

	it("goes through Trading where it is switched on, whatever warnings that has", async () => {
		const order = till.order();
		expect(await till.run("mark-paid", order, paid)).toMatchObject({
			status: "applied",
			observed: { statuses: { payment: "PAID" }, receivedInShop: eur(10_000) },
		});
		expect(till.happened(order)).toEqual(["marked as paid"]);
		expect(till.fake.ebay.calls.filter((call) => call === "POST /ws/api.dll")).toHaveLength(1);
	});

	it("finds the order again that gets another id by it, and ships it under that", async () => {
		till.fake.ebay.renames = true;
		const order = till.order();
		const { id } = order;
		expect(await till.run("mark-paid", order, paid)).toMatchObject({ status: "applied" });
		expect(order.id).not.toBe(id);
		const old = { ...order, id };
		expect(await till.run("mark-paid", old, paid)).toMatchObject({ status: "already-applied" });
		expect(await till.run("push-shipment", old)).toMatchObject({ status: "applied" });
		expect(till.fake.ebay.calls).toContain(`POST /sell/fulfillment/v1/order/${order.id}/shipping_fulfillment`);
		const read = await connectorAt(till.fake).read(shopContext(till.fake), id as never);
		expect(read).toMatchObject({ ref: id, number: order.id, statuses: { payment: "PAID" } });
	});

	it("is declined where the buyer owes more than was settled, or in another currency", async () => {
		const order = till.order({ minor: 10_001 });
		expect(await till.run("mark-paid", order, paid)).toMatchObject({ code: "amount-mismatch" });
		const given = { ...paid, amount: { minor: 10_001, currency: "CHF" } };
		expect(await till.run("mark-paid", order, given)).toMatchObject({ code: "amount-mismatch" });
	});

	it("counts the tax that eBay collects as owed", async () => {
		const order = till.order({ minor: 10_000, tax: 1900 });
		expect(await till.run("mark-paid", order, paid)).toMatchObject({ code: "amount-mismatch" });
		expect(await till.run("mark-paid", order, { ...paid, amount: eur(11_900) })).toMatchObject({ status: "applied" });
	});

	it("is declined where eBay refuses it, and is a fault where the token or the quota is the reason", async () => {
		const order = till.order();
		const answering =
			(code: number): typeof fetch =>
			async (input, init) => {
				if (!new Request(input, init).url.endsWith("/ws/api.dll")) return fetch(input, init);
				const error = `<Errors><ShortMessage>x</ShortMessage><ErrorCode>${code}</ErrorCode><SeverityCode>Error</SeverityCode></Errors>`;
				return new Response(`<CompleteSaleResponse xmlns="x"><Ack>Failure</Ack>${error}</CompleteSaleResponse>`);
			};
		const run = (code: number) => till.run("mark-paid", order, paid, { http: answering(code) });
		expect(await run(37)).toMatchObject({
			status: "declined",
			code: "wrong-state",
			detail: expect.stringContaining("37"),
		});
		await expect(run(932)).rejects.toMatchObject({ fault: "bad-config", details: { code: "EBAY_TOKEN_REFUSED" } });
		await expect(run(518)).rejects.toMatchObject({ fault: "rate-limited" });
	});
});

describe("cancelling", () => {
	it("is a signed Post-Order call, and done once the order shows it", async () => {
		till.fake.ebay.cancellationReads = 1;
		const order = till.order();
		expect(await till.run("cancel", order)).toMatchObject({
			status: "applied",
			observed: { statuses: { cancellation: "CANCELED" } },
		});
		expect(await till.run("cancel", order)).toMatchObject({ status: "already-applied" });
		expect(till.happened(order)).toEqual(["cancelled"]);
	});

	it("never gives a buyer his money back", async () => {
		const order = till.order({ payment: "PAID" });
		expect(await till.run("cancel", order)).toMatchObject({ status: "declined", code: "wrong-state" });
		refund(till.fake.ebay, order, 10_000);
		expect(await till.run("cancel", order)).toMatchObject({ code: "wrong-state" });
		expect(till.happened(order)).toEqual([]);
	});

	it("is left to the seller where the buyer asked for it, or it was shipped", async () => {
		const asking = till.order();
		touch(till.fake.ebay, asking, { cancellation: "IN_PROGRESS", cancelInitiator: "BUYER" });
		expect(await till.run("cancel", asking)).toMatchObject({
			code: "wrong-state",
			detail: expect.stringContaining("buyer"),
		});
		const shipped = till.order();
		for (const line of shipped.lines) line.shipped = true;
		expect(await till.run("cancel", shipped)).toMatchObject({
			code: "wrong-state",
			detail: expect.stringContaining("shipped"),
		});
	});

	it("whose answer was lost is found under way, and not begun again", async () => {
		const order = till.order();
		touch(till.fake.ebay, order, { cancellation: "IN_PROGRESS", cancelInitiator: "SELLER", cancelReadsLeft: 2 });
		expect(await till.run("cancel", order)).toMatchObject({ observed: { statuses: { cancellation: "CANCELED" } } });
		expect(till.fake.ebay.calls).not.toContain("POST /post-order/v2/cancellation");
	});

	it("needs the operator's signing key", async () => {
		const { signingKey: _key, ...app } = appAt(till.fake);
		await expect(till.run("cancel", till.order(), {}, { app })).rejects.toMatchObject({
			details: { code: "EBAY_SIGNATURE_REFUSED" },
		});
	});
});

describe("a parcel", () => {
	it("takes everything that is not shipped, with a number of letters and digits", async () => {
		const order = till.order({ lines: 2 });
		const given = { carrier: "DHL Paket", trackingNumber: "0034 0434-1610/94015902" };
		expect(await till.run("push-shipment", order, given)).toMatchObject({
			status: "applied",
			observed: { statuses: { fulfillment: "FULFILLED" } },
		});
		expect(order.parcels).toMatchObject([{ number: "00340434161094015902", carrier: "DHL" }]);
		expect(await till.run("push-shipment", order, { ...given, trackingNumber: "00340434161094015902" })).toMatchObject({
			status: "already-applied",
		});
		expect(order.parcels).toHaveLength(1);
	});

	it("of an order that is shipped already is added", async () => {
		const order = till.order();
		await till.run("push-shipment", order, { trackingNumber: "A1" });
		expect(await till.run("push-shipment", order, { trackingNumber: "A2" })).toMatchObject({ status: "applied" });
		expect(order.parcels.map(({ number }) => number)).toEqual(["A1", "A2"]);
	});

	it("left when it left, but not before the order, and not in the future", async () => {
		const order = till.order();
		for (const [trackingNumber, shippedAt] of [
			["B1", "2020-01-01T00:00:00Z"],
			["B2", "2099-01-01T00:00:00Z"],
		]) {
			expect(await till.run("push-shipment", order, { trackingNumber, shippedAt })).toMatchObject({
				status: "applied",
			});
		}
	});

	it("without a number that eBay could take is refused before anything is asked", async () => {
		const order = till.order();
		await expect(till.run("push-shipment", order, { trackingNumber: "—" })).rejects.toMatchObject({
			fault: "invalid-input",
			details: { forMerchant: { de: expect.stringContaining("Sendungsnummer") } },
		});
		expect(till.happened(order)).toEqual([]);
	});

	it("of a combined order goes to the new one: the old one is gone", async () => {
		const [one, other] = [till.order(), till.order()];
		const combined = combine(till.fake.ebay, one, other);
		expect(await till.run("push-shipment", one)).toMatchObject({ status: "declined", code: "order-gone" });
		expect(await till.run("push-shipment", combined)).toMatchObject({ status: "applied" });
	});

	it.each([
		["DHL", "DHL"],
		["dhl express", "DHL"],
		["Deutsche Post", "DeutschePost"],
		["Österreichische Post", "AustrianPost"],
		["DPD", "DPD"],
		["GLS", "GLS"],
		["Hermes", "Hermes"],
		["Spedition Müller", "Other"],
		["constructor", "Other"],
		["", "Other"],
	])("of %s is %s to eBay", (carrier, code) => {
		expect(carrierCodeOf(carrier)).toBe(code);
		expect(trackingNumberOf(" 1Z-999 AA1/ä ")).toBe("1Z999AA1");
	});
});
