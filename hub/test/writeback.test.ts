import {
	call,
	cancelOrder,
	listNotifications,
	markOrderPaid,
	patchSettings,
	type Work,
	type WorkOf,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { enqueueRequest } from "../src/writeback/enqueue-request.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { pay, undo } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	hub.setClock("2026-11-02T08:00:00Z");
	shop = await connectShop(hub);
});
afterAll(() => hub.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const unavailable = { kind: "fault", fault: { fault: "unavailable", code: "SHOP_DOWN", message: "refused" } } as const;
const unknown = { kind: "fault", fault: { fault: "unknown-outcome", code: "TIMEOUT", message: "no answer" } } as const;

/** The one command that is due. */
async function theCommand(): Promise<WorkOf<"command">> {
	const commands = await shop.leaseCommands();
	expect(commands).toHaveLength(1);
	return commands[0] as WorkOf<"command">;
}

/** Of write-backs: that no statement comes for a week is said besides. */
async function told(): Promise<string[]> {
	const { items } = await call(shop.merchant, listNotifications, {});
	return items.map(({ code }) => code).filter((code) => code !== "BANK_DATA_STALE");
}

const statesOfWriteBacks = async (ref: string) =>
	(await shop.order(ref)).writeBacks.map(({ kind, state }) => `${kind} ${state}`);

test("a payment is written to the shop, and our own write is no change of the merchant's", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	const work = await theCommand();
	expect(work).toMatchObject({
		connection: shop.id,
		attempt: 1,
		possiblyDone: false,
		command: {
			kind: "mark-paid",
			orderRef: "1",
			expect: { order: "pending" },
			status: { machine: "order", status: "processing" },
			amount: { minor: 10_000, currency: "EUR" },
			paidOn: "2026-11-02",
			bankReference: "BANK-1",
		},
	});
	expect(work.command.id).toBe(work.id);
	// The shop's own message about our write comes before the host's answer.
	await shop.deliver(order("1", { revision: 2, status: "processing", received: 10_000 }));
	await shop.applied(work, { status: "processing", received: 10_000, revision: 2 });
	await shop.deliver(order("1", { revision: 2, status: "processing", received: 10_000 }));

	const { state, history, openInShop, writeBacks } = await shop.order("1");
	expect({ state, openInShop }).toEqual({ state: "paid", openInShop: false });
	expect(history.map(({ event }) => event)).toEqual(["placed", "payment-assigned"]);
	expect(writeBacks).toMatchObject([{ kind: "mark-paid", state: "done", detail: null }]);
	expect(await shop.leaseCommands()).toEqual([]);
});

test("a payment with cash discount says what of it came in", async () => {
	await shop.deliver(order("1"));
	await hub.hub.db.merchant(shop.merchant.id, "test-discount", async (tx) => {
		await tx.execute(
			`INSERT INTO assignments (merchant_id, id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
			 SELECT merchant_id, gen_random_uuid(), id, 'cashDiscount', 0, 200, 'person', '[]', $2 FROM orders
			  WHERE merchant_id = $1::uuid AND ref = '1'`,
			tx.merchantId,
			tx.now,
		);
	});
	const payment = await pay(hub, shop, "1", 9_800);
	const work = await theCommand();
	expect(work.command).toMatchObject({ kind: "mark-paid", amount: { minor: 10_000 }, cashDiscount: { minor: 200 } });
	await shop.applied(work, { status: "processing", received: 9_800, revision: 2 });
	await undo(hub, shop, "1", payment);
	const { command: revocation } = await theCommand();
	expect(revocation).toMatchObject({
		kind: "revoke-payment",
		outstanding: { minor: 9_800 },
		cashDiscount: { minor: 200 },
	});
});

test("what the shop received besides our report counts, our own report does not count twice", async () => {
	await shop.deliver(order("1"));
	await shop.deliver(order("1", { revision: 2, received: 4_000 }));
	await pay(hub, shop, "1", 6_000);
	const work = await theCommand();
	expect(work.command).toMatchObject({ kind: "mark-paid", amount: { minor: 6_000 } });
	await shop.applied(work, { status: "processing", received: 10_000, revision: 3 });
	expect((await shop.order("1")).state).toBe("paid");
	await shop.deliver(
		order("1", { revision: 4, status: "processing", received: 10_000, amount: { minor: 12_000, currency: "EUR" } }),
	);
	expect(await shop.order("1")).toMatchObject({ state: "partiallyPaid", outstanding: { minor: 2_000 } });
});

