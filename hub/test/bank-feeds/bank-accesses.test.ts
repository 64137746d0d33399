import {
	answerBankChallenge,
	type BankAccess,
	type ClientOptions,
	call,
	createAccount,
	createBankAccess,
	deleteBankAccess,
	fetchBankAccess,
	getBankAccess,
	getBankLetter,
	linkBankAccount,
	listAccounts,
	listBankAccesses,
	listBankFeeds,
	listBanks,
	listNotifications,
	listPostings,
	patchBankAccess,
	setUpBankAccess,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startHub } from "../../src/start.ts";
import { type Booked, camt, OWN_IBAN } from "../support/statements.ts";
import { OPERATOR_KEY, startTestHub, type TestHub } from "../support/test-hub.ts";
import { delivery, FakeFeed } from "./fake-feed.ts";

const HOUR_MS = 60 * 60 * 1000;
const A: Booked = { day: "2026-11-01", minor: 4_990, name: "Anna Adler", text: "Bestellung 1001", reference: "R1" };
const B: Booked = { day: "2026-11-02", minor: 700, name: "Bernd Bach", text: "Bestellung 1002", reference: "R2" };

describe("accesses to banks", () => {
	let hub: TestHub;
	let bank: FakeFeed;
	let merchant: ClientOptions & { id: string };
	beforeAll(async () => {
		hub = await startTestHub({ feeds: () => [bank.erased] });
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		bank = new FakeFeed();
		hub.setClock("2026-11-02T08:00:00Z");
		merchant = await hub.newMerchant();
		// What other tests left behind is not run here.
		await hub.sql.query("UPDATE bank_accesses SET due_at = NULL");
	});

	const run = async () => {
		await hub.tick();
		await hub.hub.accessRuns.idle();
	};
	const create = (secrets: Record<string, unknown> = { pin: "12345" }) =>
		call(merchant, createBankAccess, { body: { feed: "fake", name: "Hausbank", config: { bank: "test" }, secrets } });
	const get = (id: string) => call(merchant, getBankAccess, { params: { access: id } });
	const act = (operation: typeof setUpBankAccess, id: string) => call(merchant, operation, { params: { access: id } });
	const newAccount = (number = OWN_IBAN, currency = "EUR") =>
		call(merchant, createAccount, { body: { name: number, number, currency, assignFrom: "2026-10-15" } });
	const told = async () =>
		(await call(merchant, listNotifications, { query: {} })).items.filter(({ code }) => code.startsWith("BANK_"));
	const minors = async () =>
		(await call(merchant, listPostings, { query: { limit: 500 } })).items
			.map(({ amount }) => amount.minor)
			.toSorted((a, b) => a - b);
	/** Ready, with the account linked, and fetched once. */
	async function connected(): Promise<{ access: BankAccess; account: string }> {
		const { id: account } = await newAccount();
		const { id } = await create();
		await run();
		await run();
		return { access: await get(id), account };
	}

	it("are offered with forms, and list banks", async () => {
		const { items } = await call(merchant, listBankFeeds, {});
		expect(items).toMatchObject([{ id: "fake", title: { de: "Testbank" }, fetchesPerDay: 4, listsBanks: true }]);
		expect(items[0]?.secrets).toMatchObject({ properties: { pin: { type: "string" } } });
		const query = { feed: "fake", country: "DE" };
		expect((await call(merchant, listBanks, { query })).items).toEqual([
			{ id: "testbank", name: "Testbank", bic: null },
		]);
		await expect(call(merchant, listBanks, { query: { ...query, feed: "none" } })).rejects.toThrow(/INVALID_REQUEST/);
	});

	it("are set up, find the merchant's account by its IBAN, and bring its postings", async () => {
		const { id: account } = await newAccount();
		bank.deliveries = { giro: [delivery(camt([A, B]))] };
		const created = await create();
		expect(created).toMatchObject({ state: "settingUp", accounts: [], config: { bank: "test" } });
		await run();
		expect(await get(created.id)).toMatchObject({
			state: "ready",
			problem: null,
			accounts: [{ feedAccount: "giro", iban: OWN_IBAN, ownerName: "Laden GmbH", account }],
		});
		await run();
		expect(await minors()).toEqual([700, 4_990]);
		const now = hub.now().toISOString();
		const next = new Date(hub.now().getTime() + 6 * HOUR_MS).toISOString();
		const access = await get(created.id);
		expect(access).toMatchObject({ lastSuccessAt: now, nextRunAt: next, accounts: [{ fetchedAt: now }] });
		expect((await call(merchant, listBankAccesses, {})).items).toEqual([access]);
		// From long enough before the account's first day, then with an overlap.
		hub.advance(6 * HOUR_MS);
		await run();
		expect(bank.fetches).toEqual([
			{ account: "giro", since: "2026-10-03" },
			{ account: "giro", since: "2026-10-23" },
		]);
		expect(await minors()).toEqual([700, 4_990]);
		// Not before it is due.
		hub.advance(6 * HOUR_MS - 1);
		await run();
		expect(bank.fetches).toHaveLength(2);
	});

	it("refuse what does not fit the form, without repeating it", async () => {
		const problem = await create({ pin: "987" }).catch((error: Error) => error.message);
		expect(problem).toMatch(/INVALID_REQUEST: body\.secrets\.pin/);
		expect(problem).not.toContain("987");
		const unknown = { feed: "none", name: "x", config: {}, secrets: {} };
		await expect(call(merchant, createBankAccess, { body: unknown })).rejects.toThrow(/this hub offers fake/);
	});

	it("keep secrets and memory encrypted, and out of answers and logs (I7)", async () => {
		const { access } = await connected();
		await create({ pin: "s3cret-pin-of-the-test" });
		await run();
		const { rows } = await hub.sql.query("SELECT to_jsonb(b)::text AS row FROM bank_accesses b");
		for (const text of [JSON.stringify(rows), hub.logged(), JSON.stringify(await get(access.id))]) {
			expect(text).not.toContain("s3cret-pin-of-the-test");
			expect(text).not.toContain(Buffer.from("s3cret-pin-of-the-test").toString("hex"));
			expect(text).not.toContain('"keys"');
		}
		expect(bank.setUps.at(-1)).toEqual({ memory: undefined, pin: "s3cret-pin-of-the-test" });
		await act(setUpBankAccess, access.id);
		await run();
		expect(bank.setUps.at(-1)?.memory).toEqual({ keys: 1 });
	});

	it("wait for what has to be done outside: a page to consent on, a letter to be sent", async () => {
		const letter = new TextEncoder().encode("%PDF-1.7 letter");
		const text = { de: "Bitte senden Sie den Brief ab.", en: "Please send the letter." };
		bank.waiting = { state: "waiting", text, letter };
		const { id } = await create();
		await run();
		expect(await get(id)).toMatchObject({ state: "waiting", todo: { text, url: null, letter: true }, nextRunAt: null });
		expect(await call(merchant, getBankLetter, { params: { access: id } })).toEqual(letter);
		const answer = await fetch(`${hub.url}/v1/bank-accesses/${id}/letter`, {
			headers: { authorization: `Bearer ${merchant.key}` },
		});
		expect(answer.headers.get("content-type")).toBe("application/pdf");
		expect(answer.headers.get("content-disposition")).toBe("attachment");
		await expect(act(fetchBankAccess, id)).rejects.toThrow(/CONFLICT/);
		bank.waiting = { state: "waiting", text, url: "https://bank.example/consent" };
		await act(setUpBankAccess, id);
		await run();
		expect(await get(id)).toMatchObject({ todo: { url: "https://bank.example/consent", letter: false } });
		await expect(call(merchant, getBankLetter, { params: { access: id } })).rejects.toThrow(/NOT_FOUND/);
		bank.waiting = null;
		await act(setUpBankAccess, id);
		await run();
		expect(await get(id)).toMatchObject({ state: "ready", todo: null });
		expect(bank.setUps.at(-1)?.memory).toEqual({ asked: true });
	});

	it("show the bank's challenge, with its picture, and give it the answer once", async () => {
		const picture = { mediaType: "image/png", bytes: new Uint8Array([137, 80, 78, 71]) };
		bank.challenge = { kind: "enter", text: { de: "TAN?", en: "TAN?" }, picture };
		const { id } = await create();
		await hub.tick();
		const asked = async () => (await get(id)).challenge;
		await expect.poll(asked).not.toBeNull();
		const challenge = await asked();
		expect(challenge).toMatchObject({ kind: "enter", picture: { mediaType: "image/png", base64: "iVBORw==" } });
		const params = { access: id };
		const wrong = { challenge: crypto.randomUUID(), answer: "1" };
		await expect(call(merchant, answerBankChallenge, { params, body: wrong })).rejects.toThrow(/CONFLICT/);
		const body = { challenge: challenge?.id ?? "", answer: "123456" };
		await call(merchant, answerBankChallenge, { params, body });
		await call(merchant, answerBankChallenge, { params, body: { ...body, answer: "654321" } });
		await hub.hub.accessRuns.idle();
		expect(bank.answers).toEqual(["123456"]);
		expect(await get(id)).toMatchObject({ state: "ready", challenge: null });
	});

	it("let the merchant approve on his phone: nothing is entered", async () => {
		bank.challenge = { kind: "confirm", text: { de: "Bitte bestätigen", en: "Please confirm" } };
		const { id } = await create();
		await run();
		expect(bank.answers).toEqual([""]);
		expect(await get(id)).toMatchObject({ state: "ready", challenge: null });
	});

	it("stop and tell him once where the bank asks by night; when he fetches himself, it goes on", async () => {
		const { access } = await connected();
		bank.challenge = { kind: "confirm", text: { de: "TAN", en: "TAN" } };
		hub.advance(6 * HOUR_MS);
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
		hub.advance(48 * HOUR_MS);
		await run();
		expect(bank.fetches).toHaveLength(2);
		await act(fetchBankAccess, access.id);
		await run();
		expect(await get(access.id)).toMatchObject({ state: "ready", problem: null });
		expect(await told()).toEqual([]);
	});

	it.each(["bad-credentials", "locked", "consent-ended", "unexpected-reply"] as const)(
		"never try again by themselves after %s",
		async (kind) => {
			const { access } = await connected();
			bank.fault = { kind };
			hub.advance(6 * HOUR_MS);
			await run();
			for (let day = 0; day < 3; day++) {
				hub.advance(24 * HOUR_MS);
				await run();
			}
			expect(bank.fetches).toHaveLength(2);
			expect(await get(access.id)).toMatchObject({ state: "stopped", problem: { fault: kind } });
			expect(await told()).toHaveLength(1);
		},
	);

	it("are set up anew with other credentials, and go on", async () => {
		const { access } = await connected();
		bank.fault = { kind: "bad-credentials" };
		await act(fetchBankAccess, access.id);
		await run();
		bank.fault = null;
		const params = { access: access.id };
		const changed = await call(merchant, patchBankAccess, { params, body: { secrets: { pin: "54321" } } });
		expect(changed).toMatchObject({ state: "settingUp", problem: null });
		await run();
		expect(bank.setUps.at(-1)).toEqual({ memory: { keys: 1 }, pin: "54321" });
		await run();
		expect(await get(access.id)).toMatchObject({ state: "ready", lastSuccessAt: hub.now().toISOString() });
		expect(await told()).toEqual([]);
		const renamed = await call(merchant, patchBankAccess, { params, body: { name: "Zweitbank" } });
		expect(renamed).toMatchObject({ name: "Zweitbank", state: "ready" });
		expect(bank.setUps).toHaveLength(2);
	});

	it("try again ever more rarely while the bank cannot be reached, and tell it after a day", async () => {
		const { access } = await connected();
		bank.fault = { kind: "unavailable" };
		hub.advance(6 * HOUR_MS);
		const pauses: number[] = [];
		for (let tries = 0; tries < 9; tries++) {
			await run();
			const { nextRunAt, state } = await get(access.id);
			expect(state).toBe("ready");
			pauses.push((Date.parse(nextRunAt ?? "") - hub.now().getTime()) / 60_000);
			expect((await told()).length).toBe(0);
			hub.setClock(nextRunAt ?? "");
		}
		expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 360, 360]);
		await run();
		expect(await told()).toMatchObject([{ code: "BANK_ACCESS_SILENT" }]);
		bank.fault = null;
		hub.advance(6 * HOUR_MS);
		await run();
		expect(await told()).toEqual([]);
	});

	it("wait as long as the bank says where it wants no more requests; its other accounts are fetched", async () => {
		bank.accounts.push({ id: "spar", iban: "DE02120300000000202051", currency: "EUR" });
		const { account } = await connected();
		const { id: second } = await newAccount("DE02120300000000202051");
		const { items } = await call(merchant, listBankAccesses, {});
		const params = { access: items[0]?.id ?? "" };
		await call(merchant, linkBankAccount, { params, body: { feedAccount: "spar", account: second } });
		bank.fault = { kind: "rate-limited", retryAfterMs: 3 * HOUR_MS, account: "giro" };
		bank.deliveries = { spar: [delivery(camt([B], { account: "DE02120300000000202051" }))] };
		hub.advance(HOUR_MS);
		await run();
		expect(await minors()).toEqual([700]);
		const access = await get(params.access);
		expect(access).toMatchObject({ state: "ready", problem: { fault: "rate-limited" } });
		expect(Date.parse(access.nextRunAt ?? "")).toBe(hub.now().getTime() + 3 * HOUR_MS);
		const byAccount = Object.fromEntries(access.accounts.map((one) => [one.account, one.fetchedAt]));
		expect(byAccount[second]).toBe(hub.now().toISOString());
		expect(byAccount[account]).not.toBe(byAccount[second]);
	});

	it("do not take for fetched what could not be read, and ask for it again", async () => {
		const { access } = await connected();
		const before = access.lastSuccessAt;
		const broken = new TextEncoder().encode(
			new TextDecoder().decode(camt([A])).replace("2026-11-01</Dt></BookgDt>", "soon</Dt></BookgDt>"),
		);
		bank.deliveries = { giro: [delivery(camt([B])), delivery(broken, "the broken one")] };
		hub.advance(6 * HOUR_MS);
		await run();
		expect(await minors()).toEqual([700]);
		expect(await get(access.id)).toMatchObject({
			state: "ready",
			lastSuccessAt: before,
			accounts: [{ fetchedAt: before }],
		});
		expect(await told()).toMatchObject([{ code: "BANK_DELIVERY_UNREADABLE", about: { access: access.id } }]);
		bank.deliveries = { giro: [delivery(camt([A, B]))] };
		hub.advance(6 * HOUR_MS);
		await run();
		expect(bank.fetches.at(-1)).toEqual(bank.fetches.at(-2));
		expect(await minors()).toEqual([700, 4_990]);
		expect(await told()).toEqual([]);
	});

	it("take only their account's statements; one of a wrong account is told and not stored", async () => {
		await connected();
		const foreign = camt([A], { account: "DE02120300000000202051" });
		bank.deliveries = { giro: [delivery(foreign, "the foreign one")] };
		hub.advance(6 * HOUR_MS);
		await run();
		expect(await minors()).toEqual([]);
		expect(await told()).toMatchObject([{ code: "BANK_ACCOUNT_UNKNOWN" }]);
	});

	it("say so where the bank keeps the account in another currency as well, and store what is theirs", async () => {
		const { access } = await connected();
		const dollars = new TextDecoder().decode(camt([{ ...B, minor: 999 }], { number: "2" })).replaceAll("EUR", "USD");
		bank.deliveries = {
			giro: [delivery(camt([A])), delivery(new Uint8Array([...camt([B]), ...new TextEncoder().encode(dollars)]))],
		};
		hub.advance(6 * HOUR_MS);
		await run();
		expect(await minors()).toEqual([700, 4_990]);
		expect(await told()).toMatchObject([
			{ code: "BANK_ACCOUNT_UNKNOWN", text: { en: expect.stringContaining("USD") } },
		]);
		expect(await get(access.id)).toMatchObject({ lastSuccessAt: hub.now().toISOString() });
	});

	it("are linked by the merchant, never to an account in another currency", async () => {
		bank.accounts = [{ id: "usd", iban: "DE02120300000000202051", currency: "USD" }];
		const { id: euros } = await newAccount();
		const { id: dollars } = await newAccount("DE02120300000000202051", "USD");
		const { id } = await create();
		await run();
		const link = (feedAccount: string, account: string | null) =>
			call(merchant, linkBankAccount, { params: { access: id }, body: { feedAccount, account } });
		expect((await get(id)).accounts).toMatchObject([{ account: dollars }]);
		await expect(link("usd", euros)).rejects.toThrow(/CONFLICT/);
		await expect(link("none", dollars)).rejects.toThrow(/NOT_FOUND/);
		const stranger = await hub.newMerchant();
		const { id: foreign } = await call(stranger, createAccount, { body: { name: "F", number: "1", currency: "USD" } });
		await expect(link("usd", foreign)).rejects.toThrow(/NOT_FOUND/);
		expect((await link("usd", null)).accounts).toMatchObject([{ account: null }]);
		bank.fetches.length = 0;
		await run();
		expect(bank.fetches).toEqual([]);
		await link("usd", dollars);
		await run();
		expect(bank.fetches).toHaveLength(1);
	});

	it("are run by one process at a time, and again when that was killed", async () => {
		const { access } = await connected();
		const held = Promise.withResolvers<void>();
		bank.hold = held.promise;
		hub.advance(6 * HOUR_MS);
		const other = await startHub({
			databaseUrl: hub.databaseUrl,
			secretKey: new Uint8Array(32),
			operatorKey: OPERATOR_KEY,
			clock: () => hub.now(),
			tickMs: null,
			log: hub.hub.log,
			feeds: () => [bank.erased],
		});
		try {
			await hub.tick();
			await expect.poll(() => bank.runs).toBe(1);
			await Promise.all([other.hub.accessRuns.look(other.hub), hub.tick()]);
			expect(bank.runs).toBe(1);
			// The first one is silent for too long: the other one takes over, and what the first does counts no more.
			hub.advance(61_000);
			await other.hub.accessRuns.look(other.hub);
			await expect.poll(() => bank.runs).toBe(2);
			bank.deliveries = { giro: [delivery(camt([A]))] };
			held.resolve();
			await Promise.all([hub.hub.accessRuns.idle(), other.hub.accessRuns.idle()]);
			expect(await minors()).toEqual([4_990]);
			expect(await get(access.id)).toMatchObject({ state: "ready", lastSuccessAt: hub.now().toISOString() });
			expect(hub.logged()).toContain("has lost its lease");
		} finally {
			await other.close();
		}
	});

	it("stop after three runs that never ended, instead of trying a PIN for ever", async () => {
		const { access } = await connected();
		await hub.sql.query("UPDATE bank_accesses SET attempts = 3, lease = gen_random_uuid(), due_at = $2 WHERE id = $1", [
			access.id,
			hub.now(),
		]);
		await run();
		expect(bank.fetches).toHaveLength(1);
		expect(await get(access.id)).toMatchObject({ state: "stopped", nextRunAt: null });
		expect(await told()).toMatchObject([{ code: "BANK_ACCESS_STOPPED" }]);
	});

	it("are not changed while they run; deleted, they end without a trace", async () => {
		const { access, account } = await connected();
		const held = Promise.withResolvers<void>();
		bank.hold = held.promise;
		await act(fetchBankAccess, access.id);
		await hub.tick();
		await expect.poll(() => bank.runs).toBe(1);
		await expect(act(setUpBankAccess, access.id)).rejects.toThrow(/CONFLICT/);
		await act(fetchBankAccess, access.id);
		await call(merchant, deleteBankAccess, { params: { access: access.id } });
		bank.deliveries = { giro: [delivery(camt([A]))] };
		held.resolve();
		await hub.hub.accessRuns.idle();
		await expect(get(access.id)).rejects.toThrow(/NOT_FOUND/);
		const left = await hub.sql.query("SELECT FROM bank_access_accounts WHERE access_id = $1", [access.id]);
		expect(left.rowCount).toBe(0);
		const dues = await hub.sql.query("SELECT FROM bank_access_dues WHERE access_id = $1", [access.id]);
		expect(dues.rowCount).toBe(0);
		expect((await call(merchant, listAccounts, {})).items.map(({ id }) => id)).toEqual([account]);
	});

	describe("whose consent ends (M10)", () => {
		it("say so seven days before, once, and are renewed in place while the old one serves on", async () => {
			bank.consentEndsAt = "2027-04-30T08:00:00.000Z";
			const { access, account } = await connected();
			expect(access.consentEndsAt).toBe(bank.consentEndsAt);
			const shown = await hub.sql.query("SELECT consent_ends_at FROM accounts WHERE id = $1", [account]);
			expect(shown.rows[0]?.consent_ends_at.toISOString()).toBe(bank.consentEndsAt);
			hub.setClock("2027-04-23T06:59:00Z");
			await run();
			expect(await told()).toEqual([]);
			hub.setClock("2027-04-23T08:00:00Z");
			await run();
			const [notice] = await told();
			expect(notice).toMatchObject({ code: "BANK_CONSENT_ENDS", about: { access: access.id } });
			expect(notice?.text.de).toContain("30.04.2027");
			await hub.sql.query("UPDATE notifications SET done_at = now() WHERE merchant_id = $1", [merchant.id]);
			hub.advance(2 * HOUR_MS);
			await run();
			expect(await told()).toEqual([]);

			bank.waiting = { state: "waiting", text: { de: "Zustimmen", en: "Consent" }, url: "https://bank.example" };
			await act(setUpBankAccess, access.id);
			await run();
			expect(await get(access.id)).toMatchObject({ state: "ready", todo: { url: "https://bank.example" } });
			hub.advance(6 * HOUR_MS);
			bank.deliveries = { giro: [delivery(camt([A]))] };
			await run();
			expect(await minors()).toEqual([4_990]);
			bank.waiting = null;
			bank.consentEndsAt = "2027-10-20T08:00:00.000Z";
			await act(setUpBankAccess, access.id);
			await run();
			const renewed = await get(access.id);
			expect(renewed).toMatchObject({ state: "ready", todo: null, consentEndsAt: bank.consentEndsAt });
			expect(renewed.accounts).toMatchObject([{ feedAccount: "giro", account }]);
			expect((await call(merchant, listAccounts, {})).items).toHaveLength(1);
		});
	});
});
