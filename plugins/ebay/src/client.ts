import { type Context, type Effect, retryAfterMs } from "@kontor/connector";
import type * as z from "zod";
import { signatureHeaders } from "./digital-signature.ts";
import * as faults from "./faults.ts";
import type { EbayApp, Shop } from "./manifest.ts";
import { apiOf, pauseMs, Quotas } from "./quotas.ts";
import { applicationToken, forgetApplicationToken } from "./tokens.ts";

/** eBay's host names begin so; "auth" is where sellers consent. */
export type EbayHost = "api" | "apiz" | "auth";

/** Left out, all of it: eBay itself. For fakes. */
export interface Reach {
	readonly originOf?: (host: EbayHost) => string;
	/** Orders read at a time; left out: 200, the most eBay gives. */
	readonly pageSize?: number;
}

/** What every call is made with. */
export type Caller = Pick<Context, "http" | "signal" | "now"> & { readonly app: EbayApp };

export function originOf(reach: Reach, { environment }: EbayApp, host: EbayHost): string {
	return reach.originOf?.(host) ?? `https://${host}.${environment === "sandbox" ? "sandbox." : ""}ebay.com`;
}

export interface Call<T> {
	/** As eBay calls it, for messages: "getOrders". */
	readonly name: string;
	readonly host?: EbayHost;
	readonly method?: "GET" | "POST" | "PUT";
	/** With its query. */
	readonly path: string;
	readonly effect: Effect;
	/** Who asks; left out: the seller. */
	readonly as?: "seller" | "application";
	/** Post-Order and Trading want the token under another name. */
	readonly token?: "Bearer" | "IAF" | "X-EBAY-API-IAF-TOKEN";
	readonly signed?: boolean;
	readonly headers?: Readonly<Record<string, string>>;
	/** A text is sent as it is (Trading). */
	readonly body?: object | string;
	readonly answer: z.ZodType<T>;
	/** Left out: JSON. What cannot be read is the connector's fault, what is broken the network's. */
	readonly read?: (text: string) => unknown;
}

export interface Answer<T> {
	readonly data: T;
	/** eBay's clock (HTTP Date) in UTC; null where it does not say. */
	readonly date: string | null;
	readonly headers: Headers;
}

/** eBay's APIs for one seller. Throws ConnectorError only. */
export interface Api {
	readonly ask: <T>(call: Call<T>) => Promise<Answer<T>>;
	readonly pageSize: number;
}

const MOST_ORDERS = 200;
const quotas = new Quotas();

export function connectTo(reach: Reach, ctx: Shop): Api {
	return {
		pageSize: reach.pageSize ?? MOST_ORDERS,
		async ask(call) {
			const own = call.as === "application";
			const token = own ? await applicationToken(reach, ctx) : ctx.secrets.accessToken;
			const expired = !own && ctx.secrets.expiresAt <= ctx.now().getTime();
			const headers = { "x-ebay-c-marketplace-id": ctx.config.marketplace, ...call.headers };
			return request(reach, ctx, { ...call, headers }, { token, expired });
		},
	};
}

/** One call with a token, whatever connection it is for. */
export async function request<T>(
	reach: Reach,
	caller: Caller,
	call: Call<T>,
	{ token, expired = false }: { readonly token: string; readonly expired?: boolean },
): Promise<Answer<T>> {
	const { name, effect, host = "api", method = "GET", as = "seller" } = call;
	const wait = quotas.waitMs(caller.app.clientId, apiOf(call.path), caller.now());
	if (wait > 0) throw faults.known("rate-limited", "EBAY_QUOTA", name, { retryAfterMs: wait });
	const url = new URL(originOf(reach, caller.app, host) + call.path);
	const body = typeof call.body === "object" ? JSON.stringify(call.body) : call.body;
	const signed = { method, url, ...(body === undefined ? {} : { body }) };
	const { response, text } = await caller
		.http(url, {
			method,
			headers: {
				accept: "application/json",
				...(body === undefined ? {} : { "content-type": "application/json" }),
				...authorization(call.token ?? "Bearer", token),
				...call.headers,
				...(call.signed === true ? signatureHeaders(caller.app, signed, caller.now()) : {}),
			},
			...(body === undefined ? {} : { body }),
			signal: caller.signal,
		})
		.then(async (response) => ({ response, text: await response.text() }))
		.catch((thrown: unknown) => {
			throw faults.ofFailure(effect, name, thrown);
		});
	const { status, headers } = response;
	if (status < 200 || status > 299) {
		if (status === 401 && as === "application") forgetApplicationToken(reach, caller);
		const after = retryAfterMs(headers.get("retry-after"), caller.now());
		throw refused(caller, call, { status, errorIds: faults.errorIdsIn(text), retryAfterMs: after, as, expired });
	}
	const read = call.read === undefined ? faults.parsed(effect, name, text) : call.read(text);
	const data = call.answer.safeParse(read);
	if (!data.success) {
		// Paths only: the values are a buyer's.
		throw faults.unexpected(name, `another shape at ${data.error.issues.map(({ path }) => path.join(".")).join(", ")}`);
	}
	const date = Date.parse(headers.get("date") ?? "");
	return { data: data.data, headers, date: Number.isNaN(date) ? null : new Date(date).toISOString() };
}

/** A limit that is reached holds for all sellers of the application. */
export function refused(caller: Caller, call: Call<unknown>, given: faults.Refused): faults.EbayRefusal {
	const refusal = faults.ofAnswer(call.effect, call.name, given);
	if (refusal.details.code !== "EBAY_QUOTA") return refusal;
	const forMs = given.retryAfterMs ?? pauseMs(caller.now());
	quotas.usedUp(caller.app.clientId, apiOf(call.path), caller.now(), forMs);
	return faults.ofAnswer(call.effect, call.name, { ...given, retryAfterMs: forMs });
}

function authorization(kind: NonNullable<Call<unknown>["token"]>, token: string): Record<string, string> {
	return kind === "X-EBAY-API-IAF-TOKEN" ? { [kind]: token } : { authorization: `${kind} ${token}` };
}
