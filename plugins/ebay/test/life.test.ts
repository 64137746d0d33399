import { randomUUID } from "node:crypto";
import { Command, type CommandKind, type OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { accountDeletion, deliver, orderConfirmation, send } from "./fake/deliveries.ts";
import { combine, place, refund, touch } from "./fake/order-life.ts";
import { type Hosted, startHosted } from "./hosted.ts";
import { payoutOfFifty } from "./payout-of-fifty.ts";

/** A seller's life with Kontor, from his consent to the end of his account, through the real host. The clock is eBay's. */
let now = Date.now();
let hosted: Hosted;
beforeEach(async () => {
	now = Date.now();
	hosted = await startHosted({ now: () => new Date(now) });
});
afterEach(() => hosted.close());

/** The host keeps the load on eBay to so many calls a second, and the life has many. */
const PATIENCE_MS = 30_000;
const soon = (look: () => void) => vi.waitFor(look, 10_000);

it(
	"a seller connects, is read, told of what happens, paid out, kept connected, and let go",
	async () => {
		const { fake, hub, host, connection, request, consent } = hosted;
		const { ebay } = fake;
		const early = place(ebay, { minor: 10_000 });
		const book = () => hub.book(connection.id);
		const stored = (id: string) => book().orders.get(id as OrderRef);

		expect(await consent(), "eBay's page, route, connection, done").toEqual([302, 302, 302, 200]);
		expect(await request("check")).toMatchObject({ kind: "result", result: { ok: true, identity: "ma8vp1jySJC" } });
		expect(await request("describe")).toMatchObject({ kind: "result" });
		expect(await request("watch-webhooks"), "eBay challenged the host's address").toMatchObject({
			kind: "result",
			result: { state: "created", problems: [] },
		});
		expect(await hub.pull(connection.id)).toEqual({ kind: "result", result: null });
		expect(stored(early.id)).toMatchObject({ amount: { minor: 10_000 }, statuses: { payment: "PENDING" } });

		// A buyer orders two things: eBay says so twice, and again.
		const order = place(ebay, { minor: 10_000, lines: 2 });
		await soon(() => expect(stored(order.id)).toMatchObject({ number: order.id }));
		expect(await deliver(ebay, orderConfirmation(ebay, order))).toEqual([200]);

		const tell = (kind: CommandKind, id: string, given: object = {}) =>
			hub.command(
				connection.id,
				Command.parse({
					kind,
					id: randomUUID(),
					orderRef: id,
					issuedAt: new Date(now).toISOString(),
					expect: stored(id)?.statuses ?? {},
					status: null,
					...given,
				}),
			);
		const applied = { kind: "outcome", outcome: { status: "applied" } };
		const paid = { amount: { minor: 10_000, currency: "EUR" }, paidOn: "2026-11-22", bankReference: "NTRF-1" };
		expect(await tell("mark-paid", order.id, paid)).toMatchObject(applied);
		const parcel = { carrier: "DHL", trackingNumber: "0034 0434", shippedAt: new Date(now).toISOString() };
		expect(await tell("push-shipment", order.id, parcel)).toMatchObject(applied);
		expect(await tell("cancel", early.id, { reason: "nicht bezahlt" })).toMatchObject(applied);

		// What eBay collects itself is watched, and never marked.
		const managed = place(ebay, { method: "EBAY", payment: "PENDING" });
		await soon(() => expect(stored(managed.id)?.paymentMethod.id).toBe("EBAY"));
		expect(await tell("mark-paid", managed.id, paid)).toMatchObject({
			outcome: { status: "declined", code: "not-allowed-here" },
		});

		// What no notification reports is found by the next pull: payments, refunds, combined orders.
		touch(ebay, managed, { payment: "PAID" });
		refund(ebay, order, 2_500);
		const [one, other] = [place(ebay), place(ebay)];
		await soon(() => expect(stored(other.id)).toBeDefined());
		const combined = combine(ebay, one, other);
		expect(await hub.pull(connection.id)).toEqual({ kind: "result", result: null });
		expect(stored(managed.id)?.receivedInShop.minor).toBe(managed.minor);
		expect(stored(order.id)).toMatchObject({
			amount: { minor: 7_500 },
			statuses: { payment: "PARTIALLY_REFUNDED", fulfillment: "FULFILLED" },
		});
		expect(stored(combined.id)).toBeDefined();
		expect(await request("compare")).toMatchObject({ kind: "result" });
		expect([...book().gone].sort()).toEqual([one.id, other.id].sort());

		// eBay pays out.
		const payout = payoutOfFifty();
		ebay.payouts.push(payout);
		const posting = { counterparty: "eBay S.a r.l.", text: `P.${payout.payoutId}` };
		const amount = { minor: Math.round(Number(payout.amount.value) * 100), currency: "EUR" };
		expect(await request("payout", { posting, amount, bookedOn: "2026-11-20" })).toMatchObject({
			kind: "result",
			result: { outcome: "split", payoutId: payout.payoutId, foundBy: "payout-id" },
		});

		// Two hours later every token has run out, was renewed before, and nothing stands still.
		expect(await request("refresh-secrets")).toMatchObject({
			kind: "result",
			result: { refreshBefore: expect.any(String) },
		});
		now += 7_000_000;
		expect(await request("refresh-secrets")).toMatchObject({ kind: "result" });
		now += 7_000_000;
		expect(await hub.pull(connection.id)).toEqual({ kind: "result", result: null });

		// A stranger's notifications are nobody's; the seller closes his account.
		const endpoint = `${host.url}/routes/ebay/notifications`;
		expect((await fetch(endpoint, { method: "POST", body: "{}" })).status).toBe(412);
		expect(await send(ebay, endpoint, accountDeletion(ebay, ebay.seller))).toBe(200);
		expect(hub.notices).toContainEqual({ about: "ma8vp1jySJC", notice: { kind: "uninstalled", dataKept: false } });
		ebay.accessTokens.clear();
		expect(await hub.pull(connection.id)).toMatchObject({
			kind: "fault",
			fault: { fault: "bad-config", code: "EBAY_TOKEN_REFUSED" },
		});
		expect(await consent(), "and connects again").toEqual([302, 302, 302, 200]);
		expect(await request("check")).toMatchObject({ result: { ok: true } });
	},
	PATIENCE_MS,
);
