import { call, cancelOrder, doOrderAction, manageOrder } from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, RemindingWorld } from "./reminding-world.ts";

describe("who informs the customer, and when", () => {
	const world = new RemindingWorld();
	const { place, plan, days, settings, subjects } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	const taken = async (id: string) => (await plan(id)).taken.map(({ kind, day, by }) => `${kind} ${day} by ${by}`);
	const settled = async () => {
		await world.jobsDone();
		await world.hub.hub.messageRuns.idle();
	};

	it("where the shop does it, that is remembered: when the setting changes, nobody is informed twice (F1)", async () => {
		await settings({ prepayment: { informationBy: "shop" } });
		const id = await place("1");
		await days(2);
		expect(await taken(id)).toEqual(["paymentInformation 2026-11-02 by shop"]);
		await settings({ prepayment: { informationBy: "kontor", repeatAfterDays: null } });
		await days(1);
		await place("2");
		expect(subjects()).toEqual(["Zahlungsinformation zu Ihrer Bestellung N2"]);
		expect((await plan(id)).steps.map(({ kind, level, earliest }) => [kind, level, earliest])).toEqual([
			["reminder", 1, "2026-11-09"],
			["reminder", 2, "2026-11-16"],
		]);
	});

	it("where the shop does it only once there is an invoice, not before (F1)", async () => {
		await settings({ prepayment: { informationBy: "shop", startsWith: "invoiceNumber" } });
		const id = await place("1");
		await days(1);
		expect(await taken(id)).toEqual([]);
		await place("1", { revision: 2, placedAt: "2026-11-02T08:00:00Z", invoice: { number: "RE-1" } });
		expect(await taken(id)).toEqual(["paymentInformation 2026-11-02 by shop"]);
		expect(subjects()).toEqual([]);
	});

	it("an order that a person takes under management is asked for at once, without a run (A7)", async () => {
		const id = await place("1", { recordedAt: "2026-10-30T08:00:00Z" });
		expect(subjects()).toEqual([]);
		world.hub.advance(DAY_MS);
		await call(world.merchant, manageOrder, { params: { order: id } });
		await settled();
		expect(subjects()).toEqual(["Zahlungsinformation zu Ihrer Bestellung N1"]);
	});

	it("so is one that a person revives", async () => {
		const id = await place("1");
		await call(world.merchant, cancelOrder, { params: { order: id } });
		world.hub.advance(DAY_MS);
		await call(world.merchant, doOrderAction, { params: { order: id, action: "revive" } });
		await settled();
		expect(subjects()).toEqual(Array.from({ length: 2 }, () => "Zahlungsinformation zu Ihrer Bestellung N1"));
	});
});
