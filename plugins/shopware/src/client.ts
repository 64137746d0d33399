import { type Effect, retryAfterMs } from "@kontor/connector";
import * as z from "zod";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { SwToken } from "./shapes.ts";
import { forgetToken, keepToken, keptToken } from "./token.ts";

interface Found {
	readonly rows: readonly unknown[];
	/** The shop's clock (HTTP Date) in UTC; null where it does not say. */
	readonly date: string | null;
}

/** The shop's Admin API. Every method throws ConnectorError only. */
export interface Api {
	/** A search reads, although it is a POST. */
	readonly search: (entity: string, criteria: object) => Promise<Found>;
	readonly get: (path: string) => Promise<unknown>;
	readonly bytes: (path: string) => Promise<Uint8Array>;
	readonly post: (path: string, body: object) => Promise<void>;
	readonly patch: (path: string, body: object) => Promise<void>;
}

interface Call {
	readonly effect: Effect;
	readonly method: string;
	readonly path: string;
	readonly body?: object;
	readonly accept?: string;
}

interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly bytes: Uint8Array;
}

const List = z.object({ data: z.array(z.unknown()) });

/** Where the Admin API of the configured shop is. */
function apiBase({ config: { url, allowHttp } }: Pick<Shop, "config">): string {
	if (!url.startsWith("https:") && allowHttp !== true) throw faults.notEncrypted();
	return `${url.replace(/\/+$/, "")}/api`;
}

export function connectTo(ctx: Shop): Api {
	const base = apiBase(ctx);

	async function call(given: Call): Promise<Answer> {
		const token = keptToken(ctx) ?? (await newToken(ctx, base));
		const answer = await send(ctx, base, given, token);
		if (answer.status !== 401) return succeeded(ctx, given, answer);
		// Whoever is refused has done nothing: the same call may be sent again, once.
		forgetToken(ctx, token);
		return succeeded(ctx, given, await send(ctx, base, given, await newToken(ctx, base)));
	}

	async function write(method: "POST" | "PATCH", path: string, body: object): Promise<void> {
		const given: Call = { effect: "write", method, path, body };
		const { status, bytes } = await call(given);
		if (status !== 204) faults.parsed("write", nameOf(given), textOf(bytes));
	}

	return {
		async search(entity, criteria) {
			const given: Call = { effect: "read", method: "POST", path: `search/${entity}`, body: criteria };
			const { bytes, headers } = await call(given);
			const list = List.safeParse(faults.parsed("read", nameOf(given), textOf(bytes)));
			if (!list.success) throw faults.unexpected(nameOf(given), "a list");
			const date = Date.parse(headers.get("date") ?? "");
			return { rows: list.data.data, date: Number.isNaN(date) ? null : new Date(date).toISOString() };
		},
		async get(path) {
			const given: Call = { effect: "read", method: "GET", path };
			return faults.parsed("read", nameOf(given), textOf((await call(given)).bytes));
		},
		async bytes(path) {
			return (await call({ effect: "read", method: "GET", path, accept: "*/*" })).bytes;
		},
		post: (path, body) => write("POST", path, body),
		patch: (path, body) => write("PATCH", path, body),
	};
}

/** A token is asked for by a POST that has no effect in the shop. */
async function newToken(ctx: Shop, base: string): Promise<string> {
	const { apiKey, secretKey } = ctx.secrets;
	const body = { grant_type: "client_credentials", client_id: apiKey, client_secret: secretKey };
	const given: Call = { effect: "read", method: "POST", path: "oauth/token", body };
	const { bytes } = succeeded(ctx, given, await send(ctx, base, given, null));
	const token = SwToken.safeParse(faults.parsed("read", nameOf(given), textOf(bytes)));
	if (!token.success) throw faults.unexpected(nameOf(given), "an access token");
	const { access_token, expires_in } = token.data;
	keepToken(ctx, access_token, expires_in);
	return access_token;
}

async function send(ctx: Shop, base: string, given: Call, token: string | null): Promise<Answer> {
	const { effect, method, path, body, accept = "application/json" } = given;
	if (ctx.signal.aborted) throw faults.stoppedBeforeSending(nameOf(given));
	try {
		const response = await ctx.http(`${base}/${path}`, {
			method,
			redirect: "manual",
			signal: ctx.signal,
			headers: {
				accept,
				...(body === undefined ? {} : { "content-type": "application/json" }),
				...(token === null ? {} : { authorization: `Bearer ${token}` }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		return { status: response.status, headers: response.headers, bytes: await response.bytes() };
	} catch (thrown) {
		throw faults.ofFailure(effect, nameOf(given), thrown);
	}
}

function succeeded(ctx: Shop, given: Call, answer: Answer): Answer {
	const { status, headers, bytes } = answer;
	if (status >= 200 && status <= 299) return answer;
	const wait = retryAfterMs(headers.get("retry-after"), ctx.now());
	throw faults.ofStatus(given.effect, nameOf(given), { status, text: textOf(bytes), retryAfterMs: wait });
}

/** Without ids, which would make every message of a fault another one, and without the code that opens a document. */
function nameOf({ method, path }: Call): string {
	return `${method} ${path.replace(/[0-9a-f]{32}/g, ":id").replace(/^(_action\/document\/:id)\/.*/, "$1/:code")}`;
}

function textOf(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("utf8");
}
