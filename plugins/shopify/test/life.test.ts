import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { cancel, editTotal, moveHouse, pay, place } from "./fake/order-life.ts";
import { deliveryOf } from "./fake/webhooks.ts";
import { type Hosted, startHosted } from "./hosted.ts";

/** A shop's life with Kontor, from its merchant's consent to the removal of the app, through the real host. The clock is the shop's. */
let now = Date.now();
let hosted: Hosted;
beforeEach(async () => {
	hosted = await startHosted({ now: () => new Date(now), newSecret: "shpss_the-newest" });
});
afterEach(() => hosted.close());

it("a shop is connected, read, told of payments, kept connected, and let go", { timeout: 20_000 }, async () => {
	const { fake, hub, connection, request, consent } = hosted;
	const { shop } = fake;
	const early = place(shop, { minor: 10_000 });
	const paidBefore = place(shop, { minor: 700 });
	pay(shop, paidBefore, 700);
	now += 60_000;
	const book = () => hub.book(connection.id).orders;
	const stored = (id: number) => book().get(String(id) as OrderRef);

	expect(await consent(), "consent page, route, connection").toEqual([302, 302, 302]);
	const shopClock = new Date(Math.floor(now / 1000) * 1000).toISOString();
	expect(await request("check")).toMatchObject({
		kind: "result",
		result: { ok: true, identity: "gid://shopify/Shop/548380009", shopClock },
	});
	expect(await request("describe")).toMatchObject({ kind: "result" });
	expect(await request("watch-webhooks")).toMatchObject({ kind: "result", result: { state: "created" } });

	// The mapping, and the first reading: what was recorded before the shop's clock of the check stays unmanaged (A7).
	hub.change(connection.id, { scope: { ...connection.scope, connectedAt: shopClock } });
	expect(await hub.pull(connection.id)).toEqual({ kind: "result", result: null });
	expect(stored(early.id)).toMatchObject({ number: "1001", amount: { minor: 10_000 } });
	expect(Date.parse(stored(early.id)?.recordedAt ?? "")).toBeLessThan(Date.parse(shopClock));
	expect(stored(paidBefore.id), "not open when Kontor came").toBeUndefined();

	now += 1000;
	const order = place(shop, { minor: 10_000 });
	await vi.waitFor(() => expect(stored(order.id)).toMatchObject({ number: "1003" }));
	expect(Date.parse(stored(order.id)?.recordedAt ?? "")).toBeGreaterThan(Date.parse(shopClock));
	now += 1000;
	editTotal(shop, order, 12_000);
	await vi.waitFor(() => expect(stored(order.id)).toMatchObject({ amount: { minor: 12_000 } }));

	const tell = (kind: CommandKind, given: object, about = order) =>
		hub.command(
			connection.id,
			Command.parse({
				kind,
				id: randomUUID(),
				orderRef: String(about.id),
				issuedAt: new Date(now).toISOString(),
				expect: stored(about.id)?.statuses ?? {},
				status: null,
				...given,
			}),
		);
	const compliance = async (topic: string, payload: object, secret?: string) => {
		const { headers, body } = deliveryOf(shop, topic, payload, secret);
		return (await fetch(`${hosted.host.url}/routes/shopify/compliance`, { method: "POST", headers, body })).status;
	};
	const eur = (minor: number) => ({ minor, currency: "EUR" });
	const applied = { kind: "outcome", outcome: { status: "applied" } };
	expect(await tell("mark-partially-paid", { received: eur(5000), outstanding: eur(7000) })).toMatchObject(applied);
	await vi.waitFor(() => expect(stored(order.id)?.statuses.payment).toBe("PARTIALLY_PAID"));

	// An hour later every token has run out, was renewed before, and nothing stands still.
	const renewed = await request("refresh-secrets");
	expect(renewed).toMatchObject({ kind: "result", result: { refreshBefore: expect.any(String) } });
	expect(hub.connection(connection.id).secrets).toMatchObject({ accessToken: shop.accessToken });
	now += 3_500_000;
	const paid = { amount: eur(12_000), paidOn: "2026-11-22", bankReference: "NTRF-1" };
	expect(await tell("mark-paid", paid)).toMatchObject(applied);
	const parcel = { carrier: "DHL", trackingNumber: "0034043416", shippedAt: new Date(now).toISOString() };
	expect(await tell("push-shipment", parcel)).toMatchObject(applied);
	await vi.waitFor(() =>
		expect(stored(order.id)).toMatchObject({
			statuses: { payment: "PAID", fulfillment: "FULFILLED" },
			receivedInShop: eur(12_000),
		}),
	);

	// Shopify signs with the app's new secret from one delivery to the next; what was signed before still arrives.
	const updated = async (secret?: string) => {
		const { headers, body } = deliveryOf(shop, "ORDERS_UPDATED", { id: order.id }, secret);
		return (await fetch(`${hosted.host.url}/webhooks/${connection.id}`, { method: "POST", headers, body })).status;
	};
	const [old] = shop.clientSecrets;
	moveHouse(shop, order);
	shop.clientSecrets.reverse();
	now += 1000;
	moveHouse(shop, order);
	await vi.waitFor(() => expect(stored(order.id)?.customer.billing.street).toBe(order.billing?.address1));
	expect([await updated(), await updated(old), await updated("forged")]).toEqual([200, 200, 401]);
	shop.clientSecrets.pop();
	now += 60_000;
	expect(await request("refresh-secrets"), "with the new secret alone").toMatchObject({ kind: "result" });

	// The hub is down for a while: Shopify removes its webhooks. The next pull finds what they missed, and it is noticed.
	hub.setDown(true);
	const missed = Array.from({ length: 8 }, () => place(shop, { minor: 500 }));
	await vi.waitFor(() =>
		expect([...shop.subscriptions.values()].map(({ topic }) => topic)).not.toContain("ORDERS_CREATE"),
	);
	await vi.waitFor(() =>
		expect([...shop.subscriptions.values()].map(({ topic }) => topic)).not.toContain("ORDERS_UPDATED"),
	);
	cancel(shop, early);
	hub.setDown(false);
	now += 60_000;
	await hub.pull(connection.id);
	expect(missed.map(({ id }) => stored(id)?.amount)).toEqual(missed.map(() => eur(500)));
	expect(stored(early.id)?.statuses.order).toBe("cancelled");
	expect(await request("watch-webhooks")).toMatchObject({
		result: { state: "replaced", problems: [{ code: "WEBHOOK_REMOVED" }] },
	});
	const [unpaid] = missed;
	expect(await tell("cancel", { reason: "Nicht bezahlt" }, unpaid)).toMatchObject(applied);
	await vi.waitFor(() => expect(stored(unpaid?.id ?? 0)?.statuses.order).toBe("cancelled"));
	expect(await request("compare")).toMatchObject({ kind: "result" });

	// A customer has his data erased, and another asks for his: the hub learns of which shop and which orders.
	const identity = "gid://shopify/Shop/548380009";
	const redact = { shop_id: 548_380_009, shop_domain: shop.domain, orders_to_redact: [order.id] };
	expect(await compliance("CUSTOMERS_REDACT", redact)).toBe(200);
	const erased = { about: identity, notice: { kind: "erase-customer", orders: [`${order.id}`] } };
	expect(hub.notices).toEqual([erased]);
	expect(await compliance("CUSTOMERS_REDACT", redact, "forged")).toBe(401);
	expect(hub.notices).toHaveLength(1);

	// The app is removed in the shop: its tokens are void, and the merchant is told what to do.
	const removed = { id: 548_380_009, name: "Laden", myshopify_domain: shop.domain };
	const deliver = async () => {
		const { headers, body } = deliveryOf(shop, "APP_UNINSTALLED", removed);
		const to = `${hosted.host.url}/webhooks/${connection.id}`;
		return (await fetch(to, { method: "POST", headers, body })).status;
	};
	expect(await deliver(), "of an earlier installation").toBe(200);
	expect(hub.notices).toHaveLength(1);
	shop.accessTokens.clear();
	shop.refreshTokens.clear();
	expect(await deliver()).toBe(200);
	expect(hub.notices[1]).toEqual({ about: connection.id, notice: { kind: "uninstalled", dataKept: true } });
	expect(await hub.pull(connection.id)).toMatchObject({
		kind: "fault",
		fault: { fault: "bad-config", code: "SHOPIFY_TOKEN_REFUSED" },
	});
	now = Date.now();
	expect(await consent(), "and connects again").toEqual([302, 302, 302]);
	expect(await request("check")).toMatchObject({ result: { ok: true } });
});
