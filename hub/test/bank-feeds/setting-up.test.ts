import {
	answerBankChallenge,
	call,
	createAccount,
	createBankAccess,
	fetchBankAccess,
	getBankLetter,
	linkBankAccount,
	listBankAccesses,
	listBankFeeds,
	listBanks,
	setUpBankAccess,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { camt, OWN_IBAN } from "../support/statements.ts";
import { A, B, BankWorld, HOUR_MS } from "./bank-world.ts";
import { delivery } from "./fake-feed.ts";

describe("accesses to banks", () => {
	const world = new BankWorld();
	const { run, create, get, act, newAccount, minors, connected } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterAll(() => world.close());

	it("are offered with forms, and list banks", async () => {
		const { items } = await call(world.merchant, listBankFeeds, {});
		expect(items).toMatchObject([{ id: "fake", title: { de: "Testbank" }, fetchesPerDay: 4, listsBanks: true }]);
		expect(items[0]?.secrets).toMatchObject({ properties: { pin: { type: "string" } } });
		const query = { feed: "fake", country: "DE" };
		expect((await call(world.merchant, listBanks, { query })).items).toEqual([
			{ id: "testbank", name: "Testbank", bic: null },
		]);
		await expect(call(world.merchant, listBanks, { query: { ...query, feed: "none" } })).rejects.toThrow(
			/INVALID_REQUEST/,
		);
	});

	it("are set up, find the merchant's account by its IBAN, and bring its postings", async () => {
		const { id: account } = await newAccount();
		world.bank.deliveries = { giro: [delivery(camt([A, B]))] };
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
		const now = world.hub.now().toISOString();
		const next = new Date(world.hub.now().getTime() + 6 * HOUR_MS).toISOString();
		const access = await get(created.id);
		expect(access).toMatchObject({ lastSuccessAt: now, nextRunAt: next, accounts: [{ fetchedAt: now }] });
		expect((await call(world.merchant, listBankAccesses, {})).items).toEqual([access]);
		// From long enough before the account's first day, then with an overlap.
		world.hub.advance(6 * HOUR_MS);
		await run();
		expect(world.bank.fetches).toEqual([
			{ account: "giro", since: "2026-10-03" },
			{ account: "giro", since: "2026-10-23" },
		]);
		expect(await minors()).toEqual([700, 4_990]);
		// Not before it is due.
		world.hub.advance(6 * HOUR_MS - 1);
		await run();
		expect(world.bank.fetches).toHaveLength(2);
	});

	it("refuse what does not fit the form, without repeating it", async () => {
		const problem = await create({ pin: "987" }).catch((error: Error) => error.message);
		expect(problem).toMatch(/INVALID_REQUEST: body\.secrets\.pin/);
		expect(problem).not.toContain("987");
		const unknown = { feed: "none", name: "x", config: {}, secrets: {} };
		await expect(call(world.merchant, createBankAccess, { body: unknown })).rejects.toThrow(/this hub offers fake/);
	});

	it("are added once by one Idempotency-Key, whose stored digest tells nothing of the PIN (I4, I7)", async () => {
		const headers = { "idempotency-key": "once" };
		const body = { feed: "fake", name: "Hausbank", config: { bank: "test" } };
		const add = (pin: string) =>
			call(world.merchant, createBankAccess, { body: { ...body, secrets: { pin } } }, { headers });
		const first = await add("12345");
		expect(await add("12345")).toEqual(first);
		expect(await add("54321")).toEqual(first);
		expect((await call(world.merchant, listBankAccesses, {})).items).toHaveLength(1);
	});

	it("keep secrets and memory encrypted, and out of answers and logs (I7)", async () => {
		const { access } = await connected();
		await create({ pin: "s3cret-pin-of-the-test" });
		await run();
		const { rows } = await world.hub.sql.query("SELECT to_jsonb(b)::text AS row FROM bank_accesses b");
		for (const text of [JSON.stringify(rows), world.hub.logged(), JSON.stringify(await get(access.id))]) {
			expect(text).not.toContain("s3cret-pin-of-the-test");
			expect(text).not.toContain(Buffer.from("s3cret-pin-of-the-test").toString("hex"));
			expect(text).not.toContain('"keys"');
		}
		expect(world.bank.setUps.at(-1)).toEqual({ memory: undefined, pin: "s3cret-pin-of-the-test" });
		await act(setUpBankAccess, access.id);
		await run();
		expect(world.bank.setUps.at(-1)?.memory).toEqual({ keys: 1 });
	});

	it("wait for what has to be done outside: a page to consent on, a letter to be sent", async () => {
		const letter = new TextEncoder().encode("%PDF-1.7 letter");
		const text = { de: "Bitte senden Sie den Brief ab.", en: "Please send the letter." };
		world.bank.waiting = { state: "waiting", text, letter };
		const { id } = await create();
		await run();
		expect(await get(id)).toMatchObject({
			state: "waiting",
			nextStep: { text, url: null, letter: true },
			nextRunAt: null,
		});
		expect(await call(world.merchant, getBankLetter, { params: { access: id } })).toEqual(letter);
		const answer = await fetch(`${world.hub.url}/v1/bank-accesses/${id}/letter`, {
			headers: { authorization: `Bearer ${world.merchant.key}` },
		});
		expect(answer.headers.get("content-type")).toBe("application/pdf");
		expect(answer.headers.get("content-disposition")).toBe("attachment");
		await expect(act(fetchBankAccess, id)).rejects.toThrow(/CONFLICT/);
		world.bank.waiting = { state: "waiting", text, url: "https://bank.example/consent" };
		await act(setUpBankAccess, id);
		await run();
		expect(await get(id)).toMatchObject({ nextStep: { url: "https://bank.example/consent", letter: false } });
		await expect(call(world.merchant, getBankLetter, { params: { access: id } })).rejects.toThrow(/NOT_FOUND/);
		world.bank.waiting = null;
		await act(setUpBankAccess, id);
		await run();
		expect(await get(id)).toMatchObject({ state: "ready", nextStep: null });
		expect(world.bank.setUps.at(-1)?.memory).toEqual({ asked: true });
	});

	it("show the bank's challenge, with its picture, and give it the answer once", async () => {
		const picture = { mediaType: "image/png", bytes: new Uint8Array([137, 80, 78, 71]) };
		world.bank.challenge = { kind: "enter", text: { de: "TAN?", en: "TAN?" }, picture };
		const { id } = await create();
		await world.hub.tick();
		const asked = async () => (await get(id)).challenge;
		await expect.poll(asked).not.toBeNull();
		const challenge = await asked();
		expect(challenge).toMatchObject({ kind: "enter", picture: { mediaType: "image/png", base64: "iVBORw==" } });
		const params = { access: id };
		const wrong = { challenge: crypto.randomUUID(), answer: "1" };
		await expect(call(world.merchant, answerBankChallenge, { params, body: wrong })).rejects.toThrow(/CONFLICT/);
		const body = { challenge: challenge?.id ?? "", answer: "123456" };
		await call(world.merchant, answerBankChallenge, { params, body });
		await call(world.merchant, answerBankChallenge, { params, body: { ...body, answer: "654321" } });
		await world.hub.hub.accessRuns.idle();
		expect(world.bank.answers).toEqual(["123456"]);
		expect(await get(id)).toMatchObject({ state: "ready", challenge: null });
	});

	it("let the merchant approve on his phone: nothing is entered", async () => {
		world.bank.challenge = { kind: "confirm", text: { de: "Bitte bestätigen", en: "Please confirm" } };
		const { id } = await create();
		await run();
		expect(world.bank.answers).toEqual([""]);
		expect(await get(id)).toMatchObject({ state: "ready", challenge: null });
	});

	it("are linked by the world.merchant, never to an account in another currency", async () => {
		world.bank.accounts = [{ id: "usd", iban: "DE02120300000000202051", currency: "USD" }];
		const { id: euros } = await newAccount();
		const { id: dollars } = await newAccount("DE02120300000000202051", "USD");
		const { id } = await create();
		await run();
		const link = (feedAccount: string, account: string | null) =>
			call(world.merchant, linkBankAccount, { params: { access: id }, body: { feedAccount, account } });
		expect((await get(id)).accounts).toMatchObject([{ account: dollars }]);
		await expect(link("usd", euros)).rejects.toThrow(/CONFLICT/);
		await expect(link("none", dollars)).rejects.toThrow(/NOT_FOUND/);
		const stranger = await world.hub.newMerchant();
		const { id: foreign } = await call(stranger, createAccount, { body: { name: "F", number: "1", currency: "USD" } });
		await expect(link("usd", foreign)).rejects.toThrow(/NOT_FOUND/);
		expect((await link("usd", null)).accounts).toMatchObject([{ account: null }]);
		world.bank.fetches.length = 0;
		await run();
		expect(world.bank.fetches).toEqual([]);
		await link("usd", dollars);
		await run();
		expect(world.bank.fetches).toHaveLength(1);
	});
});
