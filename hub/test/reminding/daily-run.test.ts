import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, RemindingWorld } from "./reminding-world.ts";

describe("the daily look through the orders", () => {
	const world = new RemindingWorld();
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	/** What happens by itself at the clock's time. */
	async function tick(): Promise<void> {
		await world.hub.tick();
		await world.jobsDone();
		await world.hub.tick();
		await world.hub.hub.messageRuns.idle();
	}

	it("comes by itself in the merchant's morning, once a day, and again where it was cut off (G12)", async () => {
		await world.place("1");
		world.hub.advance(7 * DAY_MS);
		await world.morning();
		// 6:30 in Berlin: the bank may not have delivered yet.
		world.hub.setClock("2026-11-09T05:30:00Z");
		await tick();
		expect(world.sink.received).toHaveLength(1);
		world.hub.setClock("2026-11-09T06:31:00Z");
		await tick();
		expect(world.sink.received).toHaveLength(2);
		const runs = () => world.hub.logged().split('"dunning run"').length - 1;
		expect(runs()).toBe(1);

		await world.place("2", { placedAt: "2026-10-20T08:00:00Z" });
		world.hub.setClock("2026-11-09T08:00:00Z");
		await tick();
		expect(runs()).toBe(1);
		await world.hub.sql.query("UPDATE dunning_days SET done_at = NULL");
		world.hub.setClock("2026-11-09T09:01:00Z");
		await tick();
		const { rows } = await world.hub.sql.query("SELECT done_at IS NOT NULL AS done FROM dunning_days");
		expect(rows).toEqual([{ done: true }]);
	});

	it("comes although something is wrong with another merchant", async () => {
		// All others': nobody knows who is looked at first.
		for (let other = 0; other < 5; other++) await world.hub.newMerchant();
		await world.hub.sql.query("UPDATE merchants SET time_zone = 'Nowhere/At-All' WHERE id <> $1", [world.merchant.id]);
		await world.hub.sql.query("DELETE FROM dunning_days");
		world.hub.setClock("2026-11-20T08:00:00Z");
		await tick();
		const { rows } = await world.hub.sql.query("SELECT merchant_id FROM dunning_days WHERE done_at IS NOT NULL");
		expect(rows).toEqual([{ merchant_id: world.merchant.id }]);
		await world.hub.sql.query("UPDATE merchants SET time_zone = 'Europe/Berlin'");
	});
});