test("what the shop cannot do natively is translated (a part payment becomes a note)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 4_000);
	const { command } = await theCommand();
	expect(command).toMatchObject({ kind: "annotate", text: "Teilzahlung: 40,00 EUR erhalten, 60,00 EUR offen." });
});

test("one command of an order at a time, in order; a newer payment replaces one never begun", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 3_000);
	const first = await theCommand();
	await pay(hub, shop, "1", 3_000);
	const undone = await pay(hub, shop, "1", 4_000);
	expect(await shop.leaseCommands()).toEqual([]);
	expect(await statesOfWriteBacks("1")).toEqual(["annotate leased", "annotate superseded", "mark-paid waiting"]);
	await shop.applied(first, { status: "pending", received: 0, revision: 1 });
	const second = await theCommand();
	expect(second.command.kind).toBe("mark-paid");
	await shop.applied(second, { status: "processing", received: 10_000, revision: 2 });

	await undo(hub, shop, "1", undone);
	const revoked = await theCommand();
	// It expects what our own write left.
	expect(revoked.command).toMatchObject({ kind: "revoke-payment", expect: { order: "processing" } });
	await shop.applied(revoked, { status: "on-hold", received: 0, revision: 3 });
	expect((await theCommand()).command).toMatchObject({ kind: "annotate", expect: { order: "on-hold" } });
	const { state, openInShop } = await shop.order("1");
	expect({ state, openInShop }).toEqual({ state: "partiallyPaid", openInShop: true });
});

test("a payment that was taken back before anybody was told is not told", async () => {
	await shop.deliver(order("1"));
	const assignment = await pay(hub, shop, "1", 10_000);
	await undo(hub, shop, "1", assignment);
	expect(await shop.leaseCommands()).toEqual([]);
	expect(await statesOfWriteBacks("1")).toEqual(["mark-paid superseded"]);
	expect((await shop.order("1")).state).toBe("open");
});

test("an expired lease is offered again as possibly done, with the same id (E2)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	const first = await theCommand();
	expect(await shop.lease()).toEqual([]);
	hub.advance(61_000);
	const again = await theCommand();
	expect(again).toMatchObject({ id: first.id, attempt: 2, possiblyDone: true, command: { id: first.id } });
	// The first host's answer arrives after all: it is the truth, whoever brings it.
	await shop.applied(first, { status: "processing", received: 10_000, revision: 2 });
	hub.advance(61_000);
	expect(await shop.lease()).toEqual([]);
});

test("what was never begun comes back at once, and not as possibly done", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	const first = await theCommand();
	await shop.settle(first, { kind: "returned" });
	await shop.settle(first, { kind: "returned" });
	expect(await theCommand()).toMatchObject({ id: first.id, attempt: 1, possiblyDone: false });
});

test("the same outcome again changes nothing, another one is refused (409 SETTLED_OTHERWISE)", async () => {
	await shop.deliver(order("1"), order("2"));
	await pay(hub, shop, "1", 10_000);
	const work = await theCommand();
	const observed = { status: "processing", received: 10_000, revision: 2 };
	await Promise.all(Array.from({ length: 5 }, () => shop.applied(work, observed)));
	await shop.applied(work, observed);
	await expect(shop.applied(work, { ...observed, status: "cancelled" })).rejects.toThrow(/SETTLED_OTHERWISE/);
	await expect(shop.settle(work, unavailable)).rejects.toThrow(/SETTLED_OTHERWISE/);
	await expect(shop.settle({ id: crypto.randomUUID() }, unavailable)).rejects.toThrow(/NOT_FOUND/);

	await pay(hub, shop, "2", 10_000);
	const [row] = (await hub.sql.query(`SELECT id FROM work WHERE connection_id = $1 AND state = 'ready'`, [shop.id]))
		.rows;
	await expect(shop.settle(row, unavailable)).rejects.toThrow(/CONFLICT/);
	await expect(shop.settle(await theCommand(), { kind: "result", result: null })).rejects.toThrow(/INVALID_REQUEST/);
});

