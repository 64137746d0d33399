import {
	arrangeOrder,
	call,
	cancelOrder,
	doOrderAction,
	getOrder,
	listOrderActions,
	patchSettings,
	previewDunning,
	putSenderProfile,
	runDunning,
} from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { order } from "../support/connected-shop.ts";
import { DAY_MS, RemindingWorld } from "./reminding-world.ts";

describe("an order's payment", () => {
	const world = new RemindingWorld();
	const { days, place, plan, morning, run, settings, subjects } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it("is asked for within seconds of the order, with account, reference and GiroCode (B1, F9)", async () => {
		await call(world.merchant, putSenderProfile, { body: { imprint: ["Laden GmbH, Musterweg 1, 10115 Berlin"] } });
		await place("1");
		const [received, ...others] = world.sink.received;
		expect(others).toEqual([]);
		const mail = await PostalMime.parse(received?.raw ?? "");
		expect(mail.subject).toBe("Zahlungsinformation zu Ihrer Bestellung N1");
		expect(mail.to).toMatchObject([{ address: "kunde-1@kunde.example", name: "Erika Muster" }]);
		expect(mail.text).toContain("100,00");
		expect(mail.text).toContain("DE89 3704 0044 0532 0130 00");
		expect(mail.text).toContain("N1");
		expect(mail.html).toContain("Laden GmbH, Musterweg 1, 10115 Berlin");
		expect(mail.attachments).toMatchObject([{ mimeType: "image/png", contentId: "<payment-code@kontor>" }]);
	});

	it("is reminded of by the settings, and given up at last (F3, F4)", async () => {
		await settings({ prepayment: { cancelAfterDays: 5 } });
		const id = await place("1");
		expect((await plan(id)).steps.map(({ kind, level, earliest }) => [kind, level, earliest])).toEqual([
			["reminder", 1, "2026-11-09"],
			["reminder", 2, "2026-11-16"],
			["cancel", null, "2026-11-21"],
		]);
		await days(20);
		expect(subjects()).toEqual([
			"Zahlungsinformation zu Ihrer Bestellung N1",
			expect.stringContaining("Zahlungserinnerung"),
			expect.stringContaining("Zahlungserinnerung"),
			"Ihre Bestellung N1 wurde storniert",
		]);
		const { taken, idle } = await plan(id);
		expect(taken.map(({ kind, level, day }) => [kind, level, day])).toEqual([
			["paymentInformation", null, "2026-11-02"],
			["reminder", 1, "2026-11-09"],
			["reminder", 2, "2026-11-16"],
			["cancel", null, "2026-11-21"],
		]);
		expect(idle).toMatchObject({ code: "state" });
		expect((await world.shop.leaseCommands()).map(({ command }) => command.kind)).toEqual(["cancel"]);
	});

	it("begins anew where a person lifts its cancellation: it is not cancelled again at once (I9)", async () => {
		await settings({ prepayment: { reminders: [], cancelAfterDays: 5 } });
		const id = await place("1");
		await days(6);
		expect((await call(world.merchant, getOrder, { params: { order: id } })).state).toBe("cancelled");
		await call(world.merchant, doOrderAction, { params: { order: id, action: "revive" } });
		await run();
		expect((await call(world.merchant, getOrder, { params: { order: id } })).state).toBe("open");
		expect((await plan(id)).steps.map(({ kind, earliest }) => [kind, earliest])).toEqual([["cancel", "2026-11-13"]]);
	});

	it("is not reminded of once it is there", async () => {
		await place("1");
		await days(3);
		await morning({ text: "N1 Erika Muster" });
		await expect.poll(async () => (await world.shop.order("1")).state).toBe("paid");
		await days(10);
		expect(subjects()).toHaveLength(1);
	});

	it("is not reminded of while the bank's postings or the shop are not up to date; then with the next interval in full (F8, I10)", async () => {
		const id = await place("1");
		for (let day = 0; day < 10; day++) {
			world.hub.advance(DAY_MS);
			await run();
		}
		expect(subjects()).toHaveLength(1);
		const [held] = (await plan(id)).steps;
		expect(held).toMatchObject({ kind: "reminder", earliest: "2026-11-09" });
		expect(held?.held.map(({ code }) => code)).toEqual(["stale-account", "stale-shop"]);
		expect(held?.held[0]?.text.de).toContain("Girokonto");
		await days(1);
		expect(subjects()).toHaveLength(2);
		expect((await plan(id)).steps[0]).toMatchObject({ level: 2, earliest: "2026-11-20" });
	});

	it("in review holds the next step back", async () => {
		const id = await place("1");
		await days(5);
		// Two may be meant, and no number is given: a person has to look.
		await place("2");
		await morning({ text: "Vielen Dank" });
		await run();
		await days(4);
		expect((await plan(id)).steps[0]?.held.map(({ code }) => code)).toEqual(["in-review"]);
		expect(subjects()).toHaveLength(2);
	});

	it("whose amount changed is asked for anew, with what it was before (B6)", async () => {
		await place("1");
		await days(1);
		const now = world.hub.now().toISOString();
		const customer = {
			name: "Erika Muster",
			email: "kunde-1@kunde.example",
			language: "de",
			billing: { country: "DE" },
		};
		await world.shop.deliver(
			order("1", { revision: 2, amount: { minor: 8_000, currency: "EUR" }, placedAt: now, recordedAt: now, customer }),
		);
		await world.run();
		const mail = await PostalMime.parse(world.sink.received[1]?.raw ?? "");
		expect(mail.subject).toBe("Geänderter Betrag zu Ihrer Bestellung N1");
		expect(mail.text).toContain("statt 100,00");
		expect(mail.text).toContain("80,00");
		await days(1);
		expect(subjects()).toHaveLength(2);
	});

	it("follows a date set by hand, a stop, and what the customer says (G2, G12, F11)", async () => {
		const id = await place("1");
		const set = (body: Parameters<typeof call<typeof arrangeOrder>>[2]["body"]) =>
			call(world.merchant, arrangeOrder, { params: { order: id }, body });
		expect((await set({ referenceDay: "2026-11-20" })).steps[0]).toMatchObject({
			kind: "reminder",
			earliest: "2026-11-27",
		});
		expect((await set({ referenceDay: null })).steps[0]).toMatchObject({ earliest: "2026-11-09" });
		const stopped = await set({ dunningBlock: { until: "2026-11-12" } });
		expect(stopped.steps[0]?.held.map(({ text }) => text.de)).toEqual(["Mahnsperre bis 12.11.2026."]);
		await set({ dunningBlock: null, alreadyPaid: true });
		await days(7);
		expect(subjects()).toHaveLength(2);
		expect((await plan(id)).arrangement).toMatchObject({ dunningBlock: null, alreadyPaidAt: expect.any(String) });
	});

	it("is reminded of by hand: the level goes up, and the schedule counts from there; only what is offered can be done (G12)", async () => {
		const id = await place("1");
		const act = (action: "send-reminder" | "hand-over" | "stop-reminders" | "send-payment-information") =>
			call(world.merchant, doOrderAction, { params: { order: id, action } });
		world.hub.advance(DAY_MS);
		expect((await act("send-reminder")).steps[0]).toMatchObject({ kind: "reminder", level: 2, earliest: "2026-11-10" });
		await act("send-payment-information");
		await world.run();
		expect(subjects().slice(1)).toEqual([
			"Zahlungserinnerung zu Ihrer Bestellung N1",
			"Zahlungsinformation zu Ihrer Bestellung N1",
		]);
		const { items } = await call(world.merchant, listOrderActions, { params: { order: id } });
		const refused = Object.fromEntries(items.map(({ action, why }) => [action, why?.code ?? null]));
		expect(refused).toMatchObject({
			"send-reminder": null,
			cancel: null,
			"hand-over": "wrong-payment-code",
			"resume-reminders": "not-stopped",
			"send-payment-slip": "no-postal-address",
		});
		await expect(act("hand-over")).rejects.toThrow(/CONFLICT/);
		expect((await act("stop-reminders")).arrangement.dunningBlock).toEqual({ until: null });
		const { taken } = await plan(id);
		expect(taken.map(({ kind, by }) => `${kind} by ${by}`)).toEqual([
			"paymentInformation by machine",
			"reminder by person",
			"paymentInformation by person",
		]);
	});

	it("can be seen before anything is done, and is done once, however often it is asked for (M14, I4)", async () => {
		const ids = [await place("1"), await place("2")];
		world.hub.advance(8 * DAY_MS);
		await morning();
		const preview = await call(world.merchant, previewDunning, {});
		expect(preview.counts).toEqual({ reminder: 2 });
		expect(new Set(preview.items.map(({ order: id, level }) => `${id} ${level}`))).toEqual(
			new Set(ids.map((id) => `${id} 1`)),
		);
		expect(subjects()).toHaveLength(2);
		await Promise.all([
			world.runOrder(ids[0] ?? ""),
			world.runOrder(ids[0] ?? ""),
			call(world.merchant, runDunning, {}),
		]);
		await call(world.merchant, runDunning, {});
		await run();
		expect(subjects()).toHaveLength(4);
		expect((await call(world.merchant, previewDunning, {})).counts).toEqual({});
	});

	it("is asked for nothing while everything is held, nor of a cancelled order (E5, F4)", async () => {
		await call(world.merchant, patchSettings, { body: { hold: true } });
		const id = await place("1");
		expect((await plan(id)).steps[0]?.held.map(({ code }) => code)).toEqual(["held"]);
		await call(world.merchant, cancelOrder, { params: { order: id } });
		await call(world.merchant, patchSettings, { body: { hold: false } });
		await run();
		await days(8);
		expect(subjects()).toEqual([]);
	});

	it("goes by what a shop sets differently, field by field (A11); a wrong field is named", async () => {
		await settings({ prepayment: { reminders: [{ afterDays: 3 }] } });
		await settings({ prepayment: { cancelAfterDays: 10 } }, world.shop.id);
		const id = await place("1");
		expect((await plan(id)).steps.map(({ kind, earliest }) => [kind, earliest])).toEqual([
			["reminder", "2026-11-05"],
			["cancel", "2026-11-15"],
		]);
		await expect(settings({ prepayment: { reminders: [{ afterDays: 0 }] } })).rejects.toThrow(
			/prepayment.reminders.0.afterDays: expected/,
		);
		await expect(settings({ prepayment: { cancelAfter: 10 } })).rejects.toThrow(/prepayment.cancelAfter/);
		expect((await plan(id)).steps).toHaveLength(2);
	});

	it("is not asked for where nobody can be written to, or no account is meant for it: the merchant is told once", async () => {
		await place("1", { customer: { name: "Otto", billing: { country: "DE" } } });
		await place("2", { amount: { minor: 5_000, currency: "CHF" }, receivedInShop: { minor: 0, currency: "CHF" } });
		await world.hub.sql.query("UPDATE accounts SET connections = ARRAY[gen_random_uuid()] WHERE id = $1", [
			world.account,
		]);
		await place("3");
		await days(2);
		const told = (await world.told()).map(({ code }) => code);
		expect(told.filter((code) => code === "NO_EMAIL_ADDRESS")).toHaveLength(1);
		expect(told.filter((code) => code === "NO_ACCOUNT_TO_PAY_TO")).toHaveLength(1);
	});

	it("is not asked for by anybody who has set up no mail server, and the order says so by its history alone", async () => {
		const quiet = await world.hub.newMerchant("Stiller Laden");
		expect((await call(quiet, previewDunning, {})).counts).toEqual({});
		const id = await place("1");
		expect((await call(world.merchant, getOrder, { params: { order: id } })).state).toBe("open");
	});
});
