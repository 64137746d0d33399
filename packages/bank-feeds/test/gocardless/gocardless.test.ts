import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
	type FeedAccount,
	type FeedContext,
	FeedError,
	gocardlessFeed,
	type Payload,
	type SetUp,
} from "../../src/index.ts";
import { type FakeGoCardless, problem, startFakeGoCardless, type Trouble } from "./fake-gocardless.ts";

const IBAN = "DE89370400440532013000";
const DAY_MS = 24 * 60 * 60 * 1000;

describe("GoCardless Bank Account Data", () => {
	let now = new Date("2026-11-02T08:00:00Z");
	let fake: FakeGoCardless;
	let memory: unknown;
	let feed: ReturnType<typeof gocardlessFeed>;
	beforeAll(async () => {
		fake = await startFakeGoCardless(() => now);
	});
	afterAll(() => fake.close());
	beforeEach(() => {
		now = new Date("2026-11-02T08:00:00Z");
		memory = undefined;
		fake.trouble = null;
		fake.redirects = false;
		fake.seen.length = 0;
		feed = gocardlessFeed(fake.keys);
	});
	afterEach(() => {
		expect(fake.faults).toEqual([]);
	});

	function context(
		changes: Partial<FeedContext<never, never>> = {},
	): FeedContext<{ bank: string; returnUrl: string }, Record<string, never>> {
		return {
			config: { bank: fake.bank, returnUrl: "https://kontor.test/back" },
			secrets: {},
			memory,
			// As it comes back from where it is stored.
			remember: async (kept) => {
				memory = JSON.parse(JSON.stringify(kept));
			},
			ask: () => Promise.reject(new Error("an aggregator asks nothing")),
			fetch,
			now: () => now,
			signal: new AbortController().signal,
			...changes,
		};
	}

	async function begin(): Promise<string> {
		const begun = await feed.setUp(context());
		if (begun.state !== "waiting" || begun.url === undefined) throw new Error("expected a page to consent on");
		return begun.url;
	}

	async function connected(): Promise<{ accounts: readonly FeedAccount[]; url: string }> {
		const url = await begin();
		fake.consents(url, [{ id: randomUUID(), iban: IBAN, currency: "EUR" }]);
		return { accounts: readyOf(await feed.setUp(context())).accounts, url };
	}

	async function fetched(account: FeedAccount | undefined, changes = {}): Promise<Payload[]> {
		if (account === undefined) throw new Error("no account");
		const payloads: Payload[] = [];
		for await (const payload of feed.fetch(context(changes), account, "2026-10-20")) payloads.push(payload);
		return payloads;
	}

	it("lists the banks of a country", async () => {
		const run = { fetch, signal: new AbortController().signal };
		expect(await feed.banks?.(run, "DE")).toEqual([{ id: fake.bank, name: "Testsparkasse", bic: "TESTDE00XXX" }]);
		expect(await feed.banks?.(run, "FR")).toEqual([]);
	});

	it("sends the merchant to his bank, and reads the accounts once he has consented", async () => {
		const url = await begin();
		expect(await feed.setUp(context())).toMatchObject({ state: "waiting", url });
		fake.consents(url, [{ id: randomUUID(), iban: IBAN, currency: "EUR" }]);
		now = new Date(now.getTime() + 1_000);
		const ready = readyOf(await feed.setUp(context()));
		expect(ready.accounts).toMatchObject([{ iban: IBAN, currency: "EUR", ownerName: "Laden GmbH", name: "Giro" }]);
		expect(ready.consentEndsAt).toBe(new Date(Date.parse("2026-11-02T08:00:00Z") + 180 * DAY_MS).toISOString());
		// Nothing is begun anew while the consent holds long.
		expect(readyOf(await feed.setUp(context()))).toEqual(ready);
		expect(fake.seen.filter(({ method, path }) => method === "POST" && path.includes("requisitions"))).toHaveLength(1);
	});

	it("delivers what was booked since the day, byte by byte as it came", async () => {
		const { accounts } = await connected();
		const [account] = accounts;
		fake.account(account?.id ?? "").booked = [
			{
				internalTransactionId: "i1",
				transactionAmount: { amount: "12.340", currency: "EUR" },
				bookingDate: "2026-11-01",
			},
		];
		const [payload, ...others] = await fetched(account);
		expect(others).toEqual([]);
		expect(payload?.type).toBe("transactions");
		expect(new TextDecoder().decode(payload?.bytes)).toContain('"amount":"12.340"');
		expect(fake.seen.at(-1)).toMatchObject({
			path: `/api/v2/accounts/${account?.id}/transactions/`,
			query: { date_from: "2026-10-20" },
		});
	});

	it("asks for one token, and for another one only where that was revoked", async () => {
		const { accounts } = await connected();
		await fetched(accounts[0]);
		const tokens = () => fake.seen.filter(({ path }) => path.includes("token")).length;
		expect(tokens()).toBe(1);
		fake.revokeTokens();
		await fetched(accounts[0]);
		expect(tokens()).toBe(2);
	});

	it("renews a consent in place: the old one serves on, and the accounts keep their ids under new names (M10)", async () => {
		const { accounts } = await connected();
		const [before] = accounts;
		now = new Date(now.getTime() + 160 * DAY_MS);
		const url = await begin();
		expect(await fetched(before)).toHaveLength(1);
		const calledNow = randomUUID();
		fake.consents(url, [
			{ id: randomUUID(), iban: "DE02120300000000202051", currency: "EUR" },
			{ id: calledNow, iban: IBAN, currency: "EUR" },
		]);
		const ready = readyOf(await feed.setUp(context()));
		expect(ready.accounts.map(({ id }) => id)).toContain(before?.id);
		expect(ready.accounts).toHaveLength(2);
		expect(Date.parse(ready.consentEndsAt ?? "")).toBe(now.getTime() + 180 * DAY_MS);
		await fetched(before);
		expect(fake.seen.at(-1)?.path).toContain(calledNow);
	});

	it("begins anew where the merchant refused, or the link ran out", async () => {
		const url = await begin();
		for (const status of ["RJ", "EX", "SU"]) {
			fake.moves(url, status);
			const again = await begin();
			expect(again).not.toBe(url);
		}
	});

	it("says that a consent has ended, by its time and before, and does not take it for valid afterwards", async () => {
		const { accounts } = await connected();
		const revoked = problem(
			401,
			"Couldn't update account transactions",
			"Access has expired or it has been revoked.",
			"AccessExpiredError",
		);
		fake.trouble = revoked;
		await expect(fetched(accounts[0])).rejects.toMatchObject({ fault: "consent-ended" });
		fake.trouble = null;
		await expect(fetched(accounts[0])).rejects.toMatchObject({ fault: "consent-ended" });
		const url = await begin();
		fake.consents(url, [{ id: randomUUID(), iban: IBAN, currency: "EUR" }]);
		expect(readyOf(await feed.setUp(context())).accounts).toEqual(accounts);
		expect(await fetched(accounts[0])).toHaveLength(1);
		now = new Date(now.getTime() + 180 * DAY_MS);
		await expect(fetched(accounts[0])).rejects.toMatchObject({ fault: "consent-ended" });
	});

	it.each<[string, Trouble, object]>([
		[
			"the bank's limit",
			{
				...problem(
					429,
					"Couldn't update",
					"Daily request limit set by the Institution has been exceeded.",
					"RateLimitError",
				),
				headers: { HTTP_X_RATELIMIT_ACCOUNT_SUCCESS_RESET: "3600" },
			},
			{ fault: "rate-limited", retryAfterMs: 3_600_000 },
		],
		[
			"their own limit",
			problem(
				429,
				"Rate limit exceeded",
				"The rate limit for this resource is 10/minute. Please try again in 47 seconds",
			),
			{ fault: "rate-limited", retryAfterMs: 47_000 },
		],
		[
			"a limit without an end",
			problem(429, "Rate limit exceeded", "Too many"),
			{ fault: "rate-limited", retryAfterMs: DAY_MS },
		],
		[
			"an agreement that ran out",
			problem(401, "End User Agreement (EUA) 1 has expired", "EUA was valid for 90 days"),
			{ fault: "consent-ended" },
		],
		[
			"a suspended account",
			problem(409, "Account suspended", "This account or its requisition was suspended"),
			{ fault: "consent-ended" },
		],
		["an account in a state of error", { status: 409, body: { id: "1", status: "ERROR" } }, { fault: "consent-ended" }],
		["an account that is gone", problem(404, "Account ID 1 not found", "Please check"), { fault: "consent-ended" }],
		[
			"a forbidden account",
			problem(403, "Couldn't update", "Access to account is forbidden.", "AccountAccessForbidden"),
			{ fault: "consent-ended" },
		],
		[
			"an address that is not admitted",
			problem(403, "IP address access denied", "Your IP isn't whitelisted"),
			{ fault: "bad-credentials" },
		],
		["a plan that is used up", { status: 402, body: {} }, { fault: "bad-credentials" }],
		[
			"a bank that is down",
			problem(503, "Couldn't update", "Institution service unavailable", "ServiceError"),
			{ fault: "unavailable" },
		],
		["a proxy's page", { status: 502, body: "<html>Bad gateway</html>" }, { fault: "unavailable" }],
		["a wrong request", problem(400, "Incorrect date range", "Starting date"), { fault: "unexpected-reply" }],
	])("tells %s as what it is, without repeating the answer", async (_, trouble, expected) => {
		const { accounts } = await connected();
		fake.trouble = trouble;
		const error = await fetched(accounts[0]).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(FeedError);
		expect(error).toMatchObject(expected);
		expect((error as FeedError).message).not.toMatch(/Couldn't|html|whitelisted/);
	});

	it("refuses wrong keys, does not follow redirects, and gives up when it is told to", async () => {
		const wrong = gocardlessFeed({ ...fake.keys, secretKey: "wrong" });
		await expect(wrong.setUp(context())).rejects.toMatchObject({ fault: "bad-credentials" });
		const { accounts } = await connected();
		fake.trouble = { status: 0, silent: true };
		const stopped = fetched(accounts[0], { signal: AbortSignal.timeout(100) });
		await expect(stopped).rejects.toMatchObject({ fault: "unavailable" });
		fake.redirects = true;
		await expect(fetched(accounts[0])).rejects.toMatchObject({ fault: "unexpected-reply" });
		const unreachable = gocardlessFeed({ ...fake.keys, baseUrl: "http://127.0.0.1:9/api/v2" });
		await expect(unreachable.setUp({ ...context(), memory: undefined })).rejects.toMatchObject({
			fault: "unavailable",
		});
	});

	it("says no secret in what it throws", async () => {
		const wrong = gocardlessFeed({ ...fake.keys, secretKey: "s3cret-of-the-operator" });
		const error = await wrong.setUp(context()).catch((thrown: unknown) => thrown);
		expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("s3cret-of-the-operator");
	});
});

function readyOf(setUp: SetUp): SetUp & { state: "ready" } {
	if (setUp.state !== "ready") throw new Error(`expected it to be ready: ${setUp.text.en}`);
	return setUp;
}
