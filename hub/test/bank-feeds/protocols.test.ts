import { fintsFeed } from "@kontor/bank-feeds";
import {
	answerBankChallenge,
	type BankAccess,
	type ClientOptions,
	call,
	createAccount,
	createBankAccess,
	getBankAccess,
	getBankLetter,
	listNotifications,
	listPostings,
	setUpBankAccess,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EbicsBank } from "../../../packages/bank-feeds/test/ebics/bank.ts";
import { BankDouble, TAN } from "../../../packages/bank-feeds/test/fints/bank-double.ts";
import { CHIP_TAN } from "../../../packages/bank-feeds/test/fints/bank-parameters.ts";
import { BANK_CODE } from "../../../packages/bank-feeds/test/fints/habits.ts";
import { account as keptAccount, november } from "../../../packages/bank-feeds/test/fints/merchant.ts";
import { type AnyFeed, feedsOf } from "../../src/bank-feeds/feeds.ts";
import { camt } from "../support/statements.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

/** The feeds themselves are tested with these doubles in their package; here that the hub does its part. */
describe("banks read through the hub", () => {
	let hub: TestHub;
	let merchant: ClientOptions & { id: string };
	const fints = fintsFeed({ productId: "0123456789ABCDEF012345678", allowLoopback: true }) as AnyFeed;
	beforeAll(async () => {
		hub = await startTestHub({ feeds: (id) => [...feedsOf({})(id), fints], allowPrivateAddresses: true });
		hub.setClock("2026-11-20T09:00:00Z");
		merchant = await hub.newMerchant();
	});
	afterAll(() => hub.close());

	const run = async () => {
		await hub.tick();
		await hub.hub.accessRuns.idle();
	};
	const get = (access: string) => call(merchant, getBankAccess, { params: { access } });
	const create = (feed: string, config: Record<string, unknown>, secrets = {}) =>
		call(merchant, createBankAccess, { body: { feed, name: feed, config, secrets } });
	/** Runs what is due, and answers whatever the bank asks meanwhile. */
	async function runAnswering(access: string, answer: string): Promise<BankAccess> {
		await hub.tick();
		let running = true;
		const ended = hub.hub.accessRuns.idle().then(() => {
			running = false;
		});
		while (running) {
			const { challenge } = await get(access);
			if (challenge?.kind === "enter") {
				const body = { challenge: challenge.id, answer };
				await call(merchant, answerBankChallenge, { params: { access }, body }).catch(() => undefined);
			}
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		await ended;
		return get(access);
	}
	const minorsOf = async (account: string) =>
		(await call(merchant, listPostings, { query: { account, limit: 500 } })).items
			.map(({ amount }) => amount.minor)
			.toSorted((a, b) => a - b);

	it("over EBICS: the letter is downloaded, the bank's keys are confirmed, its files are stored and acknowledged", {
		timeout: 60_000,
	}, async () => {
		const bank = new EbicsBank();
		const url = await bank.start();
		bank.now = () => hub.now();
		try {
			const body = { name: "Giro", number: "DE02120300000000202051", assignFrom: "2026-11-01" };
			const { id: account } = await call(merchant, createAccount, { body });
			const { partnerId, userId } = bank.subscriber;
			const { id } = await create("ebics", { url, hostId: bank.hostId, partnerId, userId });
			await run();
			expect(await get(id)).toMatchObject({ state: "waiting", nextStep: { letter: true } });
			const letter = await call(merchant, getBankLetter, { params: { access: id } });
			expect(new TextDecoder("latin1").decode(letter.subarray(0, 5))).toBe("%PDF-");

			bank.subscriber.state = "ready";
			await call(merchant, setUpBankAccess, { params: { access: id } });
			expect(await runAnswering(id, "ja")).toMatchObject({
				state: "ready",
				accounts: [{ iban: "DE02120300000000202051", account }],
			});
			const booked = { day: "2026-11-18", minor: 4_990, name: "Erika Muster", text: "Bestellung 1001" };
			const bytes = Buffer.from(camt([booked], { account: "DE02120300000000202051" }));
			bank.statements.push({ service: "EOP DE ZIP camt.053 08", day: "2026-11-18", bytes });
			await run();
			expect(await get(id)).toMatchObject({ state: "ready", problem: null, lastSuccessAt: hub.now().toISOString() });
			expect(await minorsOf(account)).toEqual([4_990]);
			expect(bank.receipts).toEqual(["positive"]);

			// What the bank does not list, but delivers: told once, and it keeps nothing else back.
			for (const day of ["2026-11-21", "2026-11-22"]) {
				hub.setClock(`${day}T09:00:00Z`);
				const both = [
					...camt([{ ...booked, day, minor: 100 }], { account: "DE02120300000000202051", number: day }),
					...camt([{ ...booked, day, minor: 200 }], { account: "DE75512108001245126199", number: day }),
				];
				bank.statements.push({ service: "EOP DE ZIP camt.053 08", day, bytes: Buffer.from(both) });
				await run();
			}
			expect(await minorsOf(account)).toEqual([100, 100, 4_990]);
			expect(await get(id)).toMatchObject({ state: "ready", lastSuccessAt: hub.now().toISOString() });
			const { items } = await call(merchant, listNotifications, { query: {} });
			expect(items.filter(({ code }) => code.startsWith("BANK_"))).toMatchObject([
				{ code: "BANK_ACCOUNT_UNKNOWN", text: { de: expect.stringContaining("DE75512108001245126199") } },
			]);
		} finally {
			await bank.stop();
		}
	});

	it("over FinTS: TANs are asked for and entered, and every posting is stored", { timeout: 60_000 }, async () => {
		hub.setClock("2026-11-20T09:00:00Z");
		const kept = keptAccount("1", november);
		const bank = await BankDouble.open({
			users: [{ id: "merchant", pin: "geheim?1", accounts: [kept], methods: [CHIP_TAN] }],
			wantsTan: () => true,
		});
		try {
			const body = { name: "FinTS", number: kept.iban, assignFrom: "2026-11-01" };
			const { id: account } = await call(merchant, createAccount, { body });
			const config = { bankCode: BANK_CODE, url: bank.url, user: "merchant" };
			const { id } = await create("fints", config, { pin: "geheim?1" });
			expect(await runAnswering(id, TAN)).toMatchObject({ state: "ready", problem: null, accounts: [{ account }] });
			expect(await runAnswering(id, TAN)).toMatchObject({ problem: null, lastSuccessAt: hub.now().toISOString() });
			const minors = november.map(({ minor }) => Number(minor)).toSorted((a, b) => a - b);
			expect(await minorsOf(account)).toEqual(minors);
			expect(hub.logged()).not.toContain("geheim");

			// By night nobody is there: it stops at once, and no TAN is wasted.
			hub.advance(6 * 60 * 60 * 1000);
			await run();
			expect(await get(id)).toMatchObject({ state: "stopped", problem: { fault: "needs-merchant" } });
		} finally {
			await bank.close();
		}
	});
});
