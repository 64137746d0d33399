import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Answer, type Asking, refusal } from "./answer.ts";
import { finances } from "./finances.ts";
import { createFulfillment, getOrder, listFulfillments, listOrders } from "./fulfillment.ts";
import { notificationApi } from "./notification-api.ts";
import { authorize, token } from "./oauth.ts";
import { cancellation, trading } from "./older-apis.ts";
import type { Ebay } from "./state.ts";

/** Serves a fake eBay on 127.0.0.1, all of its hosts at once. */
export async function serve(ebay: Ebay, acceptUrl: () => string): Promise<Server> {
	const server = createServer((request, response) => {
		void handle(ebay, request, acceptUrl)
			.catch((error: unknown): Answer => ({ status: 500, body: `the fake failed: ${String(error)}` }))
			.then((answer) => send(ebay, response, answer));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	ebay.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return server;
}

function send(ebay: Ebay, response: ServerResponse, { status, body, headers }: Answer): void {
	const type = typeof body === "string" ? "text/html; charset=utf-8" : "application/json";
	response.writeHead(status, { date: ebay.now().toUTCString(), "content-type": type, ...headers });
	response.end(typeof body === "object" ? JSON.stringify(body) : body);
}

async function handle(ebay: Ebay, request: IncomingMessage, acceptUrl: () => string): Promise<Answer> {
	const raw = request.url ?? "/";
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
	const text = (await buffer(request)).toString("utf8");
	const asking: Asking = { method: request.method ?? "GET", url: new URL(raw, ebay.url), raw, headers, text };
	const { pathname, searchParams } = asking.url;
	ebay.calls.push(`${asking.method} ${pathname}`);
	if (pathname === "/oauth2/authorize") return authorize(ebay, searchParams, acceptUrl());
	if (pathname === "/identity/v1/oauth2/token") return token(ebay, asking);
	return usedUp(ebay, pathname) ?? authenticated(ebay, asking, pathname);
}

/** The day's calls of an API are used up: 429 without a word on when it goes on. */
function usedUp(ebay: Ebay, pathname: string): Answer | null {
	const api = pathname.split("/").slice(1, 3).join("/");
	const left = ebay.quota.get(api);
	if (left === undefined) return null;
	ebay.quota.set(api, left - 1);
	return left > 0
		? null
		: refusal(429, 2001, "Too many requests. The request limit has been reached for the resource.", "ACCESS");
}

async function authenticated(ebay: Ebay, asking: Asking, pathname: string): Promise<Answer> {
	const [kind = "", given = ""] = (asking.headers.get("authorization") ?? "").split(" ");
	const iaf = asking.headers.get("x-ebay-api-iaf-token");
	const older = pathname === "/ws/api.dll" ? "" : pathname.startsWith("/post-order/") ? "IAF" : "Bearer";
	const known = ebay.accessTokens.get(older === "" ? (iaf ?? "") : kind === older ? given : "");
	if (known === undefined || known.expires <= ebay.now()) {
		return refusal(401, 1001, "Invalid access token", "OAuth");
	}
	const [, path] = /^\/commerce\/notification\/v1(\/.+)$/.exec(pathname) ?? [];
	if (path !== undefined) return notificationApi(ebay, asking, path, known.user !== null);
	if (pathname === "/developer/key_management/v1/signing_key" && known.user === null) return signingKey(ebay);
	if (known.user === null) return refusal(403, 1100, "Insufficient permissions to fulfill the request.", "ACCESS");
	if (pathname === "/commerce/identity/v1/user/") {
		const { userId, username } =
			[ebay.seller, ebay.signedIn].find(({ userId }) => userId === known.user) ?? ebay.seller;
		return { status: 200, body: { userId, username, accountType: "BUSINESS", registrationMarketplaceId: "EBAY_DE" } };
	}
	return ofSeller(ebay, asking, pathname);
}

/** The private key is shown this once. */
function signingKey(ebay: Ebay): Answer {
	ebay.signing = { jwe: `eyJ6aXAiOiJERUYi.${randomUUID()}`, ...generateKeyPairSync("ed25519") };
	const created = Math.floor(ebay.now().getTime() / 1000);
	return {
		status: 201,
		body: {
			signingKeyId: randomUUID(),
			signingKeyCipher: "ED25519",
			privateKey: ebay.signing.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
			publicKey: ebay.signing.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
			jwe: ebay.signing.jwe,
			creationTime: created,
			expirationTime: created + 3 * 365 * 86_400,
		},
	};
}

function ofSeller(ebay: Ebay, asking: Asking, pathname: string): Answer {
	const { method } = asking;
	if (pathname === "/ws/api.dll") return trading(ebay, asking);
	if (pathname === "/post-order/v2/cancellation" && method === "POST") return cancellation(ebay, asking);
	const [, money] = /^\/sell\/finances\/v1(\/.+)$/.exec(pathname) ?? [];
	if (money !== undefined) return finances(ebay, asking, money);
	if (pathname === "/sell/fulfillment/v1/order") return listOrders(ebay, asking);
	const [, id = "", parcels] =
		/^\/sell\/fulfillment\/v1\/order\/([^/]+)(\/shipping_fulfillment)?$/.exec(pathname) ?? [];
	if (id === "") return refusal(404, 2002, "Resource not found", "ACCESS");
	if (parcels === undefined) return getOrder(ebay, decodeURIComponent(id), asking);
	return method === "POST" ? createFulfillment(ebay, id, asking) : listFulfillments(ebay, id);
}