test("a fault is tried again for seven days with growing pauses, then the merchant is told (E1)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	const pauses: number[] = [];
	const started = hub.now().getTime();
	for (let work = await theCommand(); ; work = await theCommand()) {
		await shop.settle(work, unavailable);
		await shop.settle(work, unavailable);
		expect(await shop.leaseCommands()).toEqual([]);
		const { rows } = await hub.sql.query(`SELECT due_at, state FROM work WHERE id = $1`, [work.id]);
		if (rows[0].state === "failed") break;
		pauses.push(rows[0].due_at.getTime() - hub.now().getTime());
		hub.setClock(rows[0].due_at);
	}
	expect(hub.now().getTime() - started).toBe(7 * DAY);
	expect(pauses[0]).toBeLessThan(10_000);
	expect(pauses[4]).toBeGreaterThan(pauses[0] ?? 0);
	expect(Math.max(...pauses)).toBeGreaterThan(60 * MINUTE);
	expect(await told()).toEqual(["WRITE_BACK_FAILED"]);
	expect((await shop.order("1")).writeBacks).toMatchObject([{ state: "failed", detail: "SHOP_DOWN: refused" }]);
	// Nothing is lost: the state in Kontor stands, and what comes later is told.
	expect((await shop.order("1")).state).toBe("paid");
});

test("a command that no host takes is given up after seven days, too (E1)", async () => {
	await shop.deliver(order("1"), order("2"));
	await pay(hub, shop, "1", 10_000);
	await hub.tick();
	hub.advance(7 * DAY - MINUTE);
	await hub.tick();
	expect(await statesOfWriteBacks("1")).toEqual(["mark-paid ready"]);
	hub.advance(2 * 60 * MINUTE);
	await hub.tick();
	expect(await statesOfWriteBacks("1")).toEqual(["mark-paid failed"]);
	expect(await told()).toEqual(["WRITE_BACK_FAILED"]);
});

test("an unknown outcome comes again as possibly done; Retry-After is respected", async () => {
	await shop.deliver(order("1"), order("2"));
	await pay(hub, shop, "1", 10_000);
	const one = await theCommand();
	await shop.settle(one, unknown);
	expect(await statesOfWriteBacks("1")).toEqual(["mark-paid unknown"]);
	hub.advance(10_000);
	expect(await theCommand()).toMatchObject({ id: one.id, possiblyDone: true });
	await shop.applied(one, { status: "processing", received: 10_000, revision: 2 });

	await pay(hub, shop, "2", 10_000);
	const two = await theCommand();
	const limited = { fault: "rate-limited", code: "TOO_MANY", message: "429", retryAfterMs: 30 * MINUTE } as const;
	await shop.settle(two, { kind: "fault", fault: limited });
	hub.advance(29 * MINUTE);
	expect(await shop.leaseCommands()).toEqual([]);
	hub.advance(2 * MINUTE);
	expect((await theCommand()).id).toBe(two.id);
});

test("refused credentials wait for the merchant: told once, offered again when a check passes", async () => {
	await shop.deliver(order("1"), order("2"));
	await pay(hub, shop, "1", 10_000);
	await pay(hub, shop, "2", 10_000);
	const refused = {
		fault: "bad-config",
		code: "KEY_REVOKED",
		message: "401",
		forMerchant: { de: "Schlüssel", en: "Key" },
	} as const;
	for (const work of await shop.leaseCommands()) await shop.settle(work, { kind: "fault", fault: refused });
	expect(await told()).toEqual(["ACCESS_REFUSED"]);
	hub.advance(MINUTE);
	expect(await shop.leaseCommands()).toEqual([]);
	await hub.hub.db.merchant(shop.merchant.id, "test-check", (tx) =>
		enqueueRequest(tx, {
			connectionId: shop.id,
			request: "check",
			input: { connect: false },
			lane: `check:${shop.id}`,
		}),
	);
	const [check] = await shop.lease();
	expect(check).toMatchObject({ kind: "request", request: "check" });
	const passed = { ok: true, identity: "s", shopClock: "2026-11-02T08:00:00Z" };
	await shop.settle(check as Work, { kind: "result", result: passed });
	expect(await shop.leaseCommands()).toHaveLength(2);
	expect(await told()).toEqual([]);
});

