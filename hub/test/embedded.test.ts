import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	askPlugin,
	authorizeConnection,
	type ClientOptions,
	type Connection,
	call,
	connectConnection,
	createConnection,
	createHost,
	createPageLink,
	disconnectConnection,
	type EmbeddedSession,
	getConfig,
	getConnection,
	getPluginAnswer,
	leaseWork,
	listChanges,
	listConnections,
	OPERATIONS,
	openEmbeddedSession,
	openLinkedSession,
	patchConnection,
	putConfig,
	putMapping,
	settleWork,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleRequest } from "./support/sample-request.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { addShop, testManifest } from "./support/test-shop.ts";
import { victimOf } from "./support/victim.ts";

const MINUTE = 60_000;
const HOST = "https://host.test";
const EMBEDDED = {
	ancestors: ["{url}", "https://admin.platform.example/anything"],
	opensWith: { parameter: "shop", field: "url" },
	script: { src: "https://cdn.platform.example/bridge.js", meta: { "platform-key": 'a"b' } },
};

const RULES = { type: "array", items: { type: "string" } };
const ANY = { type: "object" };
const REQUESTS = {
	"rule-editor": { input: ANY, output: ANY },
	"check-rules": { input: { type: "object", properties: { rules: RULES } }, output: ANY },
	payout: { input: ANY, output: ANY },
};

let hub: TestHub;
let host: ClientOptions;
let merchant: ClientOptions & { id: string };
let shop: Connection;
let pages: string;

beforeAll(async () => {
	pages = await mkdtemp(join(tmpdir(), "kontor-pages-"));
	await writeFile(join(pages, "embedded.html"), '<head><meta name="kontor:page" content=""></head>');
	hub = await startTestHub({ pages });
	const { config, capabilities, ...manifest } = testManifest();
	const properties = { ...(config.properties as object), rules: RULES, timeZone: { type: "string" } };
	const changed = {
		config: { ...config, properties },
		capabilities: { ...capabilities, embedded: EMBEDDED, requests: REQUESTS },
	};
	host = await hub.newHost({ ...manifest, ...changed }, HOST);
	merchant = await hub.newMerchant();
	shop = await addShop(hub, merchant, host);
});
afterAll(async () => {
	await hub.close();
	await rm(pages, { recursive: true });
});

let count = 0;
function opened(changes: object = {}, by = host, connection = shop.id): Promise<EmbeddedSession> {
	const validUntil = new Date(hub.now().getTime() + 5 * MINUTE).toISOString();
	const body = { once: `signed request ${++count}`, validUntil, person: "Chefin", language: "de" as const, ...changes };
	return call(by, openEmbeddedSession, { params: { connection }, body });
}
const by = ({ key }: EmbeddedSession): ClientOptions => ({ baseUrl: hub.url, key });
const show = (client: ClientOptions, connection = shop.id) => call(client, getConnection, { params: { connection } });
const refused = (status: number, code: string) => ({ problem: { status, code } });

