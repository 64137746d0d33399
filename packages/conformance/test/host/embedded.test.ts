import { type Connector, ConnectorError, type EmbedResult } from "@kontor/connector";
import { expect, it } from "vitest";
import * as z from "zod";
import { type Pair, pair, stub } from "./stub.ts";

const GOOD: EmbedResult = {
	ok: true,
	once: "signature-1",
	validUntil: "2027-01-01T00:00:00Z",
	language: "de",
	person: "Chefin",
};
const embedded = { ancestors: ["https://shop.example"], opensWith: { parameter: "shop", field: "shop" } };
const config = z.object({ shop: z.string().optional() });

const embeds = (embed: NonNullable<Connector["embed"]>): Connector =>
	stub({ embed }, { config, capabilities: { embedded } });

/** Asks as the page does, of another origin than the host's. */
async function ask({ host }: Pair, path: string, headers: Record<string, string> = {}) {
	await host.ready;
	const answer = await fetch(`${host.url}/embed/${path}`, { method: "POST", headers });
	expect(answer.headers.get("access-control-allow-origin")).toBe("*");
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

it("hands the plugin what the page was opened with as it came, and the page a session, once", async () => {
	const seen: unknown[] = [];
	const opened = await pair(
		embeds(async (ctx, { url, headers }) => {
			seen.push([url, headers.get("authorization"), ctx.webhook?.url]);
			return GOOD;
		}),
	);
	const { id } = opened.connection;
	const path = `stub/${id}?shop-url=http://a/b&x=%2f&signature=1`;
	const session = await ask(opened, path, { authorization: "Bearer token" });
	expect(session).toMatchObject({ status: 201, body: { connection: id, key: "session-1", language: "de" } });
	expect(seen).toEqual([[`/embed/${path}`, "Bearer token", `${opened.host.url}/webhooks/${id}`]]);
	expect(await ask(opened, path)).toMatchObject({
		status: 401,
		body: { code: "USED_BEFORE", forMerchant: { de: expect.stringContaining("schon einmal verwendet") } },
	});
});

it.each([
	["forged", 401, "BAD_SIGNATURE", "valid signature"],
	["expired", 401, "BAD_SIGNATURE", "expired"],
	["otherShop", 403, "NOT_ALLOWED", "another shop"],
] as const)("says in both languages that what opened it is %s", async (reason, status, code, words) => {
	const refused = await pair(embeds(async () => ({ ok: false, reason })));
	const answer = await ask(refused, `stub/${refused.connection.id}`);
	expect(answer).toMatchObject({
		status,
		body: { code, forMerchant: { de: expect.any(String), en: expect.stringContaining(words) } },
	});
	expect(refused.hub.received.filter(({ operation }) => operation === "openEmbeddedSession")).toEqual([]);
});

it("is nobody's where there is no such connection, plugin or page", async () => {
	const opened = await pair([embeds(async () => GOOD), stub({}, { id: "plain" })]);
	const plain = opened.hub.connect({
		plugin: "plain",
		config: {},
		secrets: { token: "x" },
		scope: opened.connection.scope,
	});
	for (const path of [`stub/${crypto.randomUUID()}`, "stub/1", `plain/${opened.connection.id}`, `plain/${plain.id}`]) {
		expect(await ask(opened, path), path).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
	}
});

it("is found by the shop that its address names, where only one connection is that shop", async () => {
	const opened = await pair(embeds(async (ctx) => ({ ...GOOD, once: `once ${String(ctx.config.shop)}` })));
	const connect = (shop: string) =>
		opened.hub.connect({
			plugin: "stub",
			config: { shop },
			secrets: { token: "x" },
			scope: opened.connection.scope,
		});
	const [one, ...twice] = [connect("one"), connect("twice"), connect("twice")] as const;
	// A host hears of a connection by its work.
	for (const { id } of [one, ...twice]) await opened.hub.request(id, "check");
	expect(await ask(opened, "stub?shop=one")).toMatchObject({ status: 201, body: { connection: one.id } });
	expect(await ask(opened, "stub?shop=twice")).toMatchObject({ status: 404 });
	expect(await ask(opened, "stub?shop=other")).toMatchObject({ status: 404 });
	expect(await ask(opened, "stub")).toMatchObject({ status: 404 });
});

it("can be tried again where shop or hub do not answer, and says so", async () => {
	const unavailable = new ConnectorError("unavailable", "no answer", { code: "X" });
	const refused = await pair(embeds(async () => Promise.reject(unavailable)));
	const answer = await ask(refused, `stub/${refused.connection.id}`);
	expect(answer).toMatchObject({ status: 503, body: { retry: "later", forMerchant: { de: expect.any(String) } } });
});

it("sends browsers on to the hub's page, query and all", async () => {
	const opened = await pair(embeds(async () => GOOD));
	const { id } = opened.connection;
	opened.hub.change(id, { pageUrl: "https://hub.example/embedded/stub/1" });
	await opened.host.ready;
	await opened.hub.request(id, "check");
	const sent = await fetch(`${opened.host.url}/embed/stub/${id}?a=%2f&signature=1`, { redirect: "manual" });
	expect(sent.status).toBe(302);
	expect(sent.headers.get("location")).toBe("https://hub.example/embedded/stub/1?a=%2f&signature=1");
	const unknown = await fetch(`${opened.host.url}/embed/stub/${crypto.randomUUID()}`, { redirect: "manual" });
	expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining("not connected with Kontor")]);
});