test("what can never succeed fails at once; where an effect is possible that is said", async () => {
	await shop.deliver(order("1"), order("2"));
	await pay(hub, shop, "1", 10_000);
	await shop.settle(await theCommand(), {
		kind: "fault",
		fault: { fault: "invalid-input", code: "NO", message: "400" },
	});
	expect(await told()).toEqual(["WRITE_BACK_FAILED"]);
	await pay(hub, shop, "2", 10_000);
	await shop.settle(await theCommand(), {
		kind: "fault",
		fault: { fault: "unexpected-reply", code: "HTML", message: "?" },
	});
	expect(await told()).toEqual(["WRITE_BACK_UNCLEAR", "WRITE_BACK_FAILED"]);
});

const declined = (code: "changed-meanwhile" | "order-gone" | "not-allowed-here" | "amount-mismatch", status?: string) =>
	({
		kind: "outcome",
		outcome: {
			status: "declined",
			code,
			detail: "seen otherwise",
			observed:
				status === undefined
					? null
					: { revision: 5, statuses: { order: status }, receivedInShop: { minor: 0, currency: "EUR" } },
		},
	}) as const;

test("the merchant's own change in the shop is respected, and said (E4)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	// He closed it before anybody carried out the command: it still expects what it was decided on.
	await shop.deliver(order("1", { revision: 2, status: "completed" }));
	const work = await theCommand();
	expect(work.command.expect).toEqual({ order: "pending" });
	await shop.settle(work, declined("changed-meanwhile", "completed"));
	expect(await told()).toEqual(["CHANGED_IN_SHOP"]);
	expect((await shop.order("1")).writeBacks).toMatchObject([
		{ state: "declined", detail: "changed-meanwhile: seen otherwise" },
	]);
	// The order is read again, so that Kontor knows what he did.
	expect(await shop.lease()).toMatchObject([{ kind: "request", request: "read", input: { ref: "1" } }]);
});

test("an outcome of ours does not make the merchant's change ours: what waits is declined (E4)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 4_000);
	const note = await theCommand();
	await pay(hub, shop, "1", 6_000);
	await shop.deliver(order("1", { revision: 2, status: "completed" }));
	await shop.applied(note, { status: "completed", received: 0, revision: 2 });
	expect((await theCommand()).command).toMatchObject({ kind: "mark-paid", expect: { order: "pending" } });
});

test("another status that is open as well decides nothing: the payment is told all the same (E4)", async () => {
	await shop.deliver(order("1"), order("2"));
	await pay(hub, shop, "1", 10_000);
	await shop.deliver(order("1", { revision: 2, status: "on-hold" }));
	const known = await theCommand();
	expect(known.command.expect).toEqual({ order: "on-hold" });
	await shop.applied(known, { status: "processing", received: 10_000, revision: 3 });

	await pay(hub, shop, "2", 10_000);
	const unseen = await theCommand();
	await shop.settle(unseen, declined("changed-meanwhile", "on-hold"));
	expect(await theCommand()).toMatchObject({ id: unseen.id, command: { expect: { order: "on-hold" } } });
	expect(await told()).toEqual([]);
});

test("an order that is gone is removed; what a shop never allows is said once", async () => {
	await shop.deliver(order("1"), order("2"), order("3"));
	await pay(hub, shop, "1", 4_000);
	await pay(hub, shop, "1", 6_000);
	await shop.settle(await theCommand(), declined("order-gone"));
	expect((await shop.order("1")).state).toBe("removedExternally");
	expect(await shop.leaseCommands()).toEqual([]);
	for (const ref of ["2", "3"]) {
		await pay(hub, shop, ref, 10_000);
		await shop.settle(await theCommand(), declined("not-allowed-here"));
	}
	expect(await told()).toEqual(["NOT_ALLOWED_BY_SHOP"]);
});

