import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Account, type AccountOptions } from "./fake/account.ts";
import { answer } from "./fake/api.ts";

export interface FakeEasybill {
	/** The API's address, without a slash at the end. */
	readonly url: string;
	readonly account: Account;
	readonly close: () => Promise<void>;
}

async function onItsWay({ options: { latencyMs } }: Account, method: string): Promise<void> {
	if (latencyMs !== undefined) await sleep(Math.random() * latencyMs[method === "GET" ? "read" : "write"]);
}

/** An account of easybill with its API over HTTP; its clock is what the answers say. */
export async function startFakeEasybill(options: AccountOptions = {}): Promise<FakeEasybill> {
	const account = new Account(options);
	const handle = async (request: IncomingMessage, response: ServerResponse) => {
		const { method = "GET" } = request;
		const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://fake");
		const given = await text(request);
		await onItsWay(account, method);
		const { status, body, bytes } = answer(account, {
			method,
			path: pathname.slice(1),
			query,
			headers: new Headers(request.headers as Record<string, string>),
			body: given,
		});
		await onItsWay(account, method);
		const type = bytes === undefined ? "application/json" : "application/pdf";
		response.writeHead(status, { date: account.now().toUTCString(), "content-type": type });
		response.end(bytes ?? (body === undefined ? undefined : JSON.stringify(body)));
	};
	const server = createServer((request, response) => void handle(request, response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		account,
		close: async () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
