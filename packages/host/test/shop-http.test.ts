import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { faultOfFailure } from "@kontor/connector";
import { afterEach, describe, expect, it } from "vitest";
import { Limiter } from "../src/shop-http/limiter.ts";
import { sender } from "../src/shop-http/send.ts";
import { type ShopHttpOptions, shopHttp } from "../src/shop-http/shop-http.ts";

const open: (() => unknown)[] = [];

afterEach(async () => {
	for (const close of open.splice(0)) await close();
});

async function shop(answer: RequestListener): Promise<string> {
	const server: Server = createServer(answer);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push(() => server.close().closeAllConnections());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function http(options: Partial<ShopHttpOptions> = {}, allowPrivateAddresses = true): typeof fetch {
	const send = sender({ connectMs: 500, allowPrivateAddresses });
	open.push(() => send.close());
	const limiter = new Limiter({ requestsPerSecond: 1000, concurrency: 4 });
	return shopHttp({ send, limiter, signal: new AbortController().signal, answerMs: 300, mostBytes: 1000, ...options });
}

async function failure(call: Promise<unknown>): Promise<unknown> {
	return call.then(
		() => expect.unreachable("the call succeeded"),
		(error: unknown) => error,
	);
}

describe("shopHttp", () => {
	it("sends what the connector gave, and hands the decoded answer back", async () => {
		const url = await shop((request, response) => {
			request.pipe(
				response.writeHead(201, { "x-asked": `${request.method} ${request.url} ${request.headers["x-key"]}` }),
			);
		});
		const answer = await http()(new URL("/orders?a=1", url), {
			method: "PUT",
			body: "päid",
			headers: { "x-key": "k" },
		});
		expect([answer.status, answer.headers.get("x-asked"), await answer.text()]).toEqual([
			201,
			"PUT /orders?a=1 k",
			"päid",
		]);
	});

	it("names no length or encoding that the bytes no longer have", async () => {
		const url = await shop((_request, response) => {
			response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(100)));
		});
		const answer = await http()(url);
		expect([await answer.text(), answer.headers.get("content-encoding")]).toEqual(["x".repeat(100), null]);
	});

	it("follows no redirect", async () => {
		const url = await shop((_request, response) => response.writeHead(302, { location: "http://10.0.0.1/" }).end());
		expect((await http()(url)).status).toBe(302);
	});

	it("gives an endless answer up, as an unexpected one", async () => {
		const url = await shop((_request, response) => response.end("x".repeat(2000)));
		expect(faultOfFailure("read", await failure(http()(url)))).toBe("unexpected-reply");
	});

	it("gives a missing answer up: a write may have arrived", async () => {
		const url = await shop(() => {});
		const error = await failure(http()(url, { method: "POST", body: "1" }));
		expect([faultOfFailure("write", error), faultOfFailure("read", error)]).toEqual(["unknown-outcome", "unavailable"]);
	});

	it("gives a body that stops half-way up in the same time", async () => {
		const url = await shop(
			(_request, response) => void response.writeHead(200, { "content-length": "500" }).write("half"),
		);
		expect(faultOfFailure("write", await failure(http()(url, { method: "POST" })))).toBe("unknown-outcome");
	});

	it("says that nothing was sent where nobody listens, or where it was stopped before its turn", async () => {
		const url = await shop(() => {});
		await open.pop()?.();
		const nobody = await failure(http()(url, { method: "POST" }));
		expect(faultOfFailure("write", nobody)).toBe("unavailable");
		const stopped = await failure(http({ signal: AbortSignal.abort() })(url, { method: "POST" }));
		expect(faultOfFailure("write", stopped)).toBe("unavailable");
	});

	it("calls no private address, whether written as a number or behind a name", async () => {
		let called = 0;
		const url = new URL(
			await shop((_request, response) => {
				called++;
				response.end();
			}),
		);
		const guarded = http({}, false);
		for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"]) {
			const error = await failure(guarded(`http://${host}:${url.port}/`));
			expect([host, faultOfFailure("write", error)]).toEqual([host, "bad-config"]);
		}
		expect(called).toBe(0);
	});
});
