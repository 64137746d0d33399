import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiAnswer, answerOf, refusal } from "./routes.ts";
import type { Shop } from "./state.ts";

const API = "/api/";

/** Serves a fake shop on 127.0.0.1. */
export async function serve(shop: Shop, port = 0): Promise<Server> {
	const server = createServer((request, response) => {
		void handle(shop, request)
			.catch((error: unknown) => refusal(500, "0", String(error)))
			.then((answer) => send(shop, response, answer));
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return server;
}

/** The clock of a shop is what its answers say (PRODUCT A7). */
function send(shop: Shop, response: ServerResponse, { status, body }: ApiAnswer): void {
	const [type, bytes] = encoded(body);
	response.writeHead(status, { date: shop.now().toUTCString(), ...(type === null ? {} : { "content-type": type }) });
	response.end(bytes);
}

function encoded(body: unknown): [type: string | null, bytes: string | Uint8Array] {
	if (body === undefined) return [null, ""];
	if (body instanceof Uint8Array) return ["application/pdf", body];
	if (typeof body === "string") return ["text/html; charset=UTF-8", body];
	return ["application/json", JSON.stringify(body)];
}

async function handle(shop: Shop, request: IncomingMessage): Promise<ApiAnswer> {
	const path = (request.url ?? "/").split("?")[0] ?? "/";
	const text = await bodyOf(request);
	if (!path.startsWith(API)) return { status: 404, body: "<!DOCTYPE html><title>Seite nicht gefunden</title>" };
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
	const body = text === "" ? {} : JSON.parse(text);
	return answerOf(shop, { method: request.method ?? "GET", path: path.slice(API.length), headers, body });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString("utf8");
}
