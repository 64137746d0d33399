import { randomUUID } from "node:crypto";
import { type Command, Command as CommandSchema, type OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { delivery, pressButton, registerApp, settled, uninstallApp } from "./fake/app.ts";
import { addDocument, editAddress, find, place, remove, transition, writeCustomFields } from "./fake/order-life.ts";
import { newId, type StoredOrder } from "./fake/state.ts";
import { type Hosted, startHosted } from "./hosted.ts";

/** A shop's whole life with Kontor, through the real host, the app installed as a merchant would. */

let hosted: Hosted;
/** The clock is the shop's. */
let now: number;
beforeEach(async () => {
	now = Date.parse("2026-11-22T08:00:00.000Z");
	const clock = () => new Date(now);
	hosted = await startHosted({ line: "6.6", now: clock, hostNow: clock });
});
afterEach(() => hosted.close());

const bookOf = () => hosted.hub.book(hosted.connection.id);
const refOf = ({ id }: StoredOrder) => id as OrderRef;

async function command(order: StoredOrder, given: Record<string, unknown>): Promise<unknown> {
	const statuses = bookOf().orders.get(refOf(order))?.statuses;
	const one: Command = CommandSchema.parse({
		id: randomUUID(),
		orderRef: order.id,
		issuedAt: new Date(now).toISOString(),
		expect: statuses,
		status: null,
		...given,
	});
	const ended = await hosted.hub.command(hosted.connection.id, one);
	await settled(hosted.fake.shop);
	return ended;
}

describe("a shop's life", () => {
	it("from installing to uninstalling", { timeout: 30_000 }, async () => {
		const { fake, hub, connection } = hosted;
		const { shop } = fake;
		const before = place(shop, { amount: 10 });
		const done = find(shop, "order", place(shop, { amount: 15 }).id);
		if (done !== null) transition(shop, done, "cancel", false);
		now += 60_000;

		await hosted.install();
		const shopClock = "2026-11-22T08:01:00.000Z";
		expect(await hub.request(connection.id, "check")).toMatchObject({ result: { ok: true, shopClock } });
		const described = await hub.request(connection.id, "describe");
		expect(described).toMatchObject({ kind: "result", result: { statuses: { transaction: expect.any(Array) } } });

		// The mapping, and the first reading: what was recorded before the shop's clock of the check stays unmanaged (A7).
		hub.change(connection.id, { scope: { ...connection.scope, connectedAt: shopClock } });
		await hub.pull(connection.id);
		expect([...bookOf().orders.keys()], "not what was not open when Kontor came").toEqual([before.id]);
		expect(bookOf().orders.get(refOf(before))?.recordedAt).toBe("2026-11-22T08:00:00.000Z");

		// A buyer orders: the order is there when the shop's event was answered.
		now += 60_000;
		const order = place(shop, { amount: 109, net: 100, customFields: {} });
		await settled(shop);
		expect(bookOf().orders.get(refOf(order))).toMatchObject({
			amount: { minor: 10_900 },
			recordedAt: "2026-11-22T08:02:00.000Z",
		});

		// It changes: another amount and address, an invoice.
		now += 1000;
		order.amount = 119;
		editAddress(shop, order);
		addDocument(shop, order, { type: "invoice", number: "R-1001" });
		await settled(shop);
		expect(bookOf().orders.get(refOf(order))).toMatchObject({
			amount: { minor: 11_900, currency: "EUR" },
			statuses: { order: "open", transaction: "open", delivery: "open" },
			paymentMethod: { id: "payment_prepayment", title: "Vorkasse" },
		});
		const invoiced = bookOf().orders.get(refOf(order));
		expect(invoiced?.customer.billing.street).toBe(order.address.street);
		expect(invoiced?.invoice?.number).toBe("R-1001");
		const { documentRef = "" } = invoiced?.invoice ?? {};
		await hub.request(connection.id, "document", { ref: order.id, documentRef });
		expect([...hub.documents.values()].map((bytes) => Buffer.from(bytes).toString("latin1"))).toEqual([
			expect.stringContaining("R-1001"),
		]);

		const status = (name: string) => ({ machine: "transaction", status: name });
		const euro = (minor: number) => ({ minor, currency: "EUR" });
		expect(
			await command(order, {
				kind: "mark-partially-paid",
				received: euro(1900),
				outstanding: euro(10_000),
				status: status("paid_partially"),
			}),
		).toMatchObject({ outcome: { status: "applied", observed: { receivedInShop: euro(1900) } } });
		expect(
			await command(order, {
				kind: "mark-paid",
				amount: euro(11_900),
				paidOn: "2026-11-20",
				bankReference: "B1",
				status: status("paid"),
			}),
		).toMatchObject({ outcome: { status: "applied", observed: { receivedInShop: euro(11_900) } } });
		expect(order.transactions.map(({ state }) => state)).toEqual(["paid"]);
		expect(bookOf().orders.get(refOf(order))?.statuses.transaction, "told by the shop's own event").toBe("paid");

		// The shop gets a new secret while events arrive.
		const app = shop.app;
		if (app === null) throw new Error("not installed");
		const [old, oldKey] = [app.secret, shop.secretKey];
		const rotated = registerApp(shop, app);
		writeCustomFields(shop, before, { note: "during the rotation" });
		await rotated;
		await settled(shop);
		expect(app.secret).not.toBe(old);
		expect(hub.connection(connection.id).secrets).toMatchObject({ secretKey: shop.secretKey });
		expect(shop.secretKey).not.toBe(oldKey);
		expect(
			await command(order, {
				kind: "push-shipment",
				carrier: "DHL",
				trackingNumber: "00340434161094015902",
				shippedAt: "2026-11-21T10:00:00Z",
			}),
		).toMatchObject({ outcome: { status: "applied", observed: { statuses: { delivery: "shipped" } } } });
		expect(order.deliveries[0]?.trackingCodes).toEqual(["00340434161094015902"]);
		expect(app.attempts.filter(({ status: answered }) => answered !== 200)).toEqual([]);

		// The hub is down for a while: each event comes four times within seconds, then the shop switches that webhook off
		// for good. It is noticed, and the next reading finds what it missed.
		hub.setDown(true);
		now += 60_000;
		app.attempts.length = 0;
		const lost = Array.from({ length: 10 }, () => place(shop, { amount: 5 }));
		await settled(shop);
		hub.setDown(false);
		const first = app.attempts.filter(({ eventId }) => eventId === app.attempts[0]?.eventId);
		expect(first.map(({ status: answered }) => answered)).toEqual([503, 503, 503, 503]);
		expect(app.webhooks.find(({ event }) => event === "checkout.order.placed")?.active).toBe(false);
		expect(await hub.request(connection.id, "watch-webhooks")).toMatchObject({
			result: { state: "working", problems: [{ code: "WEBHOOK_DISABLED" }] },
		});
		expect(lost.filter((one) => bookOf().orders.has(refOf(one)))).toEqual([]);
		await hub.pull(connection.id);
		expect(lost.filter((one) => !bookOf().orders.has(refOf(one)))).toEqual([]);

		// One is cancelled by Kontor, another by the merchant, who then deletes it.
		const [unpaid = order] = lost;
		expect(await command(unpaid, { kind: "cancel", reason: "Nicht bezahlt" })).toMatchObject({
			outcome: { status: "applied", observed: { statuses: { order: "cancelled" } } },
		});
		const found = find(shop, "order", before.id);
		if (found !== null) transition(shop, found, "cancel", false);
		await settled(shop);
		expect(bookOf().orders.get(refOf(before))?.statuses.order).toBe("cancelled");
		remove(shop, before);
		await settled(shop);
		expect([...bookOf().gone]).toEqual([before.id]);

		expect(await pressButton(shop, "showInKontor", order.id)).toBe(`https://kontor.example/orders?order=${order.id}`);

		// A copy of the shop runs with the live one's secrets (A12): it neither brings orders nor takes the app away.
		const copied = { event: "app.deleted", payload: { keepUserData: false }, eventId: newId(), at: shop.now() };
		const copy = delivery({ ...shop, url: "https://staging.example" }, app.secret, copied);
		const sent = await fetch(`${hosted.host.url}/webhooks/${connection.id}`, {
			method: "POST",
			headers: { "shopware-shop-signature": copy.signature },
			body: copy.body,
		});
		expect(sent.status).toBe(200);
		const ofCopy = { about: connection.id, notice: { kind: "other-address", url: "https://staging.example" } };
		expect(hub.notices).toEqual([ofCopy]);

		await uninstallApp(shop, false);
		expect(hub.notices.slice(1)).toEqual([{ about: connection.id, notice: { kind: "uninstalled", dataKept: false } }]);
		expect(await hub.pull(connection.id)).toMatchObject({
			kind: "fault",
			fault: { fault: "bad-config", code: "SHOPWARE_KEY_REFUSED" },
		});
	});
});
