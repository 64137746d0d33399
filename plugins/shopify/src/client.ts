import { retryAfterMs } from "@kontor/connector";
import { originOf, type ShopifyApp } from "./app.ts";
import type { Document } from "./documents.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { Envelope } from "./shapes.ts";
import { Throttle } from "./throttle.ts";

/** Served until July 2027. */
export const API_VERSION = "2026-07";

/** More than this is not waited for here: the hub asks again. */
const MOST_PATIENCE_MS = 10_000;
/** What is waited after being refused where the answer does not say how full the bucket is. */
const REFUSED_PAUSE_MS = 1000;

interface Answer<T> {
	readonly data: T;
	/** The shop's clock (HTTP Date) in UTC; null where it does not say. */
	readonly date: string | null;
}

/** The shop's Admin API. Throws ConnectorError only. */
export interface Api {
	readonly ask: <T>(document: Document<T>, variables?: Readonly<Record<string, unknown>>) => Promise<Answer<T>>;
}

/** What of a handler's context a call needs. */
type Caller = Pick<Shop, "config" | "secrets" | "http" | "signal" | "now">;

/** Calls of one run: they share what the answers say of the bucket. */
export function connectTo(app: ShopifyApp, ctx: Caller): Api {
	const url = `${originOf(app, ctx.config.shop)}/admin/api/${API_VERSION}/graphql.json`;
	const throttle = new Throttle();

	async function send<T>(document: Document<T>, variables: object): Promise<Answer<unknown> | "throttled"> {
		const { name, text: query, effect } = document;
		const reply = await ctx
			.http(url, {
				method: "POST",
				headers: { "content-type": "application/json", "x-shopify-access-token": ctx.secrets.accessToken },
				body: JSON.stringify({ query, variables, operationName: name }),
				signal: ctx.signal,
			})
			.then(async (response) => ({ response, text: await response.text() }))
			.catch((thrown: unknown) => {
				throw faults.ofFailure(effect, name, thrown);
			});
		const { status, headers } = reply.response;
		if (status !== 200) {
			throw faults.ofStatus(effect, name, {
				status,
				retryAfterMs: retryAfterMs(headers.get("retry-after"), ctx.now()),
				expired: ctx.secrets.expiresAt <= ctx.now().getTime(),
			});
		}
		const body = Envelope.safeParse(faults.parsed(effect, name, reply.text));
		if (!body.success) throw faults.unexpected(name, "a GraphQL answer");
		const { data, errors = [], extensions } = body.data;
		if (extensions?.cost !== undefined) throttle.learn(name, extensions.cost);
		const [first] = errors;
		if (first !== undefined) {
			const code = first.extensions?.code ?? "UNKNOWN";
			if (code === "THROTTLED") return "throttled";
			throw faults.ofGraphqlError(effect, name, code, effect === "write" && didSomething(data));
		}
		const date = Date.parse(headers.get("date") ?? "");
		return { data, date: Number.isNaN(date) ? null : new Date(date).toISOString() };
	}

	return {
		async ask(document, variables = {}) {
			for (let waited = 0; ; ) {
				const pause = throttle.waitMs(document.name);
				if (waited + pause > MOST_PATIENCE_MS) throw faults.throttled(document.name, pause);
				await throttle.pause(pause, ctx.signal).catch(() => {});
				if (ctx.signal.aborted) throw faults.stopped(document.name);
				const answer = await send(document, variables);
				waited += pause;
				if (answer === "throttled") {
					// Nothing was carried out: Shopify refuses by the cost, before it looks at the query.
					const refused = throttle.waitMs(document.name) || REFUSED_PAUSE_MS;
					if (waited + refused > MOST_PATIENCE_MS) throw faults.throttled(document.name, refused);
					await throttle.pause(refused, ctx.signal).catch(() => {});
					waited += refused;
					continue;
				}
				const data = document.answer.safeParse(answer.data);
				if (data.success) return { data: data.data, date: answer.date };
				const wrong = data.error.issues.map(({ path }) => path.join(".")).join(", ");
				throw faults.unexpected(document.name, `another shape at ${wrong}`);
			}
		},
	};
}

/** Of several changes in one document an earlier one was carried out. */
function didSomething(data: unknown): boolean {
	return typeof data === "object" && data !== null && Object.values(data).some((part) => part !== null);
}
