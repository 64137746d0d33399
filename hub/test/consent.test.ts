import {
	type ClientOptions,
	type Connection,
	call,
	checkConnection,
	createConnection,
	createHost,
	getConnection,
	install,
	listConnections,
	type ProblemError,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { answerRequests, answersOf, testManifest } from "./support/test-shop.ts";

const SECRETS = { apiKey: "given-by-the-shop" };
const Begin = z.object({ nonce: z.string().min(40), returnUrl: z.string().nullable() });

let hub: TestHub;
let host: ClientOptions;
let merchant: ClientOptions;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	// New shops go to the host that greeted last: each test has its own.
	hub.advance(1000);
	host = await hub.newHost(testManifest());
	merchant = await hub.newMerchant();
});

const show = ({ id }: Connection) => call(merchant, getConnection, { params: { connection: id } });
const redeem = (nonce: string, changes: object = {}, by: ClientOptions = host) =>
	call(by, install, { body: { plugin: "testshop", nonce, secrets: SECRETS, ...changes } });
const notFound = (answer: Promise<unknown>) =>
	answer.then(
		() => "redeemed",
		(error: ProblemError) => error.problem,
	);

/** A shop that waits for the merchant's consent, and the nonce that the host was given for it. */
async function begun(): Promise<{ shop: Connection; nonce: string; returnUrl: string | null }> {
	const shop = await call(merchant, createConnection, {
		body: {
			plugin: "testshop",
			name: "Shop",
			config: { url: "https://shop.example" },
			returnUrl: "https://back.example",
		},
	});
	return { shop, ...(await askedToBegin()) };
}

async function askedToBegin() {
	const asked = await answerRequests(host, () => answersOf("https://shop.example", hub.now()));
	expect(asked.map(({ request }) => request)).toEqual(["begin-connect"]);
	return Begin.parse(asked[0]?.input);
}

describe("consent at the shop", () => {
	it("begins where no secrets are given, at the page that the shop names, and ends with the shop checked", async () => {
		const { shop, nonce, returnUrl } = await begun();
		expect(returnUrl).toBe("https://back.example");
		expect(await show(shop)).toMatchObject({ state: "authorizing", authorizeUrl: "https://shop.example/consent" });
		const { connections } = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(connections).toMatchObject([{ secrets: null }]);

		expect(await redeem(nonce)).toEqual({ connection: shop.id });
		expect(await show(shop)).toMatchObject({ state: "checking", authorizeUrl: null });
		const { connections: now } = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(now).toMatchObject([{ secrets: SECRETS, secretsVersion: 2 }]);
		await answerRequests(host, () => answersOf("https://shop.example", hub.now()));
		expect((await show(shop)).state).toBe("ready");
	});

	it("is redeemed once, in time, by the host of the shop; else nobody learns which of it was wrong", async () => {
		const late = await begun();
		const { shop, nonce } = await begun();
		const { key } = await call(hub.operator, createHost, { body: { name: "stranger", plugins: ["testshop"] } });
		const answers = [
			await notFound(redeem("a-nonce-that-nobody-was-given")),
			await notFound(redeem(nonce, {}, { baseUrl: hub.url, key })),
			await notFound(redeem(nonce, { plugin: "other" })),
		];
		await redeem(nonce);
		answers.push(await notFound(redeem(nonce)));
		hub.advance(61 * 60 * 1000);
		answers.push(await notFound(redeem(late.nonce)));
		expect(answers[0]).toMatchObject({ status: 404 });
		for (const one of answers) expect(one).toEqual(answers[0]);
		expect((await show(shop)).state).toBe("checking");
		expect((await show(late.shop)).state).toBe("authorizing");
	});

	it("is redeemed once by two that come together", async () => {
		const { nonce } = await begun();
		const answers = await Promise.allSettled([redeem(nonce), redeem(nonce)]);
		expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
	});

	it("keeps its nonce where the shop's credentials do not fit the plugin", async () => {
		const { nonce, shop } = await begun();
		await expect(redeem(nonce, { secrets: {} })).rejects.toMatchObject({
			problem: { status: 400, issues: [{ path: "body.secrets.apiKey", message: "is missing" }] },
		});
		expect(await redeem(nonce)).toEqual({ connection: shop.id });
	});

	it("can be begun again; the nonce before is then worth nothing", async () => {
		const { shop, nonce } = await begun();
		const again = await call(merchant, checkConnection, { params: { connection: shop.id } });
		expect(again).toMatchObject({ state: "authorizing", authorizeUrl: null });
		const next = await askedToBegin();
		expect(next.nonce).not.toBe(nonce);
		expect(await notFound(redeem(nonce))).toMatchObject({ status: 404 });
		expect(await redeem(next.nonce)).toEqual({ connection: shop.id });
	});

	it("is stored as a hash of its nonce", async () => {
		const { nonce } = await begun();
		const { rows } = await hub.sql.query("SELECT i::text AS row FROM installations i");
		expect(rows.length).toBeGreaterThan(0);
		expect(JSON.stringify(rows)).not.toContain(nonce);
	});

	it("is not offered by a plugin that has no consent page", async () => {
		const manifest = testManifest({ id: "no-consent" });
		await hub.newHost({ ...manifest, capabilities: { ...manifest.capabilities, connect: false } });
		const body = { plugin: "no-consent", name: "Shop", config: { url: "https://shop.example" } };
		await expect(call(merchant, createConnection, { body })).rejects.toMatchObject({
			problem: { status: 400, issues: [expect.objectContaining({ path: "body.secrets" })] },
		});
	});
});
