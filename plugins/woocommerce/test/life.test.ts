import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { editAddress } from "./fake/control.ts";
import { moveTo, place } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { announce, deliveryOf } from "./fake/webhooks.ts";
import { type Hosted, startHosted } from "./hosted.ts";

/** A shop's life with Kontor, from its merchant's consent to the removal of the key, through the real host. The clock is the shop's. */
let now: number;
let hosted: Hosted;
beforeEach(async () => {
	now = Date.parse("2026-11-22T08:00:00Z");
	hosted = await startHosted({ now: () => new Date(now) });
});
afterEach(() => hosted.close());

it("a shop is connected, read, told of payments, kept connected, and let go", { timeout: 20_000 }, async () => {
	const { fake, hub, host, connection, request, consent } = hosted;
	const { shop } = fake;
	const book = () => hub.book(connection.id).orders;
	const stored = (order: StoredOrder) => book().get(String(order.id) as OrderRef);
	const eur = (minor: number) => ({ minor, currency: "EUR" });
	const tell = (order: StoredOrder, kind: CommandKind, given: object) => {
		const base = { id: randomUUID(), orderRef: String(order.id), issuedAt: new Date(now).toISOString(), status: null };
		const expect = stored(order)?.statuses ?? {};
		return hub.command(connection.id, Command.parse({ kind, ...base, expect, ...given }));
	};
	const applied = (observed: object) => ({ kind: "outcome", outcome: { status: "applied", observed } });

	// Before the connection: an order that waits, and one that is done with.
	const early = place(shop, { total: "80.00" });
	const sent = place(shop, { total: "15.00", status: "processing" });
	now += 60_000;

	// Installing: the merchant consents in his shop, then the shop is checked and described.
	expect(await consent()).toMatch(/^https:\/\/kontor\.example\/shops\?success=1/);
	const checked = await request("check");
	expect(checked).toMatchObject({ result: { ok: true, shopClock: "2026-11-22T08:01:00.000Z" } });
	expect(await request("describe")).toMatchObject({
		result: {
			paymentMethods: expect.arrayContaining([{ id: "bacs", title: "Direct bank transfer", active: true }]),
			statuses: { order: expect.arrayContaining([{ id: "on-hold", title: "On hold" }]) },
		},
	});
	expect(await request("watch-webhooks")).toMatchObject({ result: { state: "created", problems: [] } });

	// The mapping, and the first reading: what was recorded before the shop's clock of the check stays unmanaged (A7).
	hub.change(connection.id, {
		scope: { ...connection.scope, connectedAt: "2026-11-22T08:01:00.000Z" },
	});
	await hub.pull(connection.id);
	expect(stored(early)).toMatchObject({ recordedAt: "2026-11-22T08:00:00Z", amount: eur(8000) });
	expect(stored(sent), "not open when Kontor came").toBeUndefined();

	// A buyer orders; the order changes.
	now += 60_000;
	const order = place(shop, { total: "119.00" });
	await vi.waitFor(() =>
		expect(stored(order)).toMatchObject({ recordedAt: "2026-11-22T08:02:00Z", amount: eur(11_900) }),
	);
	now += 1000;
	order.total = "129.00";
	editAddress(shop, order);
	await vi.waitFor(() => expect(stored(order)).toMatchObject({ amount: eur(12_900) }));
	expect(stored(order)?.customer.billing.street).toBe(order.billing.address_1);

	// A part of the money comes, then the rest, then the goods leave.
	expect(await tell(order, "mark-partially-paid", { received: eur(2900), outstanding: eur(10_000) })).toMatchObject(
		applied({ statuses: { order: "on-hold" } }),
	);
	expect(order.notes.at(-1)?.note).toContain("29,00 EUR eingegangen");
	const paid = { amount: eur(12_900), paidOn: "2026-11-22", bankReference: "NTRF-1" };
	const processing = { machine: "order", status: "processing" };
	expect(await tell(order, "mark-paid", { ...paid, status: processing })).toMatchObject(
		applied({ statuses: { order: "processing" }, receivedInShop: eur(12_900) }),
	);
	expect(order).toMatchObject({ status: "processing", transactionId: "NTRF-1", paid: expect.any(Date) });
	await vi.waitFor(() => expect(stored(order)).toMatchObject({ statuses: { order: "processing" } }));

	// Both secrets change while events and commands are under way.
	const [newest = "", old = ""] = hub.connection(connection.id).webhookKeys;
	const key = `whsec_${randomUUID()}`;
	hub.change(connection.id, { webhookKeys: [key, newest, old] });
	shop.consumerSecret = `cs_${"1".repeat(40)}`;
	editAddress(shop, order);
	await vi.waitFor(() => expect(stored(order)?.customer.billing.street).toBe(order.billing.address_1));
	expect(await tell(order, "annotate", { text: "x" })).toMatchObject({
		fault: { fault: "bad-config", code: "WOOCOMMERCE_SECRET_REFUSED" },
	});
	expect(await consent()).toContain("success=1");
	expect(hub.connection(connection.id).secrets).toMatchObject({ consumerSecret: shop.consumerSecret });
	const parcel = { carrier: "DHL", trackingNumber: "00340434161094015902", shippedAt: "2026-11-22T08:10:00Z" };
	expect(
		await tell(order, "push-shipment", { ...parcel, status: { machine: "order", status: "completed" } }),
	).toMatchObject(applied({ statuses: { order: "completed" } }));
	expect(order.meta.find(({ key: name }) => name === "_wc_shipment_tracking_items")?.value).toMatchObject([
		{ tracking_number: "00340434161094015902" },
	]);
	expect(await request("watch-webhooks")).toMatchObject({ result: { state: "replaced" } });
	expect([...shop.webhooks.values()].map(({ secret }) => secret)).toEqual(Array(4).fill(key));
	const late = deliveryOf(shop, { id: 1, secret: old }, order, "updated");
	const webhook = `${host.url}/webhooks/${connection.id}`;
	expect((await fetch(webhook, { method: "POST", ...late })).status, "signed before").toBe(200);
	const forged = deliveryOf(shop, { id: 1, secret: "forged" }, order, "updated");
	expect((await fetch(webhook, { method: "POST", ...forged })).status).toBe(401);

	// The hub is down for a while: the shop switches its webhooks off. It is noticed, and nothing is lost.
	hub.setDown(true);
	now += 60_000;
	const missed = Array.from({ length: 7 }, () => place(shop, { total: "5.00" }));
	const createdHook = () => [...shop.webhooks.values()].find(({ topic }) => topic === "order.created");
	await vi.waitFor(() => expect(createdHook()?.status).toBe("disabled"), { timeout: 10_000 });
	hub.setDown(false);
	await hub.pull(connection.id);
	expect(missed.map((one) => stored(one)?.amount)).toEqual(missed.map(() => eur(500)));
	expect(await request("watch-webhooks")).toMatchObject({
		result: { state: "replaced", problems: [{ code: "WEBHOOK_DISABLED" }] },
	});

	// An order is cancelled by Kontor, another one by the merchant.
	const [first, second] = missed;
	if (first === undefined || second === undefined) throw new Error("nothing was missed");
	expect(await tell(first, "cancel", { reason: "not paid" })).toMatchObject(
		applied({ statuses: { order: "cancelled" } }),
	);
	moveTo(shop, second, "cancelled");
	announce(shop, second, "updated");
	await vi.waitFor(() => expect(stored(second)).toMatchObject({ statuses: { order: "cancelled" } }));
	expect(await tell(second, "mark-paid", { ...paid, amount: eur(500), expect: { order: "on-hold" } })).toMatchObject({
		outcome: { status: "declined", code: "changed-meanwhile" },
	});

	// The merchant removes the key and the webhooks: the next reading says so, with what to do.
	shop.consumerKey = `ck_${"0".repeat(40)}`;
	shop.webhooks.clear();
	expect(await hub.pull(connection.id)).toMatchObject({
		kind: "fault",
		fault: { fault: "bad-config", forMerchant: { de: expect.stringContaining("Consumer") } },
	});
});
