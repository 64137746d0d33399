import type { ShopNotice } from "@kontor/connector";
import {
	authorizeConnection,
	type ClientOptions,
	type Connection,
	call,
	claimInstallation,
	connectConnection,
	createHost,
	createLinkCode,
	disconnectConnection,
	findInstallation,
	getConnection,
	install,
	listChanges,
	listConnections,
	listMerchantConnections,
	offerInstallation,
	type ProblemError,
	reportNotices,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { answerRequests, answersOf, connectShop, testManifest } from "./support/test-shop.ts";

const URL_ = "https://shop.example";
const SECRETS = { apiKey: "given-by-the-shop" };
const DAY_MS = 24 * 60 * 60 * 1000;

let hub: TestHub;
let host: ClientOptions;
let merchant: ClientOptions & { id: string };
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	hub.advance(1000);
	host = await hub.newHost(testManifest());
	merchant = await hub.newMerchant();
});

const installed = (changes: object = {}) => ({ name: "Laden", config: { url: URL_ }, secrets: SECRETS, ...changes });
const offer = (changes: { linkCode?: string; identity?: string; provenBy?: "platform" } = {}, by = host) =>
	call(by, offerInstallation, { body: { plugin: "testshop", identity: URL_, installed: installed(), ...changes } });
const answer = () => answerRequests(host, () => answersOf(URL_, hub.now()));
const show = ({ id }: Pick<Connection, "id">) => call(merchant, getConnection, { params: { connection: id } });
const shops = async (whose: ClientOptions = merchant) => (await call(whose, listMerchantConnections, {})).items;
const claim = (code: string, by: ClientOptions = merchant) =>
	call(by, claimInstallation, { body: { claimCode: code } });
const tell = ({ id }: Pick<Connection, "id">, ...notices: ShopNotice[]) =>
	call(host, reportNotices, { params: { connection: id }, body: { notices } });
const problemOf = (answered: Promise<unknown>) =>
	answered.then(
		() => null,
		(error: ProblemError) => error.problem,
	);

async function unclaimed(): Promise<string> {
	const offered = await offer();
	if (offered.state !== "unclaimed") throw new Error(`it is ${offered.state}`);
	return offered.code;
}

describe("an installation from the shop's side (A2)", () => {
	it("waits, encrypted, until a merchant shows its code, and is then checked like any shop", async () => {
		const code = await unclaimed();
		expect(await shops()).toEqual([]);
		const { rows } = await hub.sql.query("SELECT s::text AS row FROM shop_installations s");
		for (const secret of [SECRETS.apiKey, code, URL_]) expect(JSON.stringify(rows)).not.toContain(secret);
		const found = await call(host, findInstallation, { body: { plugin: "testshop", identity: URL_ } });
		expect(found.installation).toEqual({ config: { url: URL_ }, secrets: SECRETS });

		const shop = await claim(code.toLowerCase().replaceAll("-", " "));
		expect(shop).toMatchObject({ state: "checking", name: "Laden", url: URL_, connectedAt: null });
		await answer();
		expect((await show(shop)).state).toBe("ready");
		const { connections } = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(connections).toMatchObject([{ secrets: SECRETS }]);
		const after = await call(host, findInstallation, { body: { plugin: "testshop", identity: URL_ } });
		expect(after.installation).toBeNull();
	});

	it("is claimed once: the same merchant gets the same shop again, another nothing, and nobody learns why", async () => {
		const code = await unclaimed();
		const shop = await claim(code);
		expect((await claim(code)).id).toBe(shop.id);
		const other = await hub.newMerchant();
		const refused = await problemOf(claim(code, other));
		expect(refused).toMatchObject({ status: 404, forMerchant: { de: expect.any(String), en: expect.any(String) } });
		expect(await problemOf(claim("0000-0000-0000", other))).toEqual(refused);
		expect(await shops(other)).toEqual([]);
	});

	it("is claimed once by two who come together", async () => {
		const code = await unclaimed();
		const other = await hub.newMerchant();
		const ended = await Promise.allSettled([claim(code), claim(code, other)]);
		expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		expect([...(await shops()), ...(await shops(other))]).toHaveLength(1);
	});

	it("goes at once to the merchant whose link code was typed in the shop, and a link code is good once", async () => {
		const { code } = await call(merchant, createLinkCode, {});
		expect(await offer({ linkCode: code })).toEqual({ state: "linked" });
		expect(await shops()).toMatchObject([{ name: "Laden", state: "checking" }]);
		const again = { linkCode: code, identity: "https://other.example" };
		expect(await offer(again)).toMatchObject({ state: "unclaimed", refused: true });
		hub.advance(61 * 60 * 1000);
		const late = await call(merchant, createLinkCode, {});
		hub.advance(61 * 60 * 1000);
		expect(await offer({ ...again, linkCode: late.code })).toMatchObject({ refused: true });
		expect(await shops()).toHaveLength(1);
	});

	it("can be linked later by its name alone, while it waits", async () => {
		await unclaimed();
		const link = async (identity: string) => {
			const { code: linkCode } = await call(merchant, createLinkCode, {});
			return call(host, offerInstallation, { body: { plugin: "testshop", identity, linkCode } });
		};
		expect(await link("https://nowhere.example")).toEqual({ state: "unknown" });
		expect(await link(URL_)).toEqual({ state: "linked" });
		expect(await shops()).toHaveLength(1);
	});

	it("is gone after a week, with its secrets", async () => {
		const code = await unclaimed();
		hub.advance(7 * DAY_MS);
		expect(await problemOf(claim(code))).toMatchObject({ status: 404 });
		await hub.tick();
		expect((await hub.sql.query("SELECT FROM shop_installations WHERE sealed IS NOT NULL")).rowCount).toBe(0);
	});

	it("has only what fits the plugin, from a host of the plugin; what one host handed over is not for another", async () => {
		const body = { plugin: "testshop", identity: URL_, installed: installed({ secrets: {} }) };
		expect(await problemOf(call(host, offerInstallation, { body }))).toMatchObject({
			status: 400,
			issues: [{ path: "body.installed.secrets.apiKey" }],
		});
		const { key } = await call(hub.operator, createHost, { body: { name: "other", plugins: ["testshop"] } });
		const other = { baseUrl: hub.url, key };
		const code = await unclaimed();
		const found = await call(other, findInstallation, { body: { plugin: "testshop", identity: URL_ } });
		expect(found.installation).toBeNull();
		await offer({}, other);
		expect((await claim(code)).name).toBe("Laden");
		const foreign = { ...body, plugin: "not-its-own" };
		expect(await problemOf(call(host, offerInstallation, { body: foreign }))).toMatchObject({ status: 403 });
	});
});

