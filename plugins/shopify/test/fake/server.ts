import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { answer } from "./graphql.ts";
import { accessToken, authorize, isValid, type OauthAnswer } from "./oauth.ts";
import type { Shop } from "./state.ts";

/** Serves a fake shop on 127.0.0.1. */
export async function serve(shop: Shop, port = 0): Promise<Server> {
	const server = createServer((request, response) => {
		void handle(shop, request)
			.catch((error: unknown) => ({ status: 500, body: `the fake failed: ${String(error)}` }))
			.then((given) => send(shop, response, given));
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return server;
}

function send(shop: Shop, response: ServerResponse, { status, body, headers }: OauthAnswer): void {
	const plain = typeof body === "string" || Buffer.isBuffer(body);
	response.writeHead(status, {
		date: shop.now().toUTCString(),
		"content-type": plain ? "text/html; charset=utf-8" : "application/json; charset=utf-8",
		...headers,
	});
	response.end(plain ? body : JSON.stringify(body));
}

async function handle(shop: Shop, request: IncomingMessage): Promise<OauthAnswer> {
	const url = new URL(request.url ?? "/", shop.url);
	const text = (await buffer(request)).toString("utf8");
	if (url.pathname === "/admin/oauth/authorize") return authorize(shop, url.searchParams);
	if (url.pathname === "/admin/oauth/access_token") return accessToken(shop, new URLSearchParams(text));
	const [, file] = /^\/bulk\/(\d+)\.jsonl$/.exec(url.pathname) ?? [];
	if (file !== undefined) return piece(shop, Number(file), request.headers.range);
	if (!/^\/admin\/api\/\d{4}-\d\d\/graphql\.json$/.test(url.pathname)) return { status: 404, body: "Not Found" };
	const token = request.headers["x-shopify-access-token"];
	if (!isValid(shop, typeof token === "string" ? token : undefined)) {
		return {
			status: 401,
			body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
		};
	}
	return { status: 200, body: answer(shop, JSON.parse(text)) };
}

/** A part of a bulk operation's file (RFC 9110, 14): it may be shorter than what was asked for. */
function piece(shop: Shop, id: number, range = ""): OauthAnswer {
	const bytes = shop.bulks.get(id)?.bytes;
	if (bytes === undefined) return { status: 404, body: "Not Found" };
	const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
	if (from === undefined) return { status: 200, body: bytes };
	const start = Number(from);
	if (start >= bytes.length) return { status: 416, body: "", headers: { "content-range": `bytes */${bytes.length}` } };
	const end = Math.min(Number(to), start + shop.pieceBytes - 1, bytes.length - 1);
	return {
		status: 206,
		body: bytes.subarray(start, end + 1),
		headers: { "content-range": `bytes ${start}-${end}/${bytes.length}` },
	};
}
