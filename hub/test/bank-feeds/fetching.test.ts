import { call, fetchBankAccess, linkBankAccount, listBankAccesses, patchBankAccess } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { camt } from "../support/statements.ts";
import { A, B, BankWorld, HOUR_MS } from "./bank-world.ts";
import { delivery } from "./fake-feed.ts";

describe("accesses to banks", () => {
	const world = new BankWorld();
	const { run, get, act, newAccount, told, minors, connected } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterAll(() => world.close());

	it("stop and tell him once where the bank asks by night; when he fetches himself, it goes on", async () => {
		const { access } = await connected();
		world.bank.challenge = { kind: "confirm", text: { de: "TAN", en: "TAN" } };
		world.hub.advance(6 * HOUR_MS);
		await run();
		expect(await get(access.id)).toMatchObject({
			state: "stopped",
			problem: { fault: "needs-merchant" },
			nextRunAt: null,
		});
		const [notice, ...others] = await told();
		expect(others).toEqual([]);
		expect(notice).toMatchObject({ code: "BANK_ACCESS_STOPPED", about: { access: access.id } });
		expect(notice?.text.de).toMatch(/Hausbank.*TAN/);
		world.hub.advance(48 * HOUR_MS);
		await run();
		expect(world.bank.fetches).toHaveLength(2);
		await act(fetchBankAccess, access.id);
		await run();
		expect(await get(access.id)).toMatchObject({ state: "ready", problem: null });
		expect(await told()).toEqual([]);
	});

	it.each(["bad-credentials", "locked", "consent-ended", "unexpected-reply"] as const)(
		"never try again by themselves after %s",
		async (kind) => {
			const { access } = await connected();
			world.bank.fault = { kind };
			world.hub.advance(6 * HOUR_MS);
			await run();
			for (let day = 0; day < 3; day++) {
				world.hub.advance(24 * HOUR_MS);
				await run();
			}
			expect(world.bank.fetches).toHaveLength(2);
			expect(await get(access.id)).toMatchObject({ state: "stopped", problem: { fault: kind } });
			expect(await told()).toHaveLength(1);
		},
	);

	it("are set up anew with other credentials, and go on", async () => {
		const { access } = await connected();
		world.bank.fault = { kind: "bad-credentials" };
		await act(fetchBankAccess, access.id);
		await run();
		world.bank.fault = null;
		const params = { access: access.id };
		const changed = await call(world.merchant, patchBankAccess, { params, body: { secrets: { pin: "54321" } } });
		expect(changed).toMatchObject({ state: "settingUp", problem: null });
		await run();
		expect(world.bank.setUps.at(-1)).toEqual({ memory: { keys: 1 }, pin: "54321" });
		await run();
		expect(await get(access.id)).toMatchObject({ state: "ready", lastSuccessAt: world.hub.now().toISOString() });
		expect(await told()).toEqual([]);
		const renamed = await call(world.merchant, patchBankAccess, { params, body: { name: "Zweitbank" } });
		expect(renamed).toMatchObject({ name: "Zweitbank", state: "ready" });
		expect(world.bank.setUps).toHaveLength(2);
	});

	it("try again ever more rarely while the bank cannot be reached, and tell it after a day", async () => {
		const { access } = await connected();
		world.bank.fault = { kind: "unavailable" };
		world.hub.advance(6 * HOUR_MS);
		const pauses: number[] = [];
		for (let tries = 0; tries < 9; tries++) {
			await run();
			const { nextRunAt, state } = await get(access.id);
			expect(state).toBe("ready");
			pauses.push((Date.parse(nextRunAt ?? "") - world.hub.now().getTime()) / 60_000);
			expect((await told()).length).toBe(0);
			world.hub.setClock(nextRunAt ?? "");
		}
		expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 360, 360]);
		await run();
		expect(await told()).toMatchObject([{ code: "BANK_ACCESS_SILENT" }]);
		world.bank.fault = null;
		world.hub.advance(6 * HOUR_MS);
		await run();
		expect(await told()).toEqual([]);
	});

	it("wait as long as the bank says where it wants no more requests; its other accounts are fetched", async () => {
		world.bank.accounts.push({ id: "spar", iban: "DE02120300000000202051", currency: "EUR" });
		const { account } = await connected();
		const { id: second } = await newAccount("DE02120300000000202051");
		const { items } = await call(world.merchant, listBankAccesses, {});
		const params = { access: items[0]?.id ?? "" };
		await call(world.merchant, linkBankAccount, { params, body: { feedAccount: "spar", account: second } });
		world.bank.fault = { kind: "rate-limited", retryAfterMs: 3 * HOUR_MS, account: "giro" };
		world.bank.deliveries = { spar: [delivery(camt([B], { account: "DE02120300000000202051" }))] };
		world.hub.advance(HOUR_MS);
		await run();
		expect(await minors()).toEqual([700]);
		const access = await get(params.access);
		expect(access).toMatchObject({ state: "ready", problem: { fault: "rate-limited" } });
		expect(Date.parse(access.nextRunAt ?? "")).toBe(world.hub.now().getTime() + 3 * HOUR_MS);
		const byAccount = Object.fromEntries(access.accounts.map((one) => [one.account, one.fetchedAt]));
		expect(byAccount[second]).toBe(world.hub.now().toISOString());
		expect(byAccount[account]).not.toBe(byAccount[second]);
	});

	it("do not take for fetched what could not be read, and ask for it again", async () => {
		const { access } = await connected();
		const before = access.lastSuccessAt;
		const broken = new TextEncoder().encode(
			new TextDecoder().decode(camt([A])).replace("2026-11-01</Dt></BookgDt>", "soon</Dt></BookgDt>"),
		);
		world.bank.deliveries = { giro: [delivery(camt([B])), delivery(broken, "the broken one")] };
		world.hub.advance(6 * HOUR_MS);
		await run();
		expect(await minors()).toEqual([700]);
		expect(await get(access.id)).toMatchObject({
			state: "ready",
			lastSuccessAt: before,
			accounts: [{ fetchedAt: before }],
		});
		expect(await told()).toMatchObject([{ code: "BANK_DELIVERY_UNREADABLE", about: { access: access.id } }]);
		world.bank.deliveries = { giro: [delivery(camt([A, B]))] };
		world.hub.advance(6 * HOUR_MS);
		await run();
		expect(world.bank.fetches.at(-1)).toEqual(world.bank.fetches.at(-2));
		expect(await minors()).toEqual([700, 4_990]);
		expect(await told()).toEqual([]);
	});

	it("take only their account's statements; one of a wrong account is told and not stored", async () => {
		await connected();
		const foreign = camt([A], { account: "DE02120300000000202051" });
		world.bank.deliveries = { giro: [delivery(foreign, "the foreign one")] };
		world.hub.advance(6 * HOUR_MS);
		await run();
		expect(await minors()).toEqual([]);
		expect(await told()).toMatchObject([{ code: "BANK_ACCOUNT_UNKNOWN" }]);
	});

	it("say so where the bank keeps the account in another currency as well, and store what is theirs", async () => {
		const { access } = await connected();
		const dollars = new TextDecoder().decode(camt([{ ...B, minor: 999 }], { number: "2" })).replaceAll("EUR", "USD");
		world.bank.deliveries = {
			giro: [delivery(camt([A])), delivery(new Uint8Array([...camt([B]), ...new TextEncoder().encode(dollars)]))],
		};
		world.hub.advance(6 * HOUR_MS);
		await run();
		expect(await minors()).toEqual([700, 4_990]);
		expect(await told()).toMatchObject([
			{ code: "BANK_ACCOUNT_UNKNOWN", text: { en: expect.stringContaining("USD") } },
		]);
		expect(await get(access.id)).toMatchObject({ lastSuccessAt: world.hub.now().toISOString() });
	});
});
