import { OrderRef } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { order, pair, SECRET, stub } from "./stub.ts";

describe("a request", () => {
	it("to read an order posts it, or that it is gone", async () => {
		const { hub, connection } = await pair(stub({ read: async (_ctx, ref) => (ref === "1" ? order(1) : null) }));
		hub.book(connection.id).store({ items: [{ order: order(2) }] });
		expect(await hub.request(connection.id, "read", { ref: "1" })).toEqual({ kind: "result", result: { found: true } });
		expect(await hub.request(connection.id, "read", { ref: "2" })).toEqual({
			kind: "result",
			result: { found: false },
		});
		expect([...hub.book(connection.id).orders.keys()]).toEqual(["2", "1"]);
		expect([...hub.book(connection.id).gone]).toEqual(["2"]);
	});

	it("to find an order tells what a status takes, and posts nothing", async () => {
		const customer = { name: "Ada", email: "ada@example.org", billing: {} };
		const find = async (_ctx: unknown, number: string) =>
			[order(1, { customer }), order(2)].filter((one) => one.number === number);
		const { hub, connection } = await pair(stub({ find }, { capabilities: { findsOrders: true } }));
		const found = async (number: string) => hub.request(connection.id, "find", { number });
		expect(await found("R-1")).toEqual({
			kind: "result",
			result: { orders: [{ ref: "1", number: "R-1", statuses: { order: "open" }, email: "ada@example.org" }] },
		});
		expect(await found("R-2")).toMatchObject({ result: { orders: [{ email: null }] } });
		expect(await found("R-3")).toEqual({ kind: "result", result: { orders: [] } });
		expect(hub.book(connection.id).orders.size).toBe(0);
		const other = await pair(stub());
		expect(await other.hub.request(other.connection.id, "find", { number: "R-1" })).toMatchObject({
			fault: { fault: "unsupported" },
		});
	});

	it("for a document puts it to the hub", async () => {
		const bytes = new TextEncoder().encode("%PDF-1.7");
		const document = async (_ctx: unknown, _ref: unknown, id: string) =>
			id === "doc 1/a" ? ({ contentType: "application/pdf", bytes } as const) : null;
		const { hub, connection } = await pair(stub({ document }));
		const asked = { ref: "1", documentRef: "doc 1/a" };
		expect(await hub.request(connection.id, "document", asked)).toEqual({ kind: "result", result: { stored: true } });
		expect(hub.documents.get(`${connection.id}/1/doc 1/a`)).toEqual(bytes);
		const other = { ref: "1", documentRef: "none" };
		expect(await hub.request(connection.id, "document", other)).toEqual({ kind: "result", result: { stored: false } });
	});

	it("to renew secrets puts the new ones to the hub, and works with them from then on", async () => {
		const seen: unknown[] = [];
		const connector = stub({
			refreshSecrets: async () => ({ secrets: { token: "renewed-token" }, refreshBefore: "2027-01-01T00:00:00Z" }),
			async describe(ctx) {
				seen.push(ctx.secrets.token);
				return { paymentMethods: [], statuses: {} };
			},
		});
		const { hub, connection } = await pair(connector);
		const ended = await hub.request(connection.id, "refresh-secrets");
		expect(ended).toEqual({ kind: "result", result: { refreshBefore: "2027-01-01T00:00:00Z" } });
		await hub.request(connection.id, "describe");
		expect(seen).toEqual(["renewed-token"]);
	});

	it("of the plugin's own is checked by its schemas in both directions", async () => {
		const schema = { input: z.object({ n: z.int() }), output: z.object({ twice: z.int() }) };
		const twice = async (_ctx: unknown, input: unknown) => ({ twice: schema.input.parse(input).n * 2 });
		const broken = async () => ({ twice: "no number" });
		const requests = { twice: schema, broken: schema };
		const { hub, connection } = await pair(stub({ requests: { twice, broken } }, { capabilities: { requests } }));
		const ask = (name: string, input: unknown) => hub.request(connection.id, name, input);
		expect(await ask("twice", { n: 21 })).toEqual({ kind: "result", result: { twice: 42 } });
		expect(await ask("twice", { n: "x" })).toMatchObject({ fault: { fault: "invalid-input" } });
		expect(await ask("broken", { n: 1 })).toMatchObject({ fault: { fault: "unexpected-reply" } });
		expect(await ask("unheard-of", {})).toMatchObject({ fault: { fault: "unsupported" } });
		expect(await ask("document", { ref: "1", documentRef: "1" })).toMatchObject({ fault: { fault: "unsupported" } });
	});
});

