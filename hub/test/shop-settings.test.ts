import {
	call,
	getShopSettings,
	listChanges,
	patchSettings,
	patchShopSettings,
	Settings,
	type ShopSettings,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, statesOf, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let one: TestShop;
let other: TestShop;
let bank: TestBank;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	one = await connectShop(hub);
	other = await connectShop(hub, { merchant: one.merchant, host: one.host });
	bank = await openAccount(one.merchant);
});

const eur = (minor: number) => ({ minor, currency: "EUR" });
const change = (shop: TestShop, body: ShopSettings & { inherit?: string[] }) =>
	call(shop.merchant, patchShopSettings, { params: { connection: shop.id }, body });
const show = (shop: TestShop) => call(shop.merchant, getShopSettings, { params: { connection: shop.id } });

describe("settings of a shop (A11)", () => {
	it("override the merchant's field by field, and follow him in all others", async () => {
		expect(await show(one)).toEqual({ own: {}, effective: Settings.parse({}) });
		await change(one, { pullMinutes: 10, assignment: { tolerance: { amount: eur(50) } } });
		await change(one, { comparisonsPerDay: 4 });
		await call(one.merchant, patchSettings, {
			body: { pullMinutes: 60, pullMinutesWithoutEvents: 9, assignment: { charges: eur(300) } },
		});
		const { own, effective } = await show(one);
		expect(own).toEqual({ pullMinutes: 10, comparisonsPerDay: 4, assignment: { tolerance: { amount: eur(50) } } });
		expect(effective).toMatchObject({
			pullMinutes: 10,
			pullMinutesWithoutEvents: 9,
			comparisonsPerDay: 4,
			assignment: { tolerance: { amount: eur(50) }, charges: eur(300) },
		});
		expect((await show(other)).effective).toMatchObject({ pullMinutes: 60, assignment: { tolerance: null } });
	});

	it("are the merchant's again once they are to be inherited, and stand in the history", async () => {
		await change(one, { pullMinutes: 10, assignment: { tolerance: null, charges: eur(1) } });
		const now = await change(one, { inherit: ["pullMinutes", "assignment.tolerance"] });
		expect(now.own).toEqual({ assignment: { charges: eur(1) } });
		expect((await change(one, { inherit: ["assignment"] })).own).toEqual({});
		await expect(change(one, { inherit: ["hold"] })).rejects.toMatchObject({
			problem: { status: 400, issues: [{ path: "body.inherit.0" }] },
		});
		const { items } = await call(one.merchant, listChanges, { query: { connection: one.id } });
		expect(
			items.map(({ event, cause }) => [event, (cause.changed as { field: string }[]).map(({ field }) => field)]),
		).toEqual([
			["settings-changed", ["assignment.charges"]],
			["settings-changed", ["pullMinutes", "assignment.tolerance"]],
			["settings-changed", ["pullMinutes", "assignment.tolerance", "assignment.charges"]],
		]);
		expect(items[0]?.text.en).toBe("Settings changed (by test)");
	});

	it("leave alone what other concerns keep beside them", async () => {
		await hub.sql.query(`UPDATE connections SET settings = '{"receivables": {"common": {}}}' WHERE id = $1`, [one.id]);
		await change(one, { pullMinutes: 10 });
		const { rows } = await hub.sql.query("SELECT settings FROM connections WHERE id = $1", [one.id]);
		expect(rows).toEqual([{ settings: { receivables: { common: {} }, pullMinutes: 10 } }]);
	});

	it("say how often a shop is read (B2)", async () => {
		await change(one, { pullMinutesWithoutEvents: 20 });
		for (const shop of [one, other]) {
			await hub.sql.query("UPDATE connections SET next_pull_at = $2 WHERE id = $1", [shop.id, hub.now()]);
		}
		await hub.tick();
		const { rows } = await hub.sql.query(
			"SELECT extract(epoch FROM next_pull_at - $2::timestamptz)::int / 60 AS minutes FROM connections WHERE id = ANY($1) ORDER BY id = $3",
			[[one.id, other.id], hub.now(), one.id],
		);
		expect(rows.map(({ minutes }) => minutes)).toEqual([3, 20]);
	});
});

describe("assignment goes by them", () => {
	it("where a difference counts as paid in one shop only (M5)", async () => {
		await one.deliver(order("1", { number: "10700" }));
		await other.deliver(order("2", { number: "20700" }));
		await change(one, { assignment: { tolerance: { amount: eur(50) } } });
		await bank.books({ text: "Bestellung 10700", minor: 9_970 });
		await bank.books({ text: "Bestellung 20700", minor: 9_970 });
		await expect.poll(() => statesOf(one.merchant)).toMatchObject({ 1: "paid" });
		expect(await statesOf(one.merchant)).not.toMatchObject({ 2: "paid" });
	});

	it("where a payment revives cancelled orders in one shop only (D6)", async () => {
		for (const [shop, ref, number] of [
			[one, "1", "10710"],
			[other, "2", "20710"],
		] as const) {
			await shop.deliver(order(ref, { number }));
			await hub.sql.query("UPDATE orders SET lifecycle = 'cancelled', state = 'cancelled' WHERE connection_id = $1", [
				shop.id,
			]);
		}
		await change(one, { paymentForCancelled: "revive" });
		await bank.books({ text: "Bestellung 10710" });
		await bank.books({ text: "Bestellung 20710" });
		await expect.poll(() => statesOf(one.merchant)).toEqual({ 1: "paid", 2: "cancelled" });
		const outcomes = await bank.decided();
		expect(outcomes["Bestellung 20710"]?.outcome).toBe("review");
	});
});
