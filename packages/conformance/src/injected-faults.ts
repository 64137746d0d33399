import type { Fault } from "@kontor/connector";

/** Something that goes wrong with one request. */
export interface InjectedFault {
	readonly name: string;
	/** Whether the shop sees the request before it goes wrong. */
	readonly arrives: boolean;
	/** What comes back instead; throws what `fetch` would throw. */
	readonly answer: () => Response;
	/** What a connector may say where the request was a read. */
	readonly reading: readonly Fault[];
	/** What it may say where the request was a write, by `FAULTS`: "unknown-outcome" wherever it may have had an effect. */
	readonly writing: readonly Fault[];
	/** The answer is a business answer: a write may also be declined, a read of one order may find nothing. */
	readonly definite?: boolean;
	readonly retryAfterMs?: number;
}

const JSON_TYPE = { "content-type": "application/json" };
const PAGE = "<!doctype html><html><body><h1>Wartungsmodus / Maintenance</h1></body></html>";

function failing(code: string): () => never {
	return () => {
		throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
	};
}

function status(status: number, headers: Record<string, string> = {}): () => Response {
	return () =>
		new Response('{"code":"injected","message":"injected by the suite"}', {
			status,
			headers: { ...JSON_TYPE, ...headers },
		});
}

/** A body whose connection breaks in the middle, as undici reports it. */
function truncated(): Response {
	const body = new ReadableStream({
		start(controller) {
			controller.enqueue(new TextEncoder().encode('{"id":1,"status":'));
		},
		pull(controller) {
			const cause = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
			controller.error(new TypeError("terminated", { cause }));
		},
	});
	return new Response(body, { status: 200, headers: { ...JSON_TYPE, "content-length": "5000" } });
}

const RETRY_MS = 7000;

export const INJECTED_FAULTS: readonly InjectedFault[] = [
	...[401, 403].map(
		(code): InjectedFault => ({
			name: `${code}`,
			arrives: false,
			answer: status(code),
			reading: ["bad-config"],
			writing: ["bad-config"],
		}),
	),
	...[404, 409, 422].map(
		(code): InjectedFault => ({
			name: `${code}`,
			arrives: false,
			answer: status(code),
			// A whole collection that is not found: the address in the configuration is wrong.
			reading: code === 404 ? ["invalid-input", "bad-config"] : ["invalid-input"],
			writing: ["invalid-input"],
			definite: true,
		}),
	),
	...[
		{ form: "seconds", header: () => String(RETRY_MS / 1000) },
		{ form: "a date", header: () => new Date(Date.now() + RETRY_MS).toUTCString() },
	].map(
		({ form, header }): InjectedFault => ({
			name: `429 with Retry-After as ${form}`,
			arrives: false,
			answer: () => status(429, { "retry-after": header() })(),
			reading: ["rate-limited"],
			writing: ["rate-limited"],
			retryAfterMs: RETRY_MS,
		}),
	),
	...[500, 502, 503, 504].flatMap((code) =>
		[false, true].map(
			(arrives): InjectedFault => ({
				name: `${code} ${arrives ? "after" : "before"} the shop acted`,
				arrives,
				answer: status(code),
				reading: ["unavailable"],
				writing: ["unknown-outcome"],
			}),
		),
	),
	...["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"].map(
		(code): InjectedFault => ({
			name: `${code}: never sent`,
			arrives: false,
			answer: failing(code),
			reading: ["unavailable"],
			writing: ["unavailable"],
		}),
	),
	...["UND_ERR_HEADERS_TIMEOUT", "ECONNRESET"].map(
		(code): InjectedFault => ({
			name: `${code} after sending`,
			arrives: true,
			answer: failing(code),
			reading: ["unavailable"],
			writing: ["unknown-outcome"],
		}),
	),
	{
		name: "a truncated body",
		arrives: true,
		answer: truncated,
		reading: ["unavailable", "unexpected-reply"],
		writing: ["unknown-outcome"],
	},
	{
		name: "HTML instead of JSON",
		arrives: true,
		answer: () => new Response(PAGE, { status: 200, headers: { "content-type": "text/html; charset=UTF-8" } }),
		reading: ["unexpected-reply", "bad-config"],
		writing: ["unknown-outcome", "unexpected-reply"],
	},
	{
		name: "HTML from something in between",
		arrives: false,
		answer: () => new Response(PAGE, { status: 200, headers: { "content-type": "text/html; charset=UTF-8" } }),
		reading: ["unexpected-reply", "bad-config"],
		writing: ["unknown-outcome", "unexpected-reply"],
	},
];
