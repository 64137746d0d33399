import { call, listPending, patchSettings } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { pay, undo } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	shop = await connectShop(hub);
	await shop.deliver(order("1"), order("2"));
});

const set = (body: { hold?: boolean; trial?: boolean }) => call(shop.merchant, patchSettings, { body });
const pending = () => call(shop.merchant, listPending, { query: {} });
const orders = async () => (await pending()).items.map(({ orderNumber, heldBy }) => [orderNumber, heldBy]);
const leased = async () => (await shop.leaseCommands()).map(({ command }) => `${command.kind} ${command.orderRef}`);
async function message(id: string, at = hub.now()): Promise<void> {
	await hub.sql.query(
		`INSERT INTO messages (merchant_id, id, order_id, kind, audience, channel, cause_key, recipient, subject, body, state, only_while,
		                       due_at, created_at)
		 VALUES ($1, $2, (SELECT id FROM orders WHERE connection_id = $3 AND ref = '1'), 'reminder', 'customer', 'email', $4, 'a@b.example',
		         'Ihre Bestellung', '{}', 'ready', '{}', $5, $5)`,
		[shop.merchant.id, crypto.randomUUID(), shop.id, id, at],
	);
}

describe("the switch that holds everything (E5)", () => {
	it("shows what waits, in words; switched on again it goes, but not what is out of date by then", async () => {
		await set({ hold: true });
		await pay(hub, shop, "1", 10_000);
		const second = await pay(hub, shop, "2", 10_000);
		await message("held");
		await undo(hub, shop, "2", second);
		expect(await leased()).toEqual([]);
		const { operation, items, total } = await pending();
		expect(operation).toBe("held");
		expect(items.map(({ kind, text, heldBy }) => [kind, text.de, heldBy])).toEqual([
			["write-back", "Bestellung N1: bezahlt, 100,00 EUR (processing)", "held"],
			["message", "E-Mail zu N1: Ihre Bestellung", "held"],
		]);
		expect(total).toBe(2);
		hub.advance(30 * DAY_MS);
		await hub.tick();
		await set({ hold: false });
		expect(await leased(), "what was taken back meanwhile is not told").toEqual(["mark-paid 1"]);
	});

	it("says of each why it does not go", async () => {
		await pay(hub, shop, "1", 10_000);
		expect(await orders()).toEqual([["N1", null]]);
		await hub.sql.query("UPDATE connections SET test_system = true WHERE id = $1", [shop.id]);
		expect(await orders()).toEqual([["N1", "testSystem"]]);
		await hub.sql.query("UPDATE connections SET test_system = false, state = 'disconnected' WHERE id = $1", [shop.id]);
		expect(await orders()).toEqual([["N1", "disconnected"]]);
	});
});

describe("a trial (E5, M14)", () => {
	it("shows what would be done and does nothing, also not when it ends; what waited from before goes on", async () => {
		await set({ hold: true });
		await pay(hub, shop, "1", 10_000);
		await message("before");
		hub.advance(60_000);
		await set({ trial: true, hold: false });
		await pay(hub, shop, "2", 10_000);
		await message("in-trial");
		expect(await leased()).toEqual([]);
		expect(await orders()).toEqual([
			["N1", "trial"],
			["N1", "trial"],
			["N2", "trial"],
			["N1", "trial"],
		]);
		hub.advance(10 * DAY_MS);
		await hub.tick();
		expect((await pending()).total, "no trial is too long").toBe(4);
		await set({ trial: false });
		expect(await leased()).toEqual(["mark-paid 1"]);
		expect((await shop.order("2")).writeBacks.map(({ state }) => state)).toEqual(["superseded"]);
		const { rows } = await hub.sql.query("SELECT cause_key, state FROM messages WHERE merchant_id = $1 ORDER BY 1", [
			shop.merchant.id,
		]);
		expect(rows).toEqual([
			// Where nobody sends for the merchant it only waits again.
			{ cause_key: "before", state: expect.stringMatching(/^(ready|sending)$/) },
			{ cause_key: "in-trial", state: "cancelled" },
		]);
	});

	it("lets what happens after it go at once", async () => {
		await set({ trial: true });
		await pay(hub, shop, "1", 4_000);
		hub.advance(60_000);
		await set({ trial: false });
		hub.advance(60_000);
		await pay(hub, shop, "1", 6_000);
		expect(await leased()).toEqual(["mark-paid 1"]);
	});
});