describe("a consent", () => {
	const connect = {
		begin: async (_ctx: unknown, { url, returnUrl, nonce }: { url: string; returnUrl: string; nonce: string }) => ({
			redirect: `https://shop.example/authorize?${new URLSearchParams({ url, returnUrl, nonce })}`,
		}),
		async complete(_ctx: unknown, raw: { body: Uint8Array }) {
			const { nonce, token } = JSON.parse(new TextDecoder().decode(raw.body));
			if (nonce === undefined) return { ok: false, reason: "no nonce", response: { status: 400 } } as const;
			return { ok: true, nonce, secrets: { token }, response: { status: 200, body: "thanks" } } as const;
		},
	};

	it("goes from the shop's page to the connection's secrets, once", async () => {
		const { hub, host, connection } = await pair(stub({ connect }), { secrets: null });
		await host.ready;
		const nonce = hub.expectConsent(connection.id);
		const begun = await hub.request(connection.id, "begin-connect", { nonce, returnUrl: null });
		const { redirect } = z.object({ result: z.object({ redirect: z.string() }) }).parse(begun).result;
		const callback = new URL(redirect).searchParams.get("url") ?? "";
		expect(callback).toBe(`${host.url}/connect/stub/${connection.id}`);
		const send = (body: object) => fetch(callback, { method: "POST", body: JSON.stringify(body) });
		expect((await send({ nonce: "forged-nonce-forged-nonce", token: "x" })).status).toBe(403);
		const answered = await send({ nonce, token: SECRET });
		expect([answered.status, await answered.text()]).toEqual([200, "thanks"]);
		expect(hub.connection(connection.id).secrets).toEqual({ token: SECRET });
		expect((await send({ nonce, token: "again" })).status).toBe(403);
		expect((await send({ token: "x" })).status).toBe(400);
		hub.setDown(true);
		expect((await send({ nonce, token: "x" })).status).toBe(503);
	});
});

describe("a shop's call", () => {
	it("for a connection nobody knows is not found, and asks the hub once", async () => {
		const { hub, host } = await pair(stub());
		await host.ready;
		const unknown = `${host.url}/webhooks/5d0a4dfb-8d28-4a36-8f29-1f5a3a4d2c11`;
		for (const url of [unknown, unknown, `${host.url}/webhooks/1`, `${host.url}/nowhere`]) {
			expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(404);
		}
		expect(hub.received.filter(({ operation }) => operation === "listConnections")).toHaveLength(2);
	});

	it("that names changed orders has them read and stored", async () => {
		const receive = async () => ({ orders: [], changed: ["1", "2"].map((ref) => OrderRef.parse(ref)) });
		const { hub, host, connection } = await pair(
			stub({ receive, read: async (_ctx, ref) => (ref === "1" ? order(1) : null) }),
		);
		await host.ready;
		hub.book(connection.id).store({ items: [{ order: order(2) }] });
		const answer = await fetch(`${host.url}/webhooks/${connection.id}`, { method: "POST", body: "{}" });
		expect(answer.status).toBe(200);
		expect([...hub.book(connection.id).orders.keys()]).toEqual(["2", "1"]);
		expect([...hub.book(connection.id).gone]).toEqual(["2"]);
	});

	it("that the plugin cannot read is a bad request, never a failure of ours", async () => {
		const receive = () => Promise.reject(new TypeError(`cannot read ${SECRET}`));
		const { host, connection } = await pair(stub({ receive }));
		await host.ready;
		const answer = await fetch(`${host.url}/webhooks/${connection.id}`, { method: "POST", body: "{}" });
		expect([answer.status, await answer.text()]).toEqual([400, ""]);
	});

	it("of a platform reaches the plugin's route as it came in", async () => {
		const register = async (raw: { method: string; url: string; headers: Headers; body: Uint8Array }) => ({
			status: 201,
			headers: { "content-type": "application/json" },
			body: JSON.stringify([raw.method, raw.url, raw.headers.get("x-signature"), raw.body.length]),
		});
		const { host } = await pair(stub({ routes: { register } }, { capabilities: { routes: ["register"] } }));
		const url = `${host.url}/routes/stub/register?shop-url=https://a.example/%7Ex&b=`;
		const answer = await fetch(url, { method: "PUT", body: "häß", headers: { "x-signature": "abc" } });
		expect([answer.status, await answer.json()]).toEqual([
			201,
			["PUT", "/routes/stub/register?shop-url=https://a.example/%7Ex&b=", "abc", 5],
		]);
		expect((await fetch(`${host.url}/routes/stub/toString`)).status).toBe(404);
		expect((await fetch(`${host.url}/routes/other/register`)).status).toBe(404);
		expect(await (await fetch(`${host.url}/healthz`)).json()).toEqual({ status: "ok" });
	});
});
