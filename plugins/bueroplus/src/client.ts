import {
	ConnectorError,
	type Context,
	type Effect,
	faultOfFailure,
	faultOfStatus,
	formatDecimal,
	type Money,
	type OrderRef,
	retryAfterMs,
} from "@kontor/connector";
import * as z from "zod";
import type { manifest } from "./manifest.ts";
import { BueroplusOrder, BueroplusShop } from "./mapping.ts";

export const PAGE_SIZE = 50;

const Orders = z.object({ orders: z.array(BueroplusOrder) });
const Webhook = z.object({ url: z.string(), enabled: z.boolean(), key_digest: z.string() });

type Ctx = Context<typeof manifest>;

/** The shop's API. Throws ConnectorError and nothing else. */
export function bueroplusClient(ctx: Ctx) {
	return {
		/** Oldest change first: a change while paging moves an order to the end, and pushes none out. */
		async changedAfter(after: number, statuses: readonly string[] | null): Promise<BueroplusOrder[]> {
			const only = statuses === null ? {} : { status: statuses.join(",") };
			const { orders } = await read(ctx, Orders, "orders", { changed_after: after, limit: PAGE_SIZE, ...only });
			return orders;
		},
		/** By id, which never changes: what leaves the list while paging pushes none out. */
		async withStatus(statuses: readonly string[], afterId: number): Promise<BueroplusOrder[]> {
			const query = { status: statuses.join(","), id_after: afterId, limit: PAGE_SIZE };
			return (await read(ctx, Orders, "orders", query)).orders;
		},
		order: (ref: OrderRef) => orNull(read(ctx, BueroplusOrder, `orders/${encodeURIComponent(ref)}`)),
		async shop() {
			const { body, headers } = await request(ctx, "read", "shop", { method: "GET" });
			return {
				shop: parse(BueroplusShop, body, "shop"),
				clock: new Date(headers.get("date") ?? ctx.now()).toISOString(),
			};
		},
		pay: (ref: OrderRef, amount: Money, reference: string, status: string | undefined) =>
			write(ctx, "POST", `orders/${ref}/payment`, { amount: formatDecimal(amount), reference, status }),
		addNote: (ref: OrderRef, text: string) => write(ctx, "POST", `orders/${ref}/notes`, { text }),
		webhook: () => orNull(read(ctx, Webhook, "webhook")),
		setWebhook: (url: string, key: string) => write(ctx, "PUT", "webhook", { url, key }),
	};
}

async function read<T>(ctx: Ctx, schema: z.ZodType<T>, path: string, query: Record<string, string | number> = {}) {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) search.set(name, String(value));
	return parse(
		schema,
		(await request(ctx, "read", search.size === 0 ? path : `${path}?${search}`, { method: "GET" })).body,
		path,
	);
}

async function write(ctx: Ctx, method: string, path: string, body: object): Promise<void> {
	await request(ctx, "write", path, { method, body: JSON.stringify(body) });
}

async function request(ctx: Ctx, effect: Effect, path: string, init: { method: string; body?: string }) {
	const { response, text } = await send(ctx, effect, path, init);
	if (!response.ok) {
		const retry = retryAfterMs(response.headers.get("retry-after"), ctx.now());
		throw new ConnectorError(
			faultOfStatus(effect, response.status),
			`${init.method} ${path}: HTTP ${response.status}`,
			{
				code: `BUEROPLUS_HTTP_${response.status}`,
				http: { status: response.status },
				...(retry === undefined ? {} : { retryAfterMs: retry }),
			},
		);
	}
	try {
		return { headers: response.headers, body: JSON.parse(text) as unknown };
	} catch {
		throw new ConnectorError("unexpected-reply", `${init.method} ${path}: no JSON`, { code: "BUEROPLUS_NO_JSON" });
	}
}

/** A failure while the body is read is as much a failure of the request as one before. */
async function send(ctx: Ctx, effect: Effect, path: string, init: { method: string; body?: string }) {
	try {
		const response = await ctx.http(new URL(`api/${path}`, ctx.config.url), {
			...init,
			headers: { authorization: `Bearer ${ctx.secrets.token}`, "content-type": "application/json" },
			signal: ctx.signal,
		});
		return { response, text: await response.text() };
	} catch (cause) {
		throw new ConnectorError(faultOfFailure(effect, cause), `${init.method} ${path}: no answer`, {
			code: "BUEROPLUS_NO_ANSWER",
			cause,
		});
	}
}

function parse<T>(schema: z.ZodType<T>, body: unknown, path: string): T {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	// Paths only: the values are a buyer's.
	const wrong = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
	throw new ConnectorError("unexpected-reply", `${path}: unexpected ${wrong}`, { code: "BUEROPLUS_UNEXPECTED_FIELDS" });
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof ConnectorError && error.details.http?.status === 404) return null;
		throw error;
	}
}
