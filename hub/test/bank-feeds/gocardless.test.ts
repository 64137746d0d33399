import { randomUUID } from "node:crypto";
import { call, createAccount, createBankAccess, getBankAccess, listPostings, setUpBankAccess } from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	type FakeGoCardless,
	startFakeGoCardless,
} from "../../../packages/bank-feeds/test/gocardless/fake-gocardless.ts";
import { feedsOf } from "../../src/bank-feeds/feeds.ts";
import { OWN_IBAN } from "../support/statements.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

describe("an account read by GoCardless", () => {
	let hub: TestHub;
	let fake: FakeGoCardless;
	beforeAll(async () => {
		fake = await startFakeGoCardless(() => hub.now());
		hub = await startTestHub({ feeds: feedsOf({ gocardless: fake.keys }), allowPrivateAddresses: true });
	});
	afterAll(async () => {
		await hub.close();
		await fake.close();
	});

	const run = async () => {
		await hub.tick();
		await hub.hub.accessRuns.idle();
	};
	const at = (day: string, amount: string, id: string, text: string) => ({
		internalTransactionId: id,
		bookingDate: day,
		transactionAmount: { amount, currency: "EUR" },
		debtorName: "Erika Muster",
		remittanceInformationUnstructured: text,
	});

	it("is consented to, fetched, and renewed in place: each posting once (M10, M3)", async () => {
		const merchant = await hub.newMerchant();
		const account = await call(merchant, createAccount, {
			body: { name: "Giro", number: OWN_IBAN, assignFrom: "2026-10-01" },
		});
		const config = { bank: fake.bank, returnUrl: "https://kontor.test/back" };
		const { id } = await call(merchant, createBankAccess, { body: { feed: "gocardless", name: "Sparkasse", config } });
		const get = () => call(merchant, getBankAccess, { params: { access: id } });
		const minors = async () =>
			(await call(merchant, listPostings, { query: {} })).items
				.map(({ amount, status }) => `${amount.minor} ${status}`)
				.toSorted();
		const consent = async () => {
			const { nextStep } = await get();
			const given = { id: randomUUID(), iban: OWN_IBAN, currency: "EUR" };
			fake.consents(nextStep?.url ?? "", [given]);
			await call(merchant, setUpBankAccess, { params: { access: id } });
			return fake.account(given.id);
		};

		await run();
		expect(await get()).toMatchObject({ state: "waiting", nextStep: { url: expect.stringContaining("https://ob.") } });
		const first = await consent();
		first.booked = [at("2026-11-01", "49.90", "i1", "Bestellung 1001")];
		first.pending = [at("2026-11-02", "7.00", "", "Bestellung 1002")];
		await run();
		await run();
		expect(await minors()).toEqual(["4990 booked", "700 pending"]);
		const ready = await get();
		expect(ready).toMatchObject({ state: "ready", accounts: [{ account: account.id, iban: OWN_IBAN }] });

		hub.advance(6 * 60 * 60 * 1000);
		first.booked = [...first.booked, at("2026-11-02", "7.00", "i2", "Bestellung 1002")];
		first.pending = [];
		await run();
		expect(await minors()).toEqual(["4990 booked", "700 booked"]);

		hub.advance(160 * 24 * 60 * 60 * 1000);
		await call(merchant, setUpBankAccess, { params: { access: id } });
		await run();
		expect(await get()).toMatchObject({ state: "ready", nextStep: {} });
		const second = await consent();
		second.booked = [at("2027-04-10", "12.00", "i3", "Bestellung 1003")];
		await run();
		await run();
		expect(await minors()).toEqual(["1200 booked", "4990 booked", "700 booked"]);
		const renewed = await get();
		expect(renewed.accounts.map(({ feedAccount, account: to }) => [feedAccount, to])).toEqual(
			ready.accounts.map(({ feedAccount, account: to }) => [feedAccount, to]),
		);
		expect(Date.parse(renewed.consentEndsAt ?? "")).toBeGreaterThan(Date.parse(ready.consentEndsAt ?? ""));
		expect(fake.faults).toEqual([]);
	});
});
