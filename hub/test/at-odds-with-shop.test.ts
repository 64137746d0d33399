import {
	call,
	cancelOrder,
	listNotifications,
	patchConnection,
	patchSettings,
	undoAssignment,
	type WorkOf,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { holdOrder } from "./support/held-rows.ts";
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

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const unavailable = { kind: "fault", fault: { fault: "unavailable", code: "SHOP_DOWN", message: "refused" } } as const;

async function theCommand(): Promise<WorkOf<"command">> {
	const commands = await shop.leaseCommands();
	expect(commands).toHaveLength(1);
	return commands[0] as WorkOf<"command">;
}
const writeBacks = async () => (await shop.order("1")).writeBacks.map(({ kind, state }) => `${kind} ${state}`);
/** Of shops and orders: that no statement comes for weeks is said besides. */
const notices = async () => {
	const { items } = await call(shop.merchant, listNotifications, {});
	return items.map(({ code }) => code).filter((code) => code !== "BANK_DATA_STALE");
};

test("a command that waits behind ours expects what the shop's own message told of ours", async () => {
	await shop.deliver(order("1"));
	const assignment = await pay(hub, shop, "1", 10_000);
	const paid = await theCommand();
	await undo(hub, shop, "1", assignment);
	expect(await writeBacks()).toEqual(["mark-paid leased", "revoke-payment waiting"]);
	await shop.deliver(order("1", { revision: 2, status: "processing", received: 10_000 }));
	await shop.applied(paid, { status: "processing", received: 10_000, revision: 2 });
	expect((await theCommand()).command).toMatchObject({ kind: "revoke-payment", expect: { order: "processing" } });
});

test("so does one that was made while our outcome waited for the order", async () => {
	await shop.deliver(order("1"));
	const assignment = await pay(hub, shop, "1", 10_000);
	const paid = await theCommand();
	const processing = { status: "processing", received: 10_000, revision: 2 };
	const held = await holdOrder(hub, shop, "1");
	const undone = call(shop.merchant, undoAssignment, { params: { assignment } });
	await held.untilQueued(1);
	const delivered = shop.deliver(order("1", processing));
	await held.untilQueued(2);
	const applied = shop.applied(paid, processing);
	await held.untilQueued(3);
	await held.letGo();
	await Promise.all([undone, delivered, applied]);
	expect(await writeBacks()).toEqual(["mark-paid done", "revoke-payment ready"]);
	expect((await theCommand()).command).toMatchObject({ kind: "revoke-payment", expect: { order: "processing" } });
});

test("what a merchant enters by hand after a failed write-back is neither counted twice nor taken back (E1)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	const work = await theCommand();
	hub.advance(7 * DAY);
	await shop.settle(work, unavailable);
	expect(await notices()).toEqual(["WRITE_BACK_FAILED"]);
	await shop.deliver(order("1", { revision: 2, status: "processing", received: 10_000 }));
	expect((await shop.order("1")).state).toBe("paid");
	expect(await shop.leaseCommands()).toEqual([]);
	// What comes on top of it is a surplus.
	await shop.deliver(order("1", { revision: 3, status: "processing", received: 13_000 }));
	expect((await shop.order("1")).state).toBe("overpaid");
	expect(await shop.leaseCommands()).toEqual([]);
});

test("money that the shop receives itself takes no payment of ours back", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	await shop.applied(await theCommand(), { status: "processing", received: 0, revision: 2 });
	await shop.deliver(order("1", { revision: 3, status: "processing", received: 10_000 }));
	expect((await shop.order("1")).state).toBe("overpaid");
	expect(await writeBacks()).toEqual(["mark-paid done"]);
});

test("an outcome that is older than the shop's last message does not overrule it (B9)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	const work = await theCommand();
	await shop.deliver(order("1", { revision: 3, status: "completed", received: 12_000 }));
	await shop.applied(work, { status: "processing", received: 10_000, revision: 2 });
	const { order: seen, state, history } = await shop.order("1");
	expect({ statuses: seen.statuses, state }).toEqual({ statuses: { order: "completed" }, state: "overpaid" });
	expect(history.map(({ event }) => event)).toEqual(["placed", "payment-assigned", "received-in-shop"]);
});

test("an outcome brings no order back that was deleted meanwhile (B7)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 4_000);
	const note = await theCommand();
	await shop.deliver({ ref: "1", gone: true });
	await shop.applied(note, { status: "pending", received: 0, revision: 2 });
	const { state, openInShop } = await shop.order("1");
	expect({ state, openInShop }).toEqual({ state: "removedExternally", openInShop: false });
});

test("a payment that is taken back once is not taken back again for one that was never told", async () => {
	await shop.deliver(order("1"));
	const first = await pay(hub, shop, "1", 10_000);
	await shop.applied(await theCommand(), { status: "processing", received: 10_000, revision: 2 });
	await undo(hub, shop, "1", first);
	await shop.applied(await theCommand(), { status: "on-hold", received: 0, revision: 3 });
	const second = await pay(hub, shop, "1", 10_000);
	await undo(hub, shop, "1", second);
	expect(await shop.leaseCommands()).toEqual([]);
	expect(await writeBacks()).toEqual(["mark-paid done", "revoke-payment done", "mark-paid superseded"]);
});

test("a cancelled order that a part payment revives is not cancelled in the shop any more (D6)", async () => {
	await call(shop.merchant, patchSettings, { body: { paymentForCancelled: "revive" } });
	await shop.deliver(order("1"));
	await call(shop.merchant, cancelOrder, { params: { order: (await shop.order("1")).id } });
	await pay(hub, shop, "1", 4_000);
	expect((await shop.order("1")).state).toBe("partiallyPaid");
	expect((await theCommand()).command.kind).toBe("annotate");
	expect(await writeBacks()).toEqual(["cancel superseded", "annotate leased"]);
});

test("what was held for long has its seven days afterwards (E1, E5)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	await theCommand();
	await call(shop.merchant, patchSettings, { body: { hold: true } });
	for (let days = 0; days < 10; days++) {
		hub.advance(DAY);
		await hub.tick();
	}
	await call(shop.merchant, patchSettings, { body: { hold: false } });
	hub.advance(HOUR);
	await hub.tick();
	const again = await theCommand();
	expect(again).toMatchObject({ possiblyDone: true });
	await shop.settle(again, unavailable);
	expect(await writeBacks()).toEqual(["mark-paid ready"]);
	expect(await notices()).toEqual([]);
	hub.advance(7 * DAY);
	await shop.settle(await theCommand(), unavailable);
	expect(await notices()).toEqual(["WRITE_BACK_FAILED"]);
});

test("a shop that turns out to be a test system is not told what was pending (A8)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	const mark = (testSystem: boolean) =>
		call(shop.merchant, patchConnection, { params: { connection: shop.id }, body: { testSystem } });
	await mark(true);
	expect(await shop.leaseCommands()).toEqual([]);
	await mark(false);
	expect((await theCommand()).command.kind).toBe("mark-paid");
});

test("that a test system was not told is no news (A8)", async () => {
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	await call(shop.merchant, patchConnection, { params: { connection: shop.id }, body: { testSystem: true } });
	// Later than any tick of the tests before.
	hub.advance(30 * DAY);
	await hub.tick();
	expect(await writeBacks()).toEqual(["mark-paid failed"]);
	expect(await notices()).toEqual([]);
});
