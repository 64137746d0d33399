import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { place } from "./fake/order-life.ts";
import { fitting } from "./fake/order-node.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { secretsOf } from "./rig.ts";
import { misfits } from "./schema/shapes.ts";

/** That the fake cannot drift from eBay's documents, and refuses as eBay does. */
let fake: FakeEbay;
beforeEach(async () => {
	fake = await startFakeEbay();
});
afterEach(() => fake.close());

async function ask(path: string, init: RequestInit = {}, scheme = "Bearer") {
	const headers = { authorization: `${scheme} ${secretsOf(fake).accessToken}` };
	const response = await fetch(`${fake.url}${path}`, { ...init, headers });
	const text = await response.text();
	const body = text.startsWith("{") ? JSON.parse(text) : text;
	return { status: response.status, errorId: body.errors?.[0]?.errorId, body };
}

describe("the fake", () => {
	it("fails where its own answer does not fit eBay's documents", async () => {
		const order = place(fake.ebay);
		Object.assign(order.buyer, { city: 7 });
		expect(await ask(`/sell/fulfillment/v1/order/${order.id}`)).toMatchObject({
			status: 500,
			body: expect.stringContaining("Order.buyer.taxAddress.city: no string"),
		});
		expect(() => fitting("finances", "Payout", { payoutId: "1", pets: 2 })).toThrow("Payout.pets: unknown");
		expect(misfits("notification", "Topic", { supportedPayloads: [{ deprecated: "no" }] })).toHaveLength(1);
	});

	const ORDERS = "/sell/fulfillment/v1/order";
	const encoded = (filter: string) => `${ORDERS}?filter=${encodeURIComponent(filter)}`;
	it.each([
		["a limit of more than 200", `${ORDERS}?limit=201`, 31_100],
		["signs that are not encoded", `${ORDERS}?filter=creationdate:[2026-01-01T00:00:00.000Z..]`, 30_700],
		["a day in the future", encoded("creationdate:[2099-01-01T00:00:00.000Z..]"), 30_850],
		["more than two years", encoded("creationdate:[2019-01-01T00:00:00.000Z..]"), 30_830],
		["an id of another form", `${ORDERS}/4711`, 32_100],
	])("refuses %s", async (_, path, errorId) => {
		expect(await ask(path)).toMatchObject({ status: 400, errorId });
	});

	it("gives less by creation date than by change, and pages by an offset that moves", async () => {
		const orders = [place(fake.ebay), place(fake.ebay), place(fake.ebay)];
		const page = await ask(`${ORDERS}?limit=2&offset=0`);
		expect(page.body).toMatchObject({ total: 3, limit: 2 });
		fake.ebay.orders.delete(page.body.orders[0].orderId);
		const next = await ask(`${ORDERS}?limit=2&offset=2`);
		expect(next.body.orders, "the third one is lost").toEqual([]);
		expect(orders).toHaveLength(3);
	});

	it("wants each API's own kind of token, and the seller's signature where the law does", async () => {
		expect(await ask(ORDERS, {}, "IAF")).toMatchObject({ status: 401, errorId: 1001 });
		expect(await ask("/sell/finances/v1/payout/1")).toMatchObject({ status: 403, errorId: 215_120 });
		const cancel = { method: "POST", body: "{}" };
		expect(await ask("/post-order/v2/cancellation", cancel, "IAF")).toMatchObject({ status: 403, errorId: 215_120 });
		expect(await ask("/post-order/v2/cancellation", cancel)).toMatchObject({ status: 401 });
		expect(await ask("/commerce/notification/v1/destination")).toMatchObject({ status: 403, errorId: 1100 });
	});

	it("refuses carriers without numbers, and numbers with signs", async () => {
		const order = place(fake.ebay);
		const lineItems = order.lines.map(({ id: lineItemId, quantity }) => ({ lineItemId, quantity }));
		const ship = (body: object) =>
			ask(`${ORDERS}/${order.id}/shipping_fulfillment`, {
				method: "POST",
				body: JSON.stringify({ lineItems, ...body }),
			});
		expect(await ship({ shippingCarrierCode: "DHL" })).toMatchObject({ status: 400, errorId: 32_300 });
		expect(await ship({ shippingCarrierCode: "DHL", trackingNumber: "12 34" })).toMatchObject({ errorId: 32_300 });
		expect(await ship({ shippedDate: "2020-01-01T00:00:00.000Z" })).toMatchObject({ errorId: 32_500 });
		expect(await ship({ shippingCarrierCode: "DHL", trackingNumber: "1234" })).toMatchObject({ status: 201 });
	});
});
