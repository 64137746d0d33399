import { call, cancelMessage, doOrderAction, listMessages } from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, RemindingWorld } from "./reminding-world.ts";

describe("one message for all overdue orders of a customer (M8)", () => {
	const world = new RemindingWorld();
	const { place, days, settings, subjects, plan, morning, run } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	const of = (email: string) => ({
		customer: { name: "Erika Muster", email, language: "de", billing: { country: "DE" } },
	});
	const ERIKA = of("erika@kunde.example");
	const reminders = () => subjects().filter((subject) => subject.includes("erinnerung"));

	it("tells each order with its amount, and all together; each order keeps its own step", async () => {
		await settings({ common: { oneMessagePerCustomer: true } });
		const ids = [
			await place("1", ERIKA),
			await place("2", of("ERIKA@kunde.example")),
			await place("3", of("otto@kunde.example")),
		];
		await days(7);
		expect(reminders().toSorted()).toEqual([
			"Zahlungserinnerung zu Ihren offenen Bestellungen",
			"Zahlungserinnerung zu Ihrer Bestellung N3",
		]);
		const joint = world.sink.received.find(({ raw }) => raw.includes("offenen"));
		const mail = await PostalMime.parse(joint?.raw ?? "");
		expect(mail.text).toContain("200,00");
		expect(mail.text).toContain("N1 N2");
		const listed = [];
		for (const order of ids.slice(0, 2)) {
			const { items } = await call(world.merchant, listMessages, { query: { order } });
			listed.push(items.find(({ kind }) => kind === "severalReminder")?.id);
			expect((await plan(order)).taken.at(-1)).toMatchObject({ kind: "reminder", level: 1, by: "machine" });
		}
		expect(new Set(listed).size).toBe(1);
		expect(listed[0]).toBeDefined();
		await run();
		expect(reminders()).toHaveLength(2);
	});

	it("leaves out what was paid before it left, and is not sent where nothing is left", async () => {
		await settings({ common: { oneMessagePerCustomer: true } });
		await place("1", ERIKA);
		await place("2", ERIKA);
		await days(6);
		world.hub.advance(DAY_MS);
		await morning();
		const send = world.hub.hub.messageRuns.look.bind(world.hub.hub.messageRuns);
		world.hub.hub.messageRuns.look = async () => {};
		await run();
		await morning({ text: "N1 Erika Muster" });
		await expect.poll(async () => (await world.shop.order("1")).state).toBe("paid");
		world.hub.hub.messageRuns.look = send;
		await run();
		expect(reminders()).toEqual(["Zahlungserinnerung zu Ihrer Bestellung N2"]);
	});

	it("is not what happens without the setting", async () => {
		await place("1", ERIKA);
		await place("2", ERIKA);
		await days(7);
		expect(reminders()).toHaveLength(2);
		expect(reminders().join()).not.toContain("offenen");
	});
});

describe("a reminder that was cancelled before it left", () => {
	const world = new RemindingWorld();
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it("costs nothing (M9)", async () => {
		await world.hub.sql.query("UPDATE merchants SET country = 'AT' WHERE id = $1", [world.merchant.id]);
		await world.settings({ invoice: { reminders: [{ afterDays: 21, fee: { minor: 500, currency: "EUR" } }] } });
		const id = await world.place("1", {
			paymentMethod: { id: "invoice", title: "Rechnung" },
			invoice: { number: "R1", date: "2026-11-02" },
		});
		const params = { order: id, action: "send-reminder" } as const;
		const { charges, taken } = await call(world.merchant, doOrderAction, { params });
		expect(charges?.fees.minor).toBe(500);
		await call(world.merchant, cancelMessage, { params: { message: taken.at(-1)?.message ?? "" } });
		expect((await world.plan(id)).charges?.fees.minor).toBe(0);
	});
});

describe("bank data that are missing for long (F8)", () => {
	const world = new RemindingWorld();
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it("are told once while it lasts, and no more when they are there", async () => {
		const stale = async () => (await world.told()).filter(({ code }) => code === "BANK_DATA_STALE");
		const quiet = async (count: number) => {
			for (let day = 0; day < count; day++) {
				world.hub.advance(DAY_MS);
				await world.run();
			}
		};
		// Until Sunday evening all is there; Monday's postings are missed from Tuesday on, on the third day since it is said.
		await quiet(2);
		expect(await stale()).toEqual([]);
		await quiet(5);
		expect(await stale()).toMatchObject([
			{ about: { account: world.account }, text: { de: expect.stringContaining("„Girokonto“") } },
		]);
		await world.morning();
		await world.run();
		expect(await stale()).toEqual([]);
	});
});
