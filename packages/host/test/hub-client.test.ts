import { listConnections, settleWork } from "@kontor/protocol";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { HubClient, isProblem } from "../src/hub-client.ts";

const log = pino({ level: "silent" });
const PARAMS = { connection: "5d0a4dfb-8d28-4a36-8f29-1f5a3a4d2c11", work: "5d0a4dfb-8d28-4a36-8f29-1f5a3a4d2c12" };

function hub(...answers: (() => Response)[]): { client: HubClient; asked: () => number } {
	let asked = 0;
	const answer = async () => answers[Math.min(asked++, answers.length - 1)]?.() ?? Response.error();
	return { client: new HubClient({ baseUrl: "http://hub.test", key: "k", log, fetch: answer }), asked: () => asked };
}

function problem(status: number, code: string, retry: string): () => Response {
	return () => new Response(JSON.stringify({ title: code, status, code, retry }), { status });
}

const done = () => new Response(null, { status: 204 });

describe("HubClient", () => {
	it("persists through a hub that is down, starting, or hidden behind a proxy", async () => {
		const refused = () => {
			throw new TypeError("fetch failed");
		};
		const proxy = () => new Response("<html>", { status: 502 });
		const { client, asked } = hub(refused, problem(503, "NOT_READY", "later"), proxy, done);
		await client.persist(settleWork, { params: PARAMS, body: { kind: "returned" } });
		expect(asked()).toBe(4);
	});

	it("leaves a hub alone as long as it asks for, or a proxy before it", async () => {
		const limited = { title: "", status: 429, code: "TOO_MANY", retry: "later", retryAfterMs: 120 };
		const asked = () => new Response(JSON.stringify(limited), { status: 429 });
		const byProxy = () => new Response("<html>", { status: 503, headers: { "retry-after": "1" } });
		const { client } = hub(asked, byProxy, done);
		const began = performance.now();
		await client.persist(settleWork, { params: PARAMS, body: { kind: "returned" } });
		// Timers may be a millisecond early.
		expect(performance.now() - began).toBeGreaterThanOrEqual(1_118);
	});

	it("does not repeat what the hub refused for good", async () => {
		const { client, asked } = hub(problem(409, "SETTLED_OTHERWISE", "never"));
		const refused = client.persist(settleWork, { params: PARAMS, body: { kind: "returned" } });
		await expect(refused).rejects.toSatisfy((error) => isProblem(error, "SETTLED_OTHERWISE"));
		expect(asked()).toBe(1);
	});

	it("stops trying when it is told to", async () => {
		const { client } = hub(problem(503, "NOT_READY", "later"));
		const ended = client.persist(settleWork, { params: PARAMS, body: { kind: "returned" } }, AbortSignal.timeout(50));
		await expect(ended).rejects.toMatchObject({ name: "AbortError" });
	});

	it("knows how far the hub's clock is from ours, and takes small differences for none", async () => {
		const answer = (aheadMs: number) => () =>
			new Response('{"connections":[]}', { headers: { date: new Date(Date.now() + aheadMs).toUTCString() } });
		const { client } = hub(answer(-120_000), answer(2000));
		await client.call(listConnections, { body: {} });
		expect(client.skewMs).toBeGreaterThan(-122_000);
		expect(client.skewMs).toBeLessThan(-118_000);
		await client.call(listConnections, { body: {} });
		expect(client.skewMs).toBe(0);
	});
});
