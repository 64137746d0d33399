import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type ClientOptions,
	type Connection,
	call,
	connectConnection,
	createConnection,
	createHost,
	disconnectConnection,
	type EmbeddedSession,
	getConnection,
	listChanges,
	listConnections,
	OPERATIONS,
	openEmbeddedSession,
	patchConnection,
	putMapping,
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

let hub: TestHub;
let host: ClientOptions;
let merchant: ClientOptions & { id: string };
let shop: Connection;
let pages: string;

beforeAll(async () => {
	pages = await mkdtemp(join(tmpdir(), "kontor-pages-"));
	await writeFile(join(pages, "embedded.html"), '<head><meta name="kontor:page" content=""></head>');
	hub = await startTestHub({ pages });
	const manifest = testManifest();
	host = await hub.newHost({ ...manifest, capabilities: { ...manifest.capabilities, embedded: EMBEDDED } }, HOST);
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
