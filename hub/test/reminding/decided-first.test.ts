import { call, runDunning } from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { order } from "../support/connected-shop.ts";
import { holdOrder } from "../support/held-rows.ts";
import { DAY_MS, RemindingWorld } from "./reminding-world.ts";

describe("postings are decided before anybody is written to", () => {
	const world = new RemindingWorld();
	const { place, plan, morning, subjects } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it("an order that comes after its payment is asked for nothing (D7)", async () => {
		world.hub.advance(2 * DAY_MS);
		const at = "2026-11-02T07:00:00Z";
		await morning({ text: "N1 Erika Muster" });
		await world.jobsDone();
		// Deciding takes its time.
		const { sql } = world.hub;
		await sql.query("SELECT pg_advisory_lock(hashtextextended('assign ' || $1, 0))", [world.merchant.id]);
		const customer = { name: "Erika Muster", email: "erika@kunde.example", billing: { country: "DE" } };
		await world.shop.deliver(order("1", { placedAt: at, recordedAt: at, customer }));
		await new Promise((resolve) => setTimeout(resolve, 200));
		await sql.query("SELECT pg_advisory_unlock_all()");
		await world.jobsDone();
		await world.hub.hub.messageRuns.idle();
		expect((await world.shop.order("1")).state).toBe("paid");
		expect((await plan((await world.shop.order("1")).id)).taken).toEqual([]);
		expect(subjects()).toEqual([]);
	});

	it("a posting in review that may pay it, and appears while it is waited for, holds the step back (F8)", async () => {
		const id = await place("1");
		world.hub.advance(8 * DAY_MS);
		await morning({ text: "von ganz anderem", minor: 77, name: "Otto" });
		await world.jobsDone();
		const order = await holdOrder(world.hub, world.shop, "1");
		await call(world.merchant, runDunning, {});
		await order.untilQueued(1);
		// In the transaction that holds the order: the run saw nothing of it yet.
		await world.hub.sql.query("UPDATE postings SET outcome = 'review', decision = $1 WHERE amount = 77", [
			JSON.stringify({ suggestions: [{ orders: [{ order: id }] }] }),
		]);
		await order.letGo();
		await world.run();
		expect(subjects()).toHaveLength(1);
		expect((await plan(id)).steps[0]?.held.map(({ code }) => code)).toEqual(["in-review"]);
	});

	it("of an account with one that is not decided yet, nothing counts as fresh, however much it may lag behind (I10)", async () => {
		const id = await place("1");
		world.hub.advance(8 * DAY_MS);
		await morning({ text: "von ganz anderem", minor: 77, name: "Otto" });
		await world.jobsDone();
		await world.hub.sql.query("UPDATE accounts SET lag_days = 5");
		expect((await plan(id)).steps[0]).toMatchObject({ kind: "reminder", held: [] });
		await world.hub.sql.query(
			"UPDATE postings SET outcome = NULL, decision = NULL, decided_by = NULL WHERE amount = 77",
		);
		expect((await plan(id)).steps[0]?.held.map(({ code, text }) => [code, text.en])).toEqual([
			["stale-account", expect.stringContaining("2026")],
		]);
		// The run decides it first, and then reminds.
		await world.run();
		expect(subjects()).toHaveLength(2);
	});
});