describe("a shop that is installed again (A8)", () => {
	it("goes on by itself where it was only uninstalled: same connection, same T, new credentials", async () => {
		const shop = await connectShop(hub, merchant, host);
		hub.advance(DAY_MS);
		await tell(shop, { kind: "uninstalled", dataKept: true });
		expect(await show(shop)).toMatchObject({ state: "disconnected", problems: [{ code: "UNINSTALLED_IN_SHOP" }] });
		hub.advance(DAY_MS);
		expect(await offer()).toEqual({ state: "linked" });
		expect((await show(shop)).state).toBe("checking");
		await answer();
		expect(await show(shop)).toMatchObject({ state: "connected", connectedAt: shop.connectedAt, problems: [] });
		expect(await shops()).toHaveLength(1);
		const { items } = await call(merchant, listChanges, { query: { connection: shop.id } });
		expect(items.map(({ event }) => event)).toEqual([
			"connected-again",
			"installed-again",
			"uninstalled",
			"connected",
			"connection-added",
		]);
	});

	it("waits for its merchant where he had disconnected it himself, and is then the same shop", async () => {
		const shop = await connectShop(hub, merchant, host);
		await call(merchant, disconnectConnection, { params: { connection: shop.id } });
		const code = await unclaimed();
		expect((await show(shop)).state).toBe("disconnected");
		expect((await claim(code)).id).toBe(shop.id);
		await answer();
		expect(await show(shop)).toMatchObject({ state: "connected", connectedAt: shop.connectedAt });
	});

	it("waits where two merchants had it: nobody can know whose it is now", async () => {
		const other = await hub.newMerchant();
		for (const whose of [merchant, other]) {
			const shop = await connectShop(hub, whose, host);
			await tell(shop, { kind: "uninstalled", dataKept: true });
		}
		expect(await offer()).toMatchObject({ state: "unclaimed" });
	});

	it("keeps its credentials while it is connected, whoever says that he is this shop; the platform is believed", async () => {
		const shop = await connectShop(hub, merchant, host);
		expect(await offer()).toMatchObject({ state: "unclaimed" });
		const before = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(before.connections).toMatchObject([{ secrets: { apiKey: "sesame-open" }, secretsVersion: 1 }]);
		expect(await offer({ provenBy: "platform" })).toEqual({ state: "linked" });
		expect((await show(shop)).state).toBe("connected");
		const { connections } = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(connections).toMatchObject([{ secrets: SECRETS, secretsVersion: 2 }]);
	});
});

describe("a connection with credentials", () => {
	const authorize = (shop: Pick<Connection, "id">) =>
		call(merchant, authorizeConnection, { params: { connection: shop.id }, body: {} });
	const redeem = async () => {
		const asked = await answer();
		const begun = asked.find(({ request }) => request === "begin-connect");
		const { nonce } = z.object({ nonce: z.string() }).parse(begun?.input);
		await call(host, install, { body: { plugin: "testshop", nonce, secrets: SECRETS } });
	};

	it("can begin consent again, and works until the new credentials come", async () => {
		const shop = await connectShop(hub, merchant, host);
		expect(await authorize(shop)).toMatchObject({ state: "connected" });
		await redeem();
		expect(await show(shop)).toMatchObject({ state: "connected", authorizeUrl: null });
		const { connections } = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(connections).toMatchObject([{ secrets: SECRETS }]);
		expect((await answer()).map(({ request }) => request)).toEqual(["check", "describe"]);
	});

	it("begins at the consent page where it was uninstalled, and then goes on with its T", async () => {
		const shop = await connectShop(hub, merchant, host);
		await tell(shop, { kind: "uninstalled", dataKept: true });
		const connecting = await call(merchant, connectConnection, { params: { connection: shop.id } });
		expect(connecting.state).toBe("authorizing");
		await redeem();
		await answer();
		expect(await show(shop)).toMatchObject({ state: "connected", connectedAt: shop.connectedAt });
	});
});