describe("a session of the page in the shop's admin", () => {
	it("shows its connection and changes its mapping, which the merchant area then shows, too (A6)", async () => {
		const session = await opened();
		expect(session).toMatchObject({ connection: shop.id, language: "de" });
		expect(await show(by(session))).toEqual(await show(merchant));
		const mapping = { ...shop.mapping, paymentMethods: { bank: "invoice" as const } };
		const changed = await call(by(session), putMapping, { params: { connection: shop.id }, body: mapping });
		expect(changed.mapping).toEqual(mapping);
		expect(await show(merchant)).toEqual(changed);
		const { items } = await call(merchant, listChanges, { query: { connection: shop.id } });
		expect(items[0]).toMatchObject({
			event: "connection-changed",
			cause: { by: "person", credential: "Chefin", fields: ["mapping"] },
		});
	});

	it("refuses a mapping to what the shop does not have, and names the place", async () => {
		const session = by(await opened());
		const body = { ...shop.mapping, paymentMethods: { bitcoin: "prepayment" as const } };
		await expect(call(session, putMapping, { params: { connection: shop.id }, body })).rejects.toMatchObject({
			problem: { status: 400, issues: [{ message: "the shop has no such payment method" }] },
		});
	});

	it("is for its connection: another one of the same merchant does not exist for it", async () => {
		const other = await addShop(hub, merchant, host, "https://other.example");
		const session = by(await opened());
		await expect(show(session, other.id)).rejects.toMatchObject(refused(404, "NOT_FOUND"));
		await expect(
			call(session, putMapping, { params: { connection: other.id }, body: other.mapping }),
		).rejects.toMatchObject(refused(404, "NOT_FOUND"));
	});

	it("may do nothing that is not marked for it, in any operation there is", async () => {
		const { key: _, ...stranger } = await hub.newMerchant("Stranger");
		const victim = await victimOf(hub, { ...merchant, host: { ...host, id: stranger.id } });
		const { key } = await opened();
		const before = await victim.everything();
		for (const operation of OPERATIONS.filter(({ audience, embedded }) => audience !== "public" && embedded !== true)) {
			const { path, body, type } = sampleRequest(operation, victim.idOf);
			const answer = await fetch(`${hub.url}${path}`, {
				method: operation.method.toUpperCase(),
				headers: { "content-type": type, authorization: `Bearer ${key}` },
				...(body === undefined ? {} : { body }),
			});
			expect(answer.status, operation.id).toBe(403);
		}
		expect(await victim.everything()).toEqual(before);
		await expect(
			call(by(await opened()), patchConnection, { params: { connection: shop.id }, body: { name: "mine" } }),
		).rejects.toMatchObject(refused(403, "NOT_ALLOWED"));
	});

	it("connects its shop, unless the merchant has disconnected it in Kontor", async () => {
		const own = await addShop(hub, merchant, host, "https://own.example");
		const session = by(await opened({}, host, own.id));
		const params = { connection: own.id };
		expect((await call(session, connectConnection, { params })).state).toBe("checking");
		await call(merchant, disconnectConnection, { params });
		await expect(call(session, connectConnection, { params })).rejects.toMatchObject(refused(409, "CONFLICT"));
		expect((await show(session, own.id)).state).toBe("disconnected");
	});

	it("ends after fifteen minutes", async () => {
		const session = await opened();
		expect(Date.parse(session.expiresAt) - hub.now().getTime()).toBe(15 * MINUTE);
		hub.advance(15 * MINUTE - 1);
		await show(by(session));
		hub.advance(1);
		await expect(show(by(session))).rejects.toMatchObject(refused(401, "NO_CREDENTIAL"));
	});

	it("is opened once with a signed request, also by two who come together, and also after it has ended", async () => {
		const validUntil = new Date(hub.now().getTime() + 60 * MINUTE).toISOString();
		const request = { once: "the very same", validUntil };
		const answers = await Promise.allSettled([opened(request), opened(request)]);
		expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		hub.advance(30 * MINUTE);
		await opened();
		await expect(opened(request)).rejects.toMatchObject(refused(401, "USED_BEFORE"));
	});

	it("is forgotten when neither it nor its request is good any more", async () => {
		await opened();
		hub.advance(60 * MINUTE);
		await opened();
		const over = "SELECT FROM embedded_sessions WHERE connection_id = $1 AND expires_at < $2";
		const { rows } = await hub.sql.query(over, [shop.id, hub.now()]);
		expect(rows).toEqual([]);
	});

	it("is opened by the connection's own host only", async () => {
		const { key } = await call(hub.operator, createHost, { body: { name: "stranger", plugins: ["testshop"] } });
		await expect(opened({}, { baseUrl: hub.url, key })).rejects.toMatchObject(refused(404, "NOT_FOUND"));
		await expect(opened({}, merchant)).rejects.toMatchObject(refused(403, "NOT_ALLOWED"));
	});

	it("is stored without its key and without what it was opened with", async () => {
		const { key } = await opened({ once: "signature-of-the-shop" });
		const { rows } = await hub.sql.query("SELECT s::text AS row FROM embedded_sessions s");
		for (const secret of [key, "signature-of-the-shop"]) {
			expect(JSON.stringify(rows)).not.toContain(secret);
			expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString("hex"));
			expect(hub.logged()).not.toContain(secret);
		}
	});
});

