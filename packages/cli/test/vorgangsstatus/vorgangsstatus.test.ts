import {
	askPlugin,
	call,
	getConfig,
	getPluginAnswer,
	listNotifications,
	patchSettings,
	putConfig,
} from "@kontor/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, until, type World } from "./world.ts";

const PLATFORMS = {
	platforms: [{ source: "WooCommerce", plugin: "woocommerce" }],
	carriers: { "DHL Paket": "DHL" },
};
const RULES = [
	{
		platform: "woocommerce",
		active: ["open", "inProgress"],
		rules: [
			{
				id: "paid",
				from: "open",
				to: "inProgress",
				conditions: [{ is: "payment-received", with: {} }],
				inform: null,
				transferShipments: false,
			},
			{
				id: "sent",
				from: "inProgress",
				to: "shipped",
				conditions: [{ is: "shipment-done", with: {} }],
				inform: { layout: "Versandbestätigung" },
				transferShipments: true,
			},
		],
	},
];

let world: World;
beforeAll(async () => {
	world = await createWorld(PLATFORMS);
	// The least there is, and far longer than this test: what follows within it follows from the answers.
	await call(world.merchant, patchSettings, { body: { pullMinutesWithoutEvents: 1 } });
}, 60_000);
afterAll(() => world.close());

/** Has büro⁺ read now instead of in a minute. */
async function look(): Promise<void> {
	const { db } = world.hub.hub;
	const { rows } = await db.pool.query<{ merchant_id: string; connection_id: string }>(
		`SELECT merchant_id, connection_id FROM hosted_connections`,
	);
	// One at a time: the hub, too, has one of them in hand.
	for (const { merchant_id, connection_id } of rows) {
		await db.merchant(merchant_id, "pull now", (tx) =>
			tx.execute(`UPDATE connections SET next_pull_at = now() - interval '1 s' WHERE id = $1::uuid`, connection_id),
		);
	}
}

/** What büro⁺'s plugin answers a question of its own. */
async function answered(request: string, input: object): Promise<unknown> {
	const params = { connection: world.erpConnection };
	const { id } = await call(world.merchant, askPlugin, { params, body: { request, input } });
	const answer = () => call(world.merchant, getPluginAnswer, { params: { ...params, work: id } });
	const seen = await until(request, answer, ({ state }) => state !== "pending");
	return seen.state === "answered" ? seen.result : seen;
}

const trackings = (order: { meta: readonly { key: string; value: unknown }[] }) =>
	order.meta.find(({ key }) => key === "_wc_shipment_tracking_items")?.value;

test("an order goes from open to in progress to shipped, with its tracking number and one e-mail", {
	timeout: 60_000,
}, async () => {
	const answer = await fetch(new URL("/__fake/orders", world.shop.url), {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ total: "119.00", billing: { email: "ada@example.org" } }),
	});
	const { id, number } = (await answer.json()) as { id: number; number: string };
	const order = world.shop.shop.orders.get(id);
	if (order === undefined) throw new Error("the shop has no such order");
	const vorgang = world.erp.add({
		amount: "119.00",
		platform: "WooCommerce",
		platformOrder: number,
		method: "Vorkasse",
	});
	const tried = await answered("try-rules", { ruleSets: RULES });
	expect(tried).toMatchObject({ findings: [], vorgaenge: [{ orderNumber: number, status: "open", would: null }] });
	const params = { connection: world.erpConnection };
	const config = await call(world.merchant, getConfig, { params });
	await call(world.merchant, putConfig, { params, body: { ...config, ruleSets: RULES } });
	await look();
	expect(order.status, "not paid yet").toBe("on-hold");

	world.erp.set(vorgang, { fldKdBezBet: "119.00" });
	await look();
	await until(
		"in progress",
		() => order.status,
		(status) => status === "processing",
	);

	const shipment = world.erp.ship(vorgang, { done: true, parcelNumber: "" });
	await look();
	const told = async () => (await call(world.merchant, listNotifications, {})).items.map(({ code }) => code);
	await until("done without a number is reported", told, (codes) => codes.includes("STATUS_HELD"));
	expect(order.status, "J6: it waits for the parcel number").toBe("processing");
	expect(trackings(order)).toBeUndefined();

	world.erp.setShipment(shipment, { fldPaketNr: "00340434161094015902" });
	await look();
	await until(
		"shipped",
		() => order.status,
		(status) => status === "completed",
	);
	expect(trackings(order)).toEqual([
		expect.objectContaining({ tracking_number: "00340434161094015902", custom_tracking_provider: "DHL" }),
	]);
	await until(
		"an e-mail",
		() => world.mails.length,
		(count) => count > 0,
	);
	await until("the notice is withdrawn", told, (codes) => !codes.includes("STATUS_HELD"));

	await look();
	await look();
	await until(
		"rest",
		() => world.shop.shop.ledger.length,
		() => true,
	);
	expect(world.mails).toHaveLength(1);
	expect(world.mails[0]).toMatch(/00340434161094015902/);
	const statuses = world.shop.shop.ledger
		.filter((one) => one.order === id && one.what.startsWith("status "))
		.map(({ what }) => what);
	expect(statuses).toEqual(["status pending->on-hold", "status on-hold->processing", "status processing->completed"]);
});
