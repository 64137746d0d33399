import { type ClientOptions, call, getSettings, leaseWork, ProblemError } from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RateLimit } from "../../src/http/rate-limit.ts";
import { optOutUrl } from "../../src/messages/opt-out.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { testManifest } from "../support/test-shop.ts";

describe("a rate limit", () => {
	it("counts by key, says how long to wait, and forgets with its while", () => {
		let now = 0;
		const limit = new RateLimit({ most: 2, inMs: 1_000, clock: () => now });
		expect([limit.take("a"), limit.take("a"), limit.take("b")]).toEqual([0, 0, 0]);
		now = 400;
		expect(limit.take("a")).toBe(600);
		expect(limit.wait("b")).toBe(0);
		now = 1_000;
		expect([limit.take("a"), limit.take("a")]).toEqual([0, 0]);
		expect(limit.count("b")).toBe(0);
	});
});

describe("who asks too much of the hub (DESIGN 6)", () => {
	let hub: TestHub;
	beforeAll(async () => {
		hub = await startTestHub({
			rateLimits: { merchantsPerSecond: 1, hostsPerSecond: 1, failuresPerMinute: 5, pagesPerMinute: 2 },
		});
	});
	afterAll(() => hub.close());

	const settings = (options: ClientOptions) =>
		call(options, getSettings, {}).then(
			() => 200,
			(error: unknown) => {
				if (!(error instanceof ProblemError)) throw error;
				return error.problem.status;
			},
		);
	const many = async (count: number, ask: () => Promise<number>) => {
		const statuses: number[] = [];
		for (let at = 0; at < count; at++) statuses.push(await ask());
		return statuses;
	};

	it("is told to wait, in a problem document and by Retry-After; others are not", async () => {
		const merchant = await hub.newMerchant();
		expect(await many(10, () => settings(merchant))).toEqual(Array(10).fill(200));
		const answer = await fetch(`${hub.url}/v1/settings`, { headers: { authorization: `Bearer ${merchant.key}` } });
		expect(answer.status).toBe(429);
		expect(answer.headers.get("content-type")).toContain("application/problem+json");
		const seconds = Number(answer.headers.get("retry-after"));
		expect(seconds).toBeGreaterThan(0);
		expect(seconds).toBeLessThanOrEqual(10);
		const { code, retry, retryAfterMs } = (await answer.json()) as Record<string, unknown>;
		expect({ code, retry }).toEqual({ code: "TOO_MANY", retry: "later" });
		expect(Math.ceil(Number(retryAfterMs) / 1000)).toBe(seconds);
		expect(await settings(await hub.newMerchant())).toBe(200);
		// The operator's key is the way out.
		expect(
			(await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${hub.operator.key}` } })).status,
		).toBe(200);
	});

	it("may wait for work as long as he likes: a request counts once", async () => {
		const host = await hub.newHost(testManifest());
		const { work } = await call(host, leaseWork, { body: { waitSeconds: 0.3, slots: 1, free: {} } });
		expect(work).toEqual([]);
		expect((await call(host, leaseWork, { body: { waitSeconds: 0, slots: 1, free: {} } })).work).toEqual([]);
	});

	it("with wrong keys is turned away by his address, but nobody there whose key was good just now", async () => {
		const known = await hub.newMerchant();
		const late = await hub.newMerchant();
		expect(await settings(known)).toBe(200);
		let tried = 0;
		const guess = () => settings({ baseUrl: hub.url, key: `kontor_guess${tried++}` });
		expect(await many(7, guess)).toEqual([401, 401, 401, 401, 401, 429, 429]);
		expect(await settings(known)).toBe(200);
		expect(await settings(late)).toBe(429);
		// Behind a proxy of ours it is the address that it names.
		const elsewhere = { authorization: `Bearer ${late.key}`, "x-forwarded-for": "203.0.113.7" };
		expect((await fetch(`${hub.url}/v1/settings`, { headers: elsewhere })).status).toBe(200);
	});

	it("by a link is shown a page that says so", async () => {
		const opened = await fetch(`${hub.url}/opt-out/invented`, { headers: { "x-forwarded-for": "203.0.113.8" } });
		expect(opened.status).toBe(404);
		const url = optOutUrl(hub.hub, crypto.randomUUID(), "erika@kunde.example");
		expect(await many(3, async () => (await fetch(url)).status)).toEqual([200, 200, 429]);
		const refused = await fetch(url, { method: "POST" });
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
		expect(await refused.text()).toContain("Please wait a moment");
	});
});