describe("rules, from the page", () => {
	const params = () => ({ connection: shop.id });
	const revision = async () => (await show(merchant)).configRevision;

	it("are asked about and saved, and written into the connection's history", async () => {
		const session = by(await opened());
		expect((await show(session)).offers).toEqual({
			consent: true,
			requests: expect.arrayContaining(["rule-editor", "check-rules", "payout"]),
		});
		const asked = await call(session, askPlugin, { params: params(), body: { request: "rule-editor", input: {} } });
		const answer = { params: { ...params(), work: asked.id } };
		expect(await call(session, getPluginAnswer, answer)).toEqual({ state: "pending" });
		const { work } = await call(host, leaseWork, { body: { waitSeconds: 0, slots: 50 } });
		for (const { id, connection } of work) {
			const outcome =
				id === asked.id ? { kind: "result" as const, result: { form: 1 } } : { kind: "returned" as const };
			await call(host, settleWork, { params: { connection, work: id }, body: outcome });
		}
		expect(await call(session, getPluginAnswer, answer)).toEqual({ state: "answered", result: { form: 1 } });
		const body = { ...(await call(session, getConfig, { params: params() })), rules: ["one"] };
		await call(session, putConfig, { params: params(), query: { ifRevision: await revision() }, body });
		expect(await call(merchant, getConfig, { params: params() })).toEqual(body);
		const { items } = await call(merchant, listChanges, { query: { connection: shop.id } });
		expect(items[0]).toMatchObject({ cause: { by: "person", credential: "Chefin", fields: ["rules"] } });
	});

	it("are all that it asks about or changes of the configuration", async () => {
		const session = by(await opened());
		const payout = { params: params(), body: { request: "payout", input: {} } };
		await expect(call(session, askPlugin, payout)).rejects.toMatchObject(refused(403, "NOT_ALLOWED"));
		const body = { ...(await call(session, getConfig, { params: params() })), timeZone: "Europe/Berlin" };
		await expect(call(session, putConfig, { params: params(), body })).rejects.toMatchObject(
			refused(403, "NOT_ALLOWED"),
		);
		await call(merchant, putConfig, { params: params(), body });
		const { timeZone: _, ...without } = body;
		await expect(call(session, putConfig, { params: params(), body: without })).rejects.toMatchObject(
			refused(403, "NOT_ALLOWED"),
		);
	});

	it("are not written over those that somebody else saved meanwhile", async () => {
		const session = by(await opened());
		const [config, ifRevision] = [await call(session, getConfig, { params: params() }), await revision()];
		const save = (rules: string[], known: string) =>
			call(session, putConfig, { params: params(), query: { ifRevision: known }, body: { ...config, rules } });
		await save(["theirs"], ifRevision);
		expect(await revision()).not.toBe(ifRevision);
		await expect(save(["mine"], ifRevision)).rejects.toMatchObject(refused(412, "VERSION_MOVED"));
		expect(await call(merchant, getConfig, { params: params() })).toMatchObject({ rules: ["theirs"] });
	});
});