test("nothing is written for removed orders (B7) and test systems (A8); the payment is booked", async () => {
	await shop.deliver(order("1"));
	await shop.deliver({ ref: "1", gone: true });
	await pay(hub, shop, "1", 10_000);
	expect((await shop.order("1")).state).toBe("removedExternally");
	expect(await told()).toEqual(["PAYMENT_FOR_REMOVED_ORDER"]);
	expect(await shop.leaseCommands()).toEqual([]);

	shop = await connectShop(hub, { testSystem: true });
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	expect((await shop.order("1")).state).toBe("paid");
	expect(await shop.leaseCommands()).toEqual([]);
});

test("one switch holds every write-back; nothing of it is lost, however long (E5)", async () => {
	await call(shop.merchant, patchSettings, { body: { hold: true } });
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	expect(await shop.leaseCommands()).toEqual([]);
	// Before the seven days after which what could not be written is given up, just after them, and long after.
	for (const days of [6, 2, 12]) {
		hub.advance(days * DAY);
		await hub.tick();
	}
	expect(await shop.leaseCommands()).toEqual([]);
	await call(shop.merchant, patchSettings, { body: { hold: false } });
	await hub.tick();
	expect((await theCommand()).command.kind).toBe("mark-paid");
});

test("marked as paid and cancelled by hand are written, too (E3); a paid order cannot be cancelled", async () => {
	await shop.deliver(order("1"), order("2"), order("3", { paymentMethod: { id: "invoice", title: "Rechnung" } }));
	const act = async (ref: string) => ({ params: { order: (await shop.order(ref)).id } });
	expect(
		(await call(shop.merchant, markOrderPaid, { ...(await act("1")), body: { paidOn: "2026-10-30" } })).state,
	).toBe("paid");
	expect((await theCommand()).command).toMatchObject({ kind: "mark-paid", paidOn: "2026-10-30" });
	await expect(call(shop.merchant, markOrderPaid, { ...(await act("1")), body: {} })).rejects.toThrow(/CONFLICT/);
	await expect(call(shop.merchant, cancelOrder, await act("1"))).rejects.toThrow(/CONFLICT/);

	expect((await call(shop.merchant, cancelOrder, await act("2"))).state).toBe("cancelled");
	const cancelled = await theCommand();
	expect(cancelled.command).toMatchObject({
		kind: "cancel",
		reason: "Von Hand storniert",
		status: { status: "cancelled" },
	});
	await shop.applied(cancelled, { status: "cancelled", received: 0, revision: 2 });
	await shop.deliver(order("2", { status: "cancelled", revision: 3 }));
	expect((await shop.order("2")).state).toBe("cancelled");
	// D6: by default the machine does not book on it, a person may.
	await expect(pay(hub, shop, "2", 10_000)).rejects.toThrow(/needs-decision/);
	expect((await call(shop.merchant, markOrderPaid, { ...(await act("2")), body: {} })).state).toBe("paid");
	expect((await theCommand()).command).toMatchObject({ kind: "mark-paid", expect: { order: "cancelled" } });

	expect((await call(shop.merchant, cancelOrder, await act("3"))).state).toBe("overdue");
	expect((await theCommand()).command).toMatchObject({ kind: "set-status", purpose: "overdue" });
	expect((await shop.order("3")).history.at(-1)?.text.en).toBe("Marked as overdue by hand (by test)");
});

test("a payment for a cancelled order revives it where the merchant wants that (D6)", async () => {
	await call(shop.merchant, patchSettings, { body: { paymentForCancelled: "revive" } });
	await shop.deliver(order("1"));
	await call(shop.merchant, cancelOrder, { params: { order: (await shop.order("1")).id } });
	const assignment = await pay(hub, shop, "1", 10_000);
	expect((await shop.order("1")).state).toBe("paid");
	// The cancellation was never begun: the shop need not hear of it.
	expect((await theCommand()).command.kind).toBe("mark-paid");
	await undo(hub, shop, "1", assignment);
	expect((await shop.order("1")).state).toBe("cancelled");
});
