import { call, createAccount, listAccounts, listChanges, patchAccount } from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, RemindingWorld } from "../reminding/reminding-world.ts";

describe("a bank account", () => {
	const world = new RemindingWorld();
	beforeAll(async () => {
		await world.open();
		await world.begin();
	});
	afterAll(async () => {
		await world.end();
		await world.close();
	});

	const change = (body: { payeeName?: string | null; bic?: string | null; lagDays?: number; name?: string }) =>
		call(world.merchant, patchAccount, { params: { account: world.account }, body });

	it("is named to customers exactly as the bank has it registered, with its BIC (M12, F9)", async () => {
		expect(await change({ payeeName: "Laden Inh. Max Mustermann e.K.", bic: "cobadeff xxx" })).toMatchObject({
			name: "Girokonto",
			payeeName: "Laden Inh. Max Mustermann e.K.",
			bic: "COBADEFFXXX",
			lagDays: 1,
		});
		expect((await call(world.merchant, listAccounts, {})).items).toMatchObject([{ bic: "COBADEFFXXX", lagDays: 1 }]);
		await world.place("1");
		const { text } = await PostalMime.parse(world.sink.received[0]?.raw ?? "");
		expect(text).toContain("Laden Inh. Max Mustermann e.K.");
		expect(text).toContain("COBADEFFXXX");
		const body = {
			name: "Zweitkonto",
			number: "DE02120300000000202051",
			bic: "BYLADEM1001",
			lagDays: 3,
			countries: ["FR"],
		};
		expect(await call(world.merchant, createAccount, { body })).toMatchObject({
			bic: "BYLADEM1001",
			lagDays: 3,
			payeeName: null,
		});
		expect(await change({ payeeName: null })).toMatchObject({ payeeName: null, bic: "COBADEFFXXX" });
	});

	it("is refused a BIC that is none, an empty or overlong holder, and a limit that is no limit", async () => {
		await expect(change({ bic: "COBADEFF1" })).rejects.toThrow(/body.bic: .*no valid BIC/);
		await expect(change({ payeeName: " " })).rejects.toThrow(/payeeName/);
		await expect(change({ payeeName: "x".repeat(71) })).rejects.toThrow(/payeeName/);
		await expect(change({ lagDays: 11 })).rejects.toThrow(/lagDays/);
		await expect(change({ lagDays: -1 })).rejects.toThrow(/lagDays/);
	});

	it("may lag behind as far as the merchant says: until then reminders go out (F8)", async () => {
		const id = await world.place("2");
		await world.days(6);
		// No statement for two days, of which one is a banking day.
		world.hub.advance(2 * DAY_MS);
		await world.hub.sql.query("UPDATE connections SET reached_at = $2 WHERE id = $1", [world.shop.id, world.hub.now()]);
		const held = async () => (await world.plan(id)).steps[0]?.held.map(({ code }) => code);
		expect(await held()).toEqual(["stale-account"]);
		await change({ lagDays: 3 });
		expect(await held()).toEqual([]);
		await change({ lagDays: 0 });
		expect(await held()).toEqual(["stale-account"]);
	});

	it("is changed on the record: by whom, what it was and what it is; the same again is no change", async () => {
		for (let times = 0; times < 2; times++) await change({ lagDays: 2, name: "Girokonto" });
		const { items } = await call(world.merchant, listChanges, {});
		const own = items.filter(({ cause }) => cause.account === world.account);
		expect(own[0]).toMatchObject({
			event: "account-changed",
			cause: { by: "person", credential: "test", changed: { lagDays: { from: 0, to: 2 } } },
		});
		expect(own[1]).toMatchObject({ cause: { changed: { lagDays: { from: 3, to: 0 } } } });
		expect(own.at(-1)).toMatchObject({ event: "account-added", cause: { by: "person", credential: "test" } });
	});
});