describe("a link of the merchant's", () => {
	const link = async (connection = shop.id) =>
		call(merchant, createPageLink, { params: { connection }, body: { language: "en" } });
	const tokenOf = ({ url }: { url: string }) => new URL(url).hash.slice(1);
	const open = (token: string) => call({ baseUrl: hub.url }, openLinkedSession, { body: { link: token } });

	it("leads to the page alone, and opens one session of its connection", async () => {
		const made = await link();
		const { origin, pathname } = new URL(made.url);
		const page = await fetch(`${origin}${pathname}`);
		expect(page.status).toBe(200);
		expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
		expect(await page.text()).not.toContain(shop.name);

		const session = await open(tokenOf(made));
		expect(session).toMatchObject({ connection: shop.id, language: "en" });
		expect(await show(by(session))).toEqual(await show(merchant));
		const other = await addShop(hub, merchant, host, "https://elsewhere.example");
		await expect(show(by(session), other.id)).rejects.toMatchObject(refused(404, "NOT_FOUND"));
		await expect(open(tokenOf(made))).rejects.toMatchObject(refused(401, "USED_BEFORE"));
	});

	it("is good for five minutes, and worth nothing when anything of it is changed", async () => {
		const made = await link();
		hub.advance(5 * MINUTE);
		await expect(open(tokenOf(made))).rejects.toMatchObject(refused(401, "BAD_SIGNATURE"));
		const fresh = tokenOf(await link());
		for (const token of ["", "x", fresh.slice(0, -2), `${fresh.slice(0, 60)}AAAA${fresh.slice(64)}`]) {
			await expect(open(token)).rejects.toMatchObject({ problem: { status: token === "" ? 400 : 401 } });
		}
		await open(fresh);
	});

	it("is good once in whatever way it is written, and by however many who come together", async () => {
		const token = tokenOf(await link());
		const written = [token, `${token}=`, `${token}.`, `.${token}`, token.replaceAll("-", "+").replaceAll("_", "/")];
		const answers = await Promise.allSettled([...written, token, token].map(open));
		expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		for (const other of written) await expect(open(other)).rejects.toMatchObject({ problem: { status: 401 } });
	});

	it("is stored nowhere, also where its making is said to be one and the same request", async () => {
		const make = () => {
			const given = { params: { connection: shop.id }, body: {} };
			return call(merchant, createPageLink, given, { headers: { "idempotency-key": "one link" } });
		};
		const tokens = [tokenOf(await make()), tokenOf(await make())];
		await open(tokens[0] ?? "");
		const { rows } = await hub.sql.query(`SELECT t::text AS row FROM idempotency_keys t UNION ALL
		                                      SELECT t::text FROM embedded_sessions t`);
		for (const token of tokens) {
			expect(JSON.stringify(rows)).not.toContain(token);
			expect(hub.logged()).not.toContain(token);
		}
		await open(tokens[1] ?? "");
	});

	it("is made for one's own connections, and not from the page itself", async () => {
		const stranger = await hub.newMerchant("Stranger");
		const given = { params: { connection: shop.id }, body: {} };
		await expect(call(stranger, createPageLink, given)).rejects.toMatchObject(refused(404, "NOT_FOUND"));
		await expect(call(by(await open(tokenOf(await link()))), createPageLink, given)).rejects.toMatchObject(
			refused(403, "NOT_ALLOWED"),
		);
		expect(hub.logged()).not.toContain(tokenOf(await link()));
	});

	it("connects again what was disconnected in Kontor, which the shop's admin may not (A8)", async () => {
		const own = await addShop(hub, merchant, host, "https://again.example");
		const params = { connection: own.id };
		const [fromShop, fromKontor] = [by(await opened({}, host, own.id)), by(await open(tokenOf(await link(own.id))))];
		expect((await call(fromKontor, disconnectConnection, { params })).state).toBe("disconnected");
		await expect(call(fromShop, connectConnection, { params })).rejects.toMatchObject({
			problem: { code: "CONFLICT", forMerchant: { de: expect.stringContaining("in Kontor getrennt") } },
		});
		expect((await call(fromKontor, connectConnection, { params })).state).toBe("checking");
		// What was ended in the shop is begun again there.
		await call(fromShop, disconnectConnection, { params });
		expect((await call(fromShop, connectConnection, { params })).state).toBe("checking");
		// Its consent page is another way to the same end, and what the merchant ends after the shop has, he ends in Kontor.
		await call(fromShop, disconnectConnection, { params });
		await call(fromKontor, disconnectConnection, { params });
		const endedInKontor = { code: "CONFLICT", forMerchant: { en: expect.stringContaining("disconnected in Kontor") } };
		await expect(call(fromShop, authorizeConnection, { params, body: {} })).rejects.toMatchObject({
			problem: endedInKontor,
		});
		await expect(call(fromShop, connectConnection, { params })).rejects.toMatchObject({ problem: endedInKontor });
		expect(await show(fromShop, own.id)).toMatchObject({ state: "disconnected", authorizeUrl: null });
		expect((await call(fromKontor, authorizeConnection, { params, body: {} })).state).toBe("authorizing");
	});

	it("begins at the consent page again, and says nothing of where that leads afterwards", async () => {
		const own = await addShop(hub, merchant, host, "https://consent.example");
		const session = by(await open(tokenOf(await link(own.id))));
		const elsewhere = { params: { connection: own.id }, body: { returnUrl: "https://elsewhere.example" } };
		await expect(call(session, authorizeConnection, elsewhere)).rejects.toMatchObject(refused(403, "NOT_ALLOWED"));
		const again = await call(session, authorizeConnection, { params: { connection: own.id }, body: {} });
		expect(again).toMatchObject({ state: "authorizing", authorizeUrl: null });
	});
});

