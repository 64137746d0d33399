import { call, deleteBankAccess, fetchBankAccess, listAccounts, setUpBankAccess } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startHub } from "../../src/start.ts";
import { camt } from "../support/statements.ts";
import { OPERATOR_KEY } from "../support/test-hub.ts";
import { A, BankWorld, HOUR_MS } from "./bank-world.ts";
import { delivery } from "./fake-feed.ts";

describe("accesses to banks", () => {
	const world = new BankWorld();
	const { run, get, act, told, minors, connected } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterAll(() => world.close());

	it("are run by one process at a time, and again when that was killed", async () => {
		const { access } = await connected();
		const held = Promise.withResolvers<void>();
		world.bank.hold = held.promise;
		world.hub.advance(6 * HOUR_MS);
		const other = await startHub({
			databaseUrl: world.hub.databaseUrl,
			secretKey: new Uint8Array(32),
			operatorKey: OPERATOR_KEY,
			clock: () => world.hub.now(),
			tickMs: null,
			log: world.hub.hub.log,
			feeds: () => [world.bank.erased],
		});
		try {
			await world.hub.tick();
			await expect.poll(() => world.bank.runs).toBe(1);
			await Promise.all([other.hub.accessRuns.look(other.hub), world.hub.tick()]);
			expect(world.bank.runs).toBe(1);
			// The first one is silent for too long: the other one takes over, and what the first does counts no more.
			world.hub.advance(61_000);
			await other.hub.accessRuns.look(other.hub);
			await expect.poll(() => world.bank.runs).toBe(2);
			world.bank.deliveries = { giro: [delivery(camt([A]))] };
			held.resolve();
			await Promise.all([world.hub.hub.accessRuns.idle(), other.hub.accessRuns.idle()]);
			expect(await minors()).toEqual([4_990]);
			expect(await get(access.id)).toMatchObject({ state: "ready", lastSuccessAt: world.hub.now().toISOString() });
			expect(world.hub.logged()).toContain("has lost its lease");
		} finally {
			await other.close();
		}
	});

	it("stop after three runs that never ended, instead of trying a PIN for ever", async () => {
		const { access } = await connected();
		await world.hub.sql.query(
			"UPDATE bank_accesses SET attempts = 3, lease = gen_random_uuid(), due_at = $2 WHERE id = $1",
			[access.id, world.hub.now()],
		);
		await run();
		expect(world.bank.fetches).toHaveLength(1);
		expect(await get(access.id)).toMatchObject({ state: "stopped", nextRunAt: null });
		expect(await told()).toMatchObject([{ code: "BANK_ACCESS_STOPPED" }]);
	});

	it("are not changed while they run; deleted, they end without a trace", async () => {
		const { access, account } = await connected();
		const held = Promise.withResolvers<void>();
		world.bank.hold = held.promise;
		await act(fetchBankAccess, access.id);
		await world.hub.tick();
		await expect.poll(() => world.bank.runs).toBe(1);
		await expect(act(setUpBankAccess, access.id)).rejects.toThrow(/CONFLICT/);
		await act(fetchBankAccess, access.id);
		await call(world.merchant, deleteBankAccess, { params: { access: access.id } });
		world.bank.deliveries = { giro: [delivery(camt([A]))] };
		held.resolve();
		await world.hub.hub.accessRuns.idle();
		await expect(get(access.id)).rejects.toThrow(/NOT_FOUND/);
		const left = await world.hub.sql.query("SELECT FROM bank_access_accounts WHERE access_id = $1", [access.id]);
		expect(left.rowCount).toBe(0);
		const dues = await world.hub.sql.query("SELECT FROM bank_access_dues WHERE access_id = $1", [access.id]);
		expect(dues.rowCount).toBe(0);
		expect((await call(world.merchant, listAccounts, {})).items.map(({ id }) => id)).toEqual([account]);
	});

	describe("whose consent ends (M10)", () => {
		it("say so seven days before, once, and are renewed in place while the old one serves on", async () => {
			world.bank.consentEndsAt = "2027-04-30T08:00:00.000Z";
			const { access, account } = await connected();
			expect(access.consentEndsAt).toBe(world.bank.consentEndsAt);
			const shown = await world.hub.sql.query("SELECT consent_ends_at FROM accounts WHERE id = $1", [account]);
			expect(shown.rows[0]?.consent_ends_at.toISOString()).toBe(world.bank.consentEndsAt);
			world.hub.setClock("2027-04-23T06:59:00Z");
			await run();
			expect(await told()).toEqual([]);
			world.hub.setClock("2027-04-23T08:00:00Z");
			await run();
			const [notice] = await told();
			expect(notice).toMatchObject({ code: "BANK_CONSENT_ENDS", about: { access: access.id } });
			expect(notice?.text.de).toContain("30.04.2027");
			await world.hub.sql.query("UPDATE notifications SET done_at = now() WHERE merchant_id = $1", [world.merchant.id]);
			world.hub.advance(2 * HOUR_MS);
			await run();
			expect(await told()).toEqual([]);

			world.bank.waiting = { state: "waiting", text: { de: "Zustimmen", en: "Consent" }, url: "https://bank.example" };
			await act(setUpBankAccess, access.id);
			await run();
			expect(await get(access.id)).toMatchObject({ state: "ready", nextStep: { url: "https://bank.example" } });
			world.hub.advance(6 * HOUR_MS);
			world.bank.deliveries = { giro: [delivery(camt([A]))] };
			await run();
			expect(await minors()).toEqual([4_990]);
			world.bank.waiting = null;
			world.bank.consentEndsAt = "2027-10-20T08:00:00.000Z";
			await act(setUpBankAccess, access.id);
			await run();
			const renewed = await get(access.id);
			expect(renewed).toMatchObject({ state: "ready", nextStep: null, consentEndsAt: world.bank.consentEndsAt });
			expect(renewed.accounts).toMatchObject([{ feedAccount: "giro", account }]);
			expect((await call(world.merchant, listAccounts, {})).items).toHaveLength(1);
		});
	});
});
