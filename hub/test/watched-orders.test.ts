import { call, listOrders, putReceivablesSettings, settleWork } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectShop, order, statesOf, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const HOUR_MS = 60 * 60_000;

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	// Onwards: what is looked at every hour was looked at before.
	hub.advance(240 * HOUR_MS);
	shop = await connectShop(hub);
});
afterAll(() => hub.close());

const byPaypal = (ref: string, changes: Parameters<typeof order>[1] = {}) =>
	order(ref, { paymentMethod: { id: "paypal", title: "PayPal" }, recordedAt: hub.now().toISOString(), ...changes });
const results = async (...orders: unknown[]) => (await shop.deliver(...orders)).map(({ result }) => result);
const hoursLater = async (hours: number) => {
	hub.advance(hours * HOUR_MS);
	await hub.tick();
	const asked: string[] = [];
	for (const work of await shop.lease()) {
		if (work.kind !== "request" || work.request !== "read") continue;
		asked.push((work.input as { ref: string }).ref);
		await call(shop.host, settleWork, {
			params: { connection: work.connection, work: work.id },
			body: { kind: "result", result: null },
		});
	}
	return asked.toSorted();
};
const afterHours = (readAfterHours: number, connection?: string) =>
	call(shop.merchant, putReceivablesSettings, {
		body: { monitored: { readAfterHours } },
		query: connection === undefined ? {} : { connection },
	});

test("orders of a watched method are read only after the hours that are set, and kept only if they are open then (L3)", async () => {
	await afterHours(6);
	const recordedAt = hub.now().toISOString();
	expect(await results(byPaypal("1"), byPaypal("2"), order("3", { recordedAt }))).toEqual([
		"ignored",
		"ignored",
		"created",
	]);
	const { rows } = await hub.sql.query("SELECT ref FROM young_orders WHERE connection_id = $1 ORDER BY ref", [shop.id]);
	expect(rows).toEqual([{ ref: "1" }, { ref: "2" }]);
	expect(await hoursLater(5)).toEqual([]);
	// Events and comparisons meanwhile change nothing.

	expect(await results(byPaypal("1", { recordedAt }))).toEqual(["ignored"]);
	expect(await hoursLater(1)).toEqual(["1", "2"]);
	expect(await results(byPaypal("1", { recordedAt }), byPaypal("2", { recordedAt, status: "processing" }))).toEqual([
		"created",
		"ignored",
	]);
	expect(await statesOf(shop.merchant)).toEqual({ 1: "monitoring", 3: "open" });
	expect(await hoursLater(24)).toEqual([]);
});

test("each shop has its own hours (A11); one that is disconnected is asked for nothing", async () => {
	await afterHours(48);
	await afterHours(2, shop.id);
	const other = await connectShop(hub, { merchant: shop.merchant, host: shop.host });
	await shop.deliver(byPaypal("1"));
	await other.deliver(byPaypal("2"));
	expect(await hoursLater(1)).toEqual([]);
	expect(await hoursLater(2)).toEqual(["1"]);
	await hub.sql.query("UPDATE connections SET state = 'disconnected' WHERE id = $1", [other.id]);
	expect(await hoursLater(60)).toEqual([]);
	await hub.sql.query("UPDATE connections SET state = 'connected' WHERE id = $1", [other.id]);
	expect(await hoursLater(2)).toEqual(["2"]);
	expect((await call(shop.merchant, listOrders, {})).items).toEqual([]);
});