describe("the page", () => {
	const get = (path: string) => fetch(`${hub.url}/embedded/${path}`);
	const policyOf = (response: Response) =>
		Object.fromEntries(
			(response.headers.get("content-security-policy") ?? "").split("; ").map((directive) => {
				const [name = "", ...sources] = directive.split(" ");
				return [name, sources.join(" ")];
			}),
		);

	it("may be shown by its shop's admin and nobody else, and runs what comes in files", async () => {
		const response = await get(`testshop/${shop.id}?signed=1`);
		expect(response.status).toBe(200);
		expect(policyOf(response)).toEqual({
			"default-src": "'none'",
			"script-src": "'self' https://cdn.platform.example",
			"style-src": "'self'",
			"img-src": "'self' data:",
			"font-src": "'self'",
			"connect-src": `'self' ${HOST}`,
			"frame-ancestors": "https://shop.example https://www.shop.example https://admin.platform.example",
			"base-uri": "'none'",
			"form-action": "'none'",
		});
		expect(response.headers.get("x-frame-options")).toBeNull();
		expect(response.headers.get("referrer-policy")).toBe("no-referrer");
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
		const html = await response.text();
		expect(html).toContain('<meta name="platform-key" content="a&quot;b">');
		expect(html).toContain(`${HOST}/embed/testshop/${shop.id}`);
		expect(html).not.toMatch(/<script>|signed=1/);
	});

	it("is found by the shop that its address names, where the platform has one for all", async () => {
		const response = await get("testshop?shop=https%3A%2F%2Fwww.new.example%3A8443%2Fpath");
		const own = "https://www.new.example:8443 https://new.example:8443";
		expect(policyOf(response)["frame-ancestors"]).toBe(`${own} https://admin.platform.example`);
		expect(await response.text()).toContain(`${HOST}/embed/testshop&quot;`);
	});

	it.each([
		["another plugin's connection", () => `other/${shop.id}`],
		["no connection", () => `testshop/${crypto.randomUUID()}`],
		["no id", () => "testshop/1"],
		["no shop", () => "testshop"],
		["what is no shop's address", () => "testshop?shop=javascript:alert(1)"],
		["no plugin", () => "nobody?shop=https://new.example"],
	])("is none for %s: words without scripts, which anybody may show", async (_, path) => {
		const response = await get(path());
		expect(response.status).toBe(404);
		expect(response.headers.get("content-security-policy")).toBe(
			"default-src 'none'; base-uri 'none'; form-action 'none'",
		);
		expect(await response.text()).toContain("No shop belongs to this address");
	});

	it("is where hosts send browsers, and is told them with the connection", async () => {
		const { connections } = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(connections[0]?.pageUrl).toBe(`${hub.url}/embedded/testshop/${shop.id}`);
		const plain = await hub.newHost(testManifest({ id: "plain" }));
		const body = { plugin: "plain", name: "P", config: { url: "https://p.example" }, secrets: { apiKey: "key" } };
		const { id } = await call(merchant, createConnection, { body });
		const { connections: without } = await call(plain, listConnections, { body: { only: [id] } });
		expect(without[0]).not.toHaveProperty("pageUrl");
	});
});
