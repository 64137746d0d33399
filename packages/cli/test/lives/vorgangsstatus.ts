import { LOGIN, startFakeBueroplus } from "@kontor/plugin-bueroplus/fake";
import { type FakeWooCommerce, place, startFakeWooCommerce } from "@kontor/plugin-woocommerce/fake";
import {
	askPlugin,
	call,
	getConfig,
	getPluginAnswer,
	listNotifications,
	listOrders,
	patchSettings,
	putConfig,
	putMailServer,
} from "@kontor/protocol";
import { expect } from "vitest";
import { type MailSink, openMailSink } from "./mail-sink.ts";
import { type Owner, shopClock, until, type World } from "./world.ts";

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

/**
 * Orders go from open to in progress to shipped, each with its tracking number and one e-mail, because büro⁺'s rules say so: one that
 * Kontor looks after, and one that was paid before the shop was connected, which it never read.
 */
export async function lifeOfVorgaenge(world: World): Promise<void> {
	const clock = shopClock();
	const shop = await startFakeWooCommerce({ deliverAtOnce: true, now: clock.now });
	const bueroplus = await startFakeBueroplus();
	const sink = await openMailSink();
	try {
		const owner = await world.owner();
		await takeMail(owner, sink);
		const early = place(shop.shop, {
			total: "80.00",
			paymentMethod: "paypal",
			status: "processing",
			billing: { email: "bob@example.org" },
		});
		await owner.connect({
			plugin: "woocommerce",
			name: "Shop",
			config: { url: shop.url, allowHttp: true },
			secrets: { consumerKey: shop.shop.consumerKey, consumerSecret: shop.shop.consumerSecret },
		});
		const erp = await owner.connect({
			plugin: "bueroplus",
			name: "büro⁺",
			config: { url: bueroplus.url, ...PLATFORMS },
			secrets: LOGIN,
		});
		clock.aMomentLater();
		const desk = openDesk(world, owner, erp);
		await live(desk, { shop, erp: bueroplus.shop, mails: sink.mails });
		await liveUnheld(desk, { shop, erp: bueroplus.shop, mails: sink.mails }, early);
	} finally {
		for (const one of [shop, bueroplus, sink]) await one.close();
	}
}

interface Systems {
	readonly shop: FakeWooCommerce;
	readonly erp: Awaited<ReturnType<typeof startFakeBueroplus>>["shop"];
	readonly mails: readonly string[];
}
type ShopOrder = ReturnType<typeof place>;

async function takeMail({ api }: Owner, { port }: MailSink): Promise<void> {
	const from = { name: "Laden GmbH", address: "laden@laden.example" };
	await call(api, putMailServer, {
		body: { server: { host: "127.0.0.1", port, security: "none", user: "laden", from }, secrets: { password: "x" } },
	});
	// The least there is, and far longer than this test: what follows within it follows from the answers.
	await call(api, patchSettings, { body: { pullMinutesWithoutEvents: 1 } });
}

/** What the merchant does and sees. */
function openDesk({ hub: { hub } }: World, { id, api }: Owner, erp: string) {
	const params = { connection: erp };
	return {
		api,
		/** Has büro⁺ read now instead of in a minute. */
		look: () =>
			hub.db.merchant(id, "pull now", (tx) =>
				tx.execute(`UPDATE connections SET next_pull_at = now() - interval '1 s' WHERE id = $1::uuid`, erp),
			),
		/** What büro⁺'s plugin answers a question of its own. */
		answered: async (request: string, input: object): Promise<unknown> => {
			const { id: work } = await call(api, askPlugin, { params, body: { request, input } });
			const answer = () => call(api, getPluginAnswer, { params: { ...params, work } });
			const seen = await until(request, answer, ({ state }) => state !== "pending");
			return seen.state === "answered" ? seen.result : seen;
		},
		switchOn: async (ruleSets: typeof RULES): Promise<void> => {
			const config = await call(api, getConfig, { params });
			await call(api, putConfig, { params, body: { ...config, ruleSets } });
		},
		told: async () => (await call(api, listNotifications, {})).items.map(({ code }) => code),
	};
}
type Desk = ReturnType<typeof openDesk>;

const trackings = (order: ShopOrder) => order.meta.find(({ key }) => key === "_wc_shipment_tracking_items")?.value;
const statuses = ({ shop }: FakeWooCommerce, { id }: ShopOrder) =>
	shop.ledger.filter((one) => one.order === id && one.what.startsWith("status ")).map(({ what }) => what);
const becomes = (what: string, order: ShopOrder, wanted: string) =>
	until(
		what,
		() => order.status,
		(status) => status === wanted,
	);

async function live({ look, answered, switchOn, told }: Desk, { shop, erp, mails }: Systems): Promise<void> {
	const order = place(shop.shop, { total: "119.00", billing: { email: "ada@example.org" } });
	const vorgang = erp.add({
		amount: "119.00",
		platform: "WooCommerce",
		platformOrder: order.number,
		method: "Vorkasse",
	});
	const tried = await answered("try-rules", { ruleSets: RULES });
	expect(tried).toMatchObject({
		findings: [],
		vorgaenge: [{ orderNumber: order.number, status: "open", would: null }],
	});
	await switchOn(RULES);
	await look();
	expect(order.status, "not paid yet").toBe("on-hold");

	erp.set(vorgang, { fldKdBezBet: "119.00" });
	await look();
	await becomes("in progress", order, "processing");

	const shipment = erp.ship(vorgang, { done: true, parcelNumber: "" });
	await look();
	await until("done without a number is reported", told, (codes) => codes.includes("STATUS_HELD"));
	expect(order.status, "J6: it waits for the parcel number").toBe("processing");
	expect(trackings(order)).toBeUndefined();

	erp.setShipment(shipment, { fldPaketNr: "00340434161094015902" });
	await look();
	await becomes("shipped", order, "completed");
	expect(trackings(order)).toEqual([
		expect.objectContaining({ tracking_number: "00340434161094015902", custom_tracking_provider: "DHL" }),
	]);
	await until(
		"an e-mail",
		() => mails.length,
		(count) => count > 0,
	);
	await until("the notice is withdrawn", told, (codes) => !codes.includes("STATUS_HELD"));
	expect(mails[0]).toMatch(/00340434161094015902/);
	expect(statuses(shop, order)).toEqual([
		"status pending->on-hold",
		"status on-hold->processing",
		"status processing->completed",
	]);
}

/** Found in the shop by its number, told, and nothing else: A7. */
async function liveUnheld({ api, look }: Desk, { shop, erp, mails }: Systems, order: ShopOrder): Promise<void> {
	const vorgang = erp.add({
		amount: "80.00",
		platform: "WooCommerce",
		platformOrder: order.number,
		method: "PayPal",
	});
	erp.set(vorgang, { fldKdBezBet: "80.00" });
	erp.ship(vorgang, { done: true, parcelNumber: "00340434161094015919" });
	await look();
	await becomes("shipped", order, "completed");
	await until(
		"the second e-mail",
		() => mails.length,
		(count) => count > 1,
	);
	await look();
	await look();
	expect(trackings(order)).toEqual([expect.objectContaining({ tracking_number: "00340434161094015919" })]);
	expect(statuses(shop, order)).toEqual(["status pending->processing", "status processing->completed"]);
	expect(mails).toHaveLength(2);
	expect(mails[1]).toMatch(/bob@example.org/);
	const { items } = await call(api, listOrders, { query: { limit: 100 } });
	expect(items.map(({ number }) => number)).not.toContain(order.number);
}
