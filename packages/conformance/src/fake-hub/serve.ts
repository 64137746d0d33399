import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Bytes, type Operation, ProblemError, problem } from "@kontor/protocol";
import * as z from "zod";

/** An operation's arguments, checked against its schemas. */
export interface Given {
	readonly params: Readonly<Record<string, string>>;
	readonly body: unknown;
}

export interface Implemented {
	readonly operation: Operation;
	readonly answer: (given: Given) => unknown;
}

/** One call as it came in: what a test searches for secrets. */
export interface Received {
	readonly operation: string;
	readonly body: string;
}

export interface Served {
	readonly url: string;
	readonly received: readonly Received[];
	/** While true, connections are cut off without an answer. */
	down: boolean;
	close(): Promise<void>;
}

/** Serves operations over HTTP on a free port of this machine, with bearer key and problem+json as the hub does. */
export async function serve(key: string, implemented: readonly Implemented[]): Promise<Served> {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		if (state.down) return void request.socket.destroy();
		answer(request)
			.then(([status, result]) => state.down || reply(response, status, result))
			.catch((error: unknown) => reply(response, ...failed(error)));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	async function answer(request: IncomingMessage): Promise<[status: number, result: unknown]> {
		const { pathname } = new URL(request.url ?? "/", url);
		const found = match(implemented, request.method ?? "", pathname);
		if (found === null) throw problem("NOT_FOUND", { detail: pathname });
		const bytes = new Uint8Array(await buffer(request));
		received.push({ operation: found.operation.id, body: Buffer.from(bytes).toString("latin1") });
		if (request.headers.authorization !== `Bearer ${key}`) throw problem("NO_CREDENTIAL");
		const { operation } = found;
		const params = checked(operation.params, found.params) as Given["params"];
		const body = checked(operation.body, bodyOf(operation, bytes));
		const result: unknown = await found.answer({ params, body });
		return [operation.status, checked(operation.result, result)];
	}

	const state: Served = {
		url,
		received,
		down: false,
		async close() {
			server.close();
			server.closeAllConnections();
		},
	};
	return state;
}

function match(implemented: readonly Implemented[], method: string, pathname: string) {
	for (const one of implemented) {
		const names = [...one.operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
		const pattern = new RegExp(`^${one.operation.path.replace(/\{\w+\}/g, "([^/]+)")}$`);
		const values = one.operation.method.toUpperCase() === method ? pattern.exec(pathname)?.slice(1) : undefined;
		if (values === undefined) continue;
		return { ...one, params: Object.fromEntries(values.map((value, at) => [names[at], decodeURIComponent(value)])) };
	}
	return null;
}

function bodyOf({ body }: Operation, bytes: Uint8Array): unknown {
	if (body === Bytes) return bytes;
	return bytes.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(bytes));
}

function checked(schema: z.ZodType, value: unknown): unknown {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
	throw problem("INVALID_REQUEST", { issues, detail: z.prettifyError(parsed.error) });
}

function failed(error: unknown): [number, unknown] {
	const answered = error instanceof ProblemError ? error : problem("INTERNAL", { detail: String(error) });
	return [answered.problem.status, answered.problem];
}

function reply(response: ServerResponse, status: number, result: unknown): void {
	response.writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json" });
	response.end(result === undefined ? undefined : JSON.stringify(result));
}
