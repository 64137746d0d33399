import { call, doOrderAction } from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { order } from "../support/connected-shop.ts";
import { DAY_MS, RemindingWorld } from "./reminding-world.ts";

/** Nobody listens there. */
const DEAD_PORT = 1;

describe("a mail server that is down for weeks", () => {
	const world = new RemindingWorld();
	const { days, place, plan, run, setServer, settings, subjects } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	const down = () => setServer({ port: DEAD_PORT });
	const up = () => setServer({});

	it("lets no steps pile up: one message leaves when it is back, and the next comes after its interval in full (F8)", async () => {
		await settings({ prepayment: { cancelAfterDays: 5 } });
		const id = await place("1");
		await days(6);
		await down();
		await days(20);
		const { steps, taken } = await plan(id);
		expect(taken.map(({ kind, level, day }) => [kind, level, day])).toEqual([
			["paymentInformation", null, "2026-11-02"],
			["reminder", 1, "2026-11-09"],
		]);
		expect(steps.map(({ kind, earliest, held }) => [kind, earliest, held.map(({ code }) => code)])).toEqual([
			["reminder", "2026-12-05", ["message-waits"]],
			["cancel", "2026-12-10", ["message-waits"]],
		]);
		expect(subjects()).toHaveLength(1);

		await up();
		// Its first try after three weeks is not its last.
		world.sink.onRecipient = () => ({ code: 450, text: "4.7.1 greylisted, try again later" });
		await days(1);
		world.sink.onRecipient = () => null;
		expect(subjects()).toHaveLength(1);
		world.hub.advance(10 * 60_000);
		await run();
		expect(subjects()).toHaveLength(2);
		expect((await plan(id)).steps.map(({ kind, earliest }) => [kind, earliest])).toEqual([
			["reminder", "2026-12-06"],
			["cancel", "2026-12-11"],
		]);
		await days(6);
		expect(subjects()).toHaveLength(2);
		await days(1);
		expect(subjects()).toHaveLength(3);
	});

	it("what could not leave says amount and address as they are by then, once (B6)", async () => {
		await down();
		const placedAt = world.hub.now().toISOString();
		await place("1", { placedAt, recordedAt: placedAt });
		await days(1);
		const customer = { name: "Erika Muster", email: "neu@kunde.example", language: "de", billing: { country: "DE" } };
		const changed = {
			revision: 2,
			placedAt,
			recordedAt: placedAt,
			amount: { minor: 8_000, currency: "EUR" },
			customer,
		};
		await world.shop.deliver(order("1", changed));
		await days(2);
		await up();
		await days(2);
		const [only, ...others] = world.sink.received;
		expect(others).toEqual([]);
		expect(only?.to).toBe("neu@kunde.example");
		const mail = await PostalMime.parse(only?.raw ?? "");
		expect(mail.subject).toBe("Zahlungsinformation zu Ihrer Bestellung N1");
		expect(mail.text).toContain("80,00");
	});

	it("a changed amount that changed back is not told at all", async () => {
		const placedAt = world.hub.now().toISOString();
		await place("1", { placedAt, recordedAt: placedAt });
		await down();
		for (const [revision, minor] of [
			[2, 8_000],
			[3, 10_000],
		] as const) {
			world.hub.advance(DAY_MS);
			const amount = { minor, currency: "EUR" };
			const customer = {
				name: "Erika Muster",
				email: "kunde-1@kunde.example",
				language: "de",
				billing: { country: "DE" },
			};
			await world.shop.deliver(order("1", { revision, placedAt, recordedAt: placedAt, amount, customer }));
			await run();
		}
		await up();
		await days(2);
		expect(subjects()).toEqual(["Zahlungsinformation zu Ihrer Bestellung N1"]);
	});

	it("a reminder that could not leave stays while bank data are old, and while reminders are stopped (F8, I10)", async () => {
		const id = await place("1");
		await days(6);
		await down();
		await days(5);
		await up();
		world.hub.advance(DAY_MS);
		await run();
		expect(subjects()).toHaveLength(1);
		await call(world.merchant, doOrderAction, { params: { order: id, action: "stop-reminders" } });
		await days(2);
		expect(subjects()).toHaveLength(1);
		await call(world.merchant, doOrderAction, { params: { order: id, action: "resume-reminders" } });
		await days(1);
		expect(subjects()).toHaveLength(2);
	});
});
