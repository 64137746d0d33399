import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { type Effect, retryAfterMs } from "@kontor/connector";
import * as faults from "./faults.ts";
import { homeOf } from "./home.ts";
import type { Access } from "./manifest.ts";

/** CommonJS. Required, since runtimes and bundlers disagree on what its default import is. */
const { default: WooCommerceRestApi }: typeof import("@woocommerce/woocommerce-rest-api") = createRequire(
	import.meta.url,
)("@woocommerce/woocommerce-rest-api");

export type Query = Readonly<Record<string, string | number | boolean>>;

export interface Answer {
	readonly body: unknown;
	/** Pages of the list the answer is one of (X-WP-TotalPages); null where it is no list, or something on the way removed it. */
	readonly pages: number | null;
	/** The shop's clock (HTTP Date) in UTC; null where it does not say. */
	readonly date: string | null;
}

/** One of the shop's REST APIs. Every method throws ConnectorError only. */
export interface Api {
	readonly get: (path: string, query?: Query) => Promise<Answer>;
	readonly post: (path: string, body: object) => Promise<Answer>;
	readonly put: (path: string, body: object) => Promise<Answer>;
	readonly delete: (path: string, query?: Query) => Promise<Answer>;
}

/** What the library resolves to: axios' response, narrowed to what is used, with the body left as text. */
interface Reply {
	readonly status: number;
	readonly data: unknown;
	readonly headers: { get(name: string): unknown };
}

/** WooCommerce's own API, and the one that Kontor's plugin for WordPress adds. */
type Namespace = "wc/v3" | "wc-kontor/v1";

/**
 * WooCommerce's own client with its transport replaced: every call goes through `ctx.http` with the host's limits, and
 * no redirect is followed, because a redirect would turn a POST into a GET and lose the signature. Over https it sends
 * Basic authentication, over http it signs with OAuth 1.0a.
 */
export function connectTo(ctx: Access, namespace: Namespace = "wc/v3"): Api {
	const { allowHttp, keysInAddress } = ctx.config;
	const url = homeOf(ctx.config.url);
	const encrypted = url.startsWith("https:");
	if (!encrypted && allowHttp !== true) throw faults.notEncrypted();
	const library = new WooCommerceRestApi({
		url,
		consumerKey: ctx.secrets.consumerKey,
		consumerSecret: ctx.secrets.consumerSecret,
		// The types know WooCommerce's own alone; the library makes an address of it, and nothing else.
		version: namespace as "wc/v3",
		queryStringAuth: keysInAddress === true,
		axiosConfig: {
			adapter: "fetch",
			env: { fetch: ctx.http },
			signal: ctx.signal,
			maxRedirects: 0,
			responseType: "text",
			transformResponse: [(text: unknown) => text],
			validateStatus: () => true,
		},
	});

	async function call(effect: Effect, what: string, send: () => Promise<Reply>): Promise<Answer> {
		if (ctx.signal.aborted) throw faults.stoppedBeforeSending(what);
		// What axios throws holds the request with its credentials: only what it means leaves this function.
		const reply = await send().catch((thrown: unknown) => {
			throw faults.ofFailure(effect, what, thrown);
		});
		const header = (name: string) => {
			const value = reply.headers.get(name);
			return typeof value === "string" ? value : null;
		};
		const text = typeof reply.data === "string" ? reply.data : "";
		if (reply.status < 200 || reply.status > 299) {
			throw faults.ofStatus(effect, what, {
				status: reply.status,
				text,
				location: header("location"),
				retryAfterMs: retryAfterMs(header("retry-after"), ctx.now()),
			});
		}
		const date = Date.parse(header("date") ?? "");
		return {
			body: faults.parsed(effect, what, text),
			pages: pagesOf(header("x-wp-totalpages")),
			date: Number.isNaN(date) ? null : new Date(date).toISOString(),
		};
	}

	return {
		get: (path, query = {}) => call("read", `GET ${path}`, () => library.get(path, { ...query, ...unlikeAnyBefore() })),
		post: (path, body) => call("write", `POST ${path}`, () => library.post(path, body)),
		put: (path, body) => call("write", `PUT ${path}`, () => library.put(path, body)),
		delete: (path, query = {}) => call("write", `DELETE ${path}`, () => library.delete(path, { ...query })),
	};
}

function pagesOf(header: string | null): number | null {
	return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}

/** A cache before the shop that keeps answers whoever asks would hide every change: no address is asked for twice. */
function unlikeAnyBefore(): Query {
	return { _: randomBytes(6).toString("hex") };
}
