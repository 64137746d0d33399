import { call, getConnection, patchSettings, type Work } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { nextComparison } from "../src/writeback/next-comparison.ts";
import { pauseAfter } from "../src/writeback/pauses.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	hub.setClock("2026-11-02T08:00:00Z");
	shop = await connectShop(hub);
	await hub.sql.query(`UPDATE connections SET next_pull_at = $2, next_compare_at = $3 WHERE id = $1`, [
		shop.id,
		hub.now(),
		"2026-11-02T20:00:00Z",
	]);
});
afterAll(() => hub.close());

const MINUTE = 60_000;
const done = { kind: "result", result: null } as const;

async function leaseAfterTick(): Promise<Work[]> {
	await hub.tick();
	return shop.lease();
}

test("a shop without events is asked every few minutes, one with events every half hour (B2, B3)", async () => {
	const [first] = await leaseAfterTick();
	expect(first).toMatchObject({ kind: "pull", cursor: null });
	// While one is under way no second one begins.
	hub.advance(10 * MINUTE);
	await hub.tick();
	await shop.batch({ items: [order("1")], cursor: { from: null, to: { at: 1 } } });
	await shop.settle(first as Work, done);
	hub.advance(2 * MINUTE);
	expect(await leaseAfterTick()).toEqual([]);
	hub.advance(2 * MINUTE);
	const [second] = await leaseAfterTick();
	expect(second).toMatchObject({ kind: "pull", cursor: { at: 1 } });
	await hub.sql.query(`UPDATE connections SET events_work = true WHERE id = $1`, [shop.id]);
	await shop.settle(second as Work, done);
	hub.advance(29 * MINUTE);
	expect(await leaseAfterTick()).toEqual([]);
	hub.advance(2 * MINUTE);
	expect(await leaseAfterTick()).toMatchObject([{ kind: "pull" }]);
});

test("the merchant sees when a shop is read next, and what load it is where the shop does not report by itself (B3)", async () => {
	const reading = async () => (await call(shop.merchant, getConnection, { params: { connection: shop.id } })).reading;
	const asked = { reports: false, everyMinutes: 3, nextAt: hub.now().toISOString() };
	expect(await reading()).toMatchObject({ ...asked, warning: { de: expect.stringContaining("alle 3 Minuten") } });
	await call(shop.merchant, patchSettings, { body: { pullMinutesWithoutEvents: 20 } });
	expect(await reading()).toMatchObject({ everyMinutes: 20, warning: null });
	await hub.sql.query(`UPDATE connections SET events_work = true WHERE id = $1`, [shop.id]);
	expect(await reading()).toMatchObject({ reports: true, everyMinutes: 30, warning: null });
	await hub.sql.query(`UPDATE connections SET state = 'disconnected' WHERE id = $1`, [shop.id]);
	expect(await reading()).toBeNull();
});

test("a comparison, which cannot go on where it was cut off, is given the time that a long list takes (B4)", async () => {
	await hub.sql.query(`UPDATE connections SET next_compare_at = next_pull_at WHERE id = $1`, [shop.id]);
	const leased = await leaseAfterTick();
	const lasts = ({ leaseUntil }: Work) => Date.parse(leaseUntil) - hub.now().getTime();
	expect(Object.fromEntries(leased.map((work) => [work.kind, lasts(work) / MINUTE]))).toEqual({ pull: 1, request: 20 });
	const list = leased.find(({ kind }) => kind === "request")?.id ?? "";
	for (let page = 0; page < 3; page++) {
		hub.advance(50_000);
		await shop.batch({ items: [], list });
	}
	expect((await shop.lease()).map(({ kind }) => kind)).toEqual(["pull"]);
	// No page comes any more: whoever read it has died.
	hub.advance(61_000);
	expect((await shop.lease()).map(({ kind }) => kind).toSorted()).toEqual(["pull", "request"]);
});

test("several hubs that look at once begin one pull", async () => {
	await Promise.all([hub.tick(), hub.tick(), hub.tick(), hub.tick()]);
	const { rows } = await hub.sql.query(`SELECT count(*)::int AS n FROM work WHERE connection_id = $1`, [shop.id]);
	expect(rows[0].n).toBe(1);
});

test("a pull that fails is tried again soon, and the merchant hears of it only when it lasts", async () => {
	let [pull] = await leaseAfterTick();
	const down = { kind: "fault", fault: { fault: "unavailable", code: "DOWN", message: "down" } } as const;
	const notified = async () =>
		(
			await hub.sql.query(`SELECT code FROM notifications WHERE merchant_id = $1 AND done_at IS NULL`, [
				shop.merchant.id,
			])
		).rows;
	for (let attempt = 1; attempt <= 5; attempt++) {
		expect(pull).toMatchObject({ kind: "pull", attempt });
		expect(await notified()).toEqual([]);
		await shop.settle(pull as Work, down);
		hub.advance(30 * MINUTE);
		[pull] = await leaseAfterTick();
	}
	expect(await notified()).toEqual([{ code: "SHOP_NOT_READ" }]);
	await shop.settle(pull as Work, done);
	expect(await notified()).toEqual([]);
	const { rows } = await hub.sql.query(`SELECT reached_at FROM connections WHERE id = $1`, [shop.id]);
	expect(rows[0].reached_at).toEqual(hub.now());
});

test("comparisons come at quiet hours by the merchant's clock, and on request (B4)", async () => {
	await call(shop.merchant, patchSettings, { body: { comparisonsPerDay: 1 } });
	hub.setClock("2026-11-02T20:00:00Z");
	const work = await leaseAfterTick();
	const compare = work.find((one) => one.kind === "request");
	expect(compare).toMatchObject({ request: "compare" });
	await shop.settle(compare as Work, done);
	const { rows } = await hub.sql.query(`SELECT next_compare_at FROM connections WHERE id = $1`, [shop.id]);
	expect(rows[0].next_compare_at.toISOString()).toMatch(/^2026-11-03T02:\d\d:00/);
});

test("the next comparison is in the future, at a quiet hour, also over the change to summer time", () => {
	for (const [from, perDay, hours] of [
		["2026-03-28T12:00:00Z", 1, [3]],
		["2026-10-24T22:30:00Z", 2, [3, 13]],
		["2026-07-01T00:00:00Z", 4, [3, 9, 15, 21]],
	] as const) {
		let now = new Date(from);
		for (let n = 0; n < 20; n++) {
			const next = nextComparison(now, "Europe/Berlin", perDay, "3b0a7c1e-0000-4000-8000-000000000001");
			expect(next.getTime()).toBeGreaterThan(now.getTime());
			expect(next.getTime() - now.getTime()).toBeLessThan(26 * 60 * MINUTE);
			const local = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", hour: "2-digit", hourCycle: "h23" });
			expect(hours).toContain(Number(local.format(next)));
			now = next;
		}
	}
});

test("pauses grow, are spread, and never end before the shop allows", () => {
	const pauses = Array.from({ length: 20 }, (_, n) => pauseAfter("a", n + 1));
	expect(Math.min(...pauses)).toBeGreaterThanOrEqual(3_750);
	expect(Math.max(...pauses)).toBeLessThanOrEqual(6 * 60 * MINUTE * 1.25);
	expect(pauses[10] ?? 0).toBeGreaterThan((pauses[5] ?? 0) * 8);
	expect(new Set(["a", "b", "c", "d"].map((id) => pauseAfter(id, 3))).size).toBe(4);
	expect(pauseAfter("a", 1, 90_000)).toBe(90_000);
});
