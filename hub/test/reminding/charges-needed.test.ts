import { call, getOrder } from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RemindingWorld } from "./reminding-world.ts";

describe("fees and interest that are needed to settle an order (M9)", () => {
	const world = new RemindingWorld();
	const { days, morning, place, run, settings } = world;
	beforeAll(() => world.open());
	beforeEach(async () => {
		await world.begin();
		await world.hub.sql.query("UPDATE merchants SET country = 'AT' WHERE id = $1", [world.merchant.id]);
		const fee = { minor: 500, currency: "EUR" };
		await settings({
			common: { chargesSettle: "needed" },
			invoice: {
				reminders: [
					{ afterDays: 3, fee },
					{ afterDays: 4, fee },
				],
			},
		});
	});
	afterEach(() => world.end());
	afterAll(() => world.close());

	const byInvoice = () =>
		place("1", {
			number: "AU-100234",
			paymentMethod: { id: "invoice", title: "Rechnung" },
			invoice: { number: "R1", date: "2026-11-02" },
		});
	const pays = async (minor: number) => {
		world.hub.advance(24 * 60 * 60_000);
		await morning({ minor, text: "AU-100234" });
		await run();
	};
	const standing = async (id: string) => {
		const { state, outstanding } = await call(world.merchant, getOrder, { params: { order: id } });
		return [state, outstanding.minor];
	};
	/** What the shop is told, and takes. */
	const commands = async () => {
		const work = (await world.shop.leaseCommands()).filter(({ connection }) => connection === world.shop.id);
		for (const one of work) await world.shop.applied(one, { status: "pending", received: 0, revision: 2 });
		return work.map(({ command }) => command.kind);
	};

	it("without them it is partially paid, and reminded of; with them it is paid", async () => {
		const id = await byInvoice();
		expect(await standing(id)).toEqual(["open", 10_000]);
		await days(3);
		expect(await standing(id)).toEqual(["open", 10_500]);
		await pays(10_000);
		expect(await standing(id)).toEqual(["partiallyPaid", 500]);
		expect(await commands()).toEqual(["annotate"]);
		const before = world.sink.received.length;
		await days(3);
		expect(world.sink.received).toHaveLength(before + 1);
		expect(await standing(id)).toEqual(["partiallyPaid", 1_000]);
		await pays(1_000);
		expect(await standing(id)).toEqual(["paid", 0]);
		await days(5);
		expect(world.sink.received).toHaveLength(before + 1);
	});

	it("who pays before he is asked for them needs none", async () => {
		const id = await byInvoice();
		await pays(10_000);
		expect(await standing(id)).toEqual(["paid", 0]);
	});

	it("where they are not needed any more, what lacked nothing else is paid", async () => {
		const id = await byInvoice();
		await days(3);
		await pays(10_000);
		expect(await standing(id)).toEqual(["partiallyPaid", 500]);
		await commands();
		await settings({ common: { chargesSettle: "notNeeded" } });
		await days(1);
		expect(await standing(id)).toEqual(["paid", 0]);
		expect(await commands()).toEqual(["mark-paid"]);
	});

	it("settings that only together with a shop's contradict themselves are refused, whoever sets them (A11)", async () => {
		await settings({ prepayment: { payableUntilDays: 10 } });
		await settings({ prepayment: { payableUntilDaysInReminders: 5 } }, world.shop.id);
		await expect(settings({ prepayment: { payableUntilDays: null } })).rejects.toThrow(
			/prepayment\.payableUntilDaysInReminders \(Shop.*\): expected empty/,
		);
		await settings({ prepayment: {} }, world.shop.id);
		await settings({ prepayment: { payableUntilDays: null } });
		await expect(settings({ prepayment: { payableUntilDaysInReminders: 5 } }, world.shop.id)).rejects.toThrow(
			/prepayment\.payableUntilDaysInReminders: expected empty/,
		);
	});
});
