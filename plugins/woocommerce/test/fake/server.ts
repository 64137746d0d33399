import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiAnswer, type ApiRequest, refusal } from "./answers.ts";
import { refuse } from "./authentication.ts";
import { control } from "./control.ts";
import { orderRoutes } from "./order-routes.ts";
import { otherRoutes } from "./other-routes.ts";
import type { Shop } from "./state.ts";

const API = "/wp-json/wc/v3/";
/** Of Kontor's plugin for WordPress. */
const KONTOR = "/wp-json/wc-kontor/v1/";
const CONTROL = "/__fake/";

/** Serves a fake shop on 127.0.0.1. `x-forwarded-proto: https` makes it believe it is called over https. */
export async function serve(shop: Shop, port = 0): Promise<Server> {
	const server = createServer((request, response) => {
		void handle(shop, request)
			.catch((error: unknown) => refusal(500, "internal_error", String(error)))
			.then((answer) => send(shop, response, answer));
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return server;
}

/** The clock of a shop is what its answers say (PRODUCT A7). */
function send(shop: Shop, response: ServerResponse, { status, headers, body }: ApiAnswer): void {
	const page = typeof body === "string";
	response.writeHead(status, {
		date: shop.now().toUTCString(),
		"content-type": page ? "text/html; charset=UTF-8" : "application/json; charset=UTF-8",
		...headers,
	});
	response.end(page ? body : JSON.stringify(body));
}

async function handle(shop: Shop, request: IncomingMessage): Promise<ApiAnswer> {
	const url = new URL(request.url ?? "/", shop.url);
	const method = request.method ?? "GET";
	const text = await bodyOf(request);
	const below = (prefix: string): ApiRequest => ({
		method,
		path: url.pathname.slice(prefix.length).replace(/\/+$/, ""),
		query: url.searchParams,
		body: text === "" ? {} : JSON.parse(text),
	});
	if (url.pathname.startsWith(CONTROL)) return (await control(shop, below(CONTROL))) ?? notFound();
	if (url.pathname === "/wc-auth/v1/authorize") return consent(shop, url.searchParams);
	const namespace = [API, KONTOR].find((prefix) => url.pathname.startsWith(prefix));
	if (namespace === undefined || shop.permalinks === "plain") return notFound();
	const https = request.headers["x-forwarded-proto"] === "https";
	const refused = refuse(shop, method, url, request.headers.authorization, https);
	if (refused !== null) return refused;
	shop.write = method === "GET" ? null : ++shop.writes;
	try {
		if (namespace === KONTOR) return invoice(shop, below(KONTOR)) ?? noRoute();
		return orderRoutes(shop, below(API)) ?? otherRoutes(shop, below(API)) ?? noRoute();
	} finally {
		shop.write = null;
	}
}

function invoice(shop: Shop, { method, path }: ApiRequest): ApiAnswer | null {
	const [, id] = /^orders\/(\d+)\/invoice$/.exec(path) ?? [];
	if (id === undefined || method !== "GET" || shop.invoices.size === 0) return null;
	const found = shop.invoices.get(Number(id));
	if (found === undefined) return refusal(404, "kontor_no_invoice", "There is no invoice.");
	return { status: 200, body: { number: found.number, pdf: Buffer.from(found.pdf).toString("base64") } };
}

/** The merchant signs in and consents: the keys go to the callback, unauthenticated, and the browser back. */
async function consent(shop: Shop, query: URLSearchParams): Promise<ApiAnswer> {
	const keys = {
		key_id: 1,
		user_id: query.get("user_id"),
		consumer_key: shop.consumerKey,
		consumer_secret: shop.consumerSecret,
		key_permissions: query.get("scope"),
	};
	const posted = await fetch(query.get("callback_url") ?? "", {
		method: "POST",
		headers: { "content-type": "application/json;charset=utf-8" },
		body: JSON.stringify(keys),
	});
	if (posted.status !== 200) return { status: 401, body: "<p>Error: An error occurred in the request.</p>" };
	const back = new URL(query.get("return_url") ?? "");
	back.searchParams.set("success", "1");
	back.searchParams.set("user_id", query.get("user_id") ?? "");
	return { status: 302, body: "", headers: { location: back.href } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString("utf8");
}

function noRoute(): ApiAnswer {
	return refusal(404, "rest_no_route", "Es wurde keine Route gefunden, die mit der URL und der Methode übereinstimmt.");
}

function notFound(): ApiAnswer {
	return { status: 404, body: "<!DOCTYPE html><title>Seite nicht gefunden</title>" };
}
