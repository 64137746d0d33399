import { type Effect, retryAfterMs } from "@kontor/connector";
import * as faults from "./faults.ts";
import type { Account } from "./manifest.ts";

/** The REST API v1. */
export const EASYBILL = "https://api.easybill.de/rest/v1";

export type Query = Readonly<Record<string, string | number | boolean>>;

export interface Answer {
	readonly body: unknown;
	/** easybill's clock (HTTP Date); ours where it does not say. */
	readonly date: Date;
}

/** easybill's API. Every method throws ConnectorError only. */
export interface Api {
	readonly get: (path: string, query?: Query) => Promise<Answer>;
	readonly post: (path: string, body: object, query?: Query) => Promise<Answer>;
	readonly put: (path: string, body: object) => Promise<Answer>;
	readonly delete: (path: string) => Promise<void>;
	readonly bytes: (path: string, contentType: string) => Promise<Uint8Array>;
}

interface Call {
	readonly method: "GET" | "POST" | "PUT" | "DELETE";
	readonly path: string;
	readonly query?: Query;
	readonly body?: object;
	readonly accept?: string;
}

export function connectTo(ctx: Account, origin: string): Api {
	async function send(effect: Effect, { method, path, query = {}, body, accept = "application/json" }: Call) {
		const what = `${method} ${path.replaceAll(/\d+/g, ":id")}`;
		if (ctx.signal.aborted) throw faults.stoppedBeforeSending(what);
		const search = new URLSearchParams();
		for (const [name, value] of Object.entries(query)) search.set(name, String(value));
		try {
			const response = await ctx.http(`${origin}/${path}${search.size === 0 ? "" : `?${search}`}`, {
				method,
				headers: {
					authorization: `Bearer ${ctx.secrets.apiKey}`,
					accept,
					...(body === undefined ? {} : { "content-type": "application/json" }),
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				signal: ctx.signal,
			});
			return { what, response, bytes: new Uint8Array(await response.arrayBuffer()) };
		} catch (thrown) {
			throw faults.ofFailure(effect, what, thrown);
		}
	}

	async function bytesOf(effect: Effect, call: Call) {
		const { what, response, bytes } = await send(effect, call);
		if (response.ok) return { what, response, bytes };
		throw faults.ofStatus(effect, what, {
			status: response.status,
			retryAfterMs: retryAfterMs(response.headers.get("retry-after"), ctx.now()),
		});
	}

	async function json(effect: Effect, call: Call): Promise<Answer> {
		const { what, response, bytes } = await bytesOf(effect, call);
		const date = new Date(response.headers.get("date") ?? Number.NaN);
		return {
			body: faults.parsed(effect, what, new TextDecoder().decode(bytes)),
			date: Number.isNaN(date.getTime()) ? ctx.now() : date,
		};
	}

	return {
		get: (path, query = {}) => json("read", { method: "GET", path, query }),
		post: (path, body, query = {}) => json("write", { method: "POST", path, body, query }),
		put: (path, body) => json("write", { method: "PUT", path, body }),
		async delete(path) {
			const { what, bytes } = await bytesOf("write", { method: "DELETE", path });
			// Answered with 204. A page in between that says 200 may have kept it to itself.
			if (bytes.length > 0) faults.parsed("write", what, new TextDecoder().decode(bytes));
		},
		bytes: async (path, accept) => (await bytesOf("read", { method: "GET", path, accept })).bytes,
	};
}
