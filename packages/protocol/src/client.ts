import { retryAfterMs } from "@kontor/connector";
import * as z from "zod";
import { Bytes, type Operation } from "./operation.ts";
import { Problem, ProblemError } from "./problem.ts";

export interface ClientOptions {
	/** "https://hub.example", without a path. */
	readonly baseUrl: string;
	/** Bearer key of a host, merchant or operator; none for public operations. */
	readonly key?: string;
	readonly fetch?: typeof fetch;
}

export interface CallOptions {
	readonly signal?: AbortSignal;
	readonly headers?: Readonly<Record<string, string>>;
}

type Given<O extends Operation> = (keyof O["params"]["shape"] extends never
	? { params?: undefined }
	: { params: z.input<O["params"]> }) &
	(keyof O["query"]["shape"] extends never ? { query?: undefined } : { query?: z.input<O["query"]> }) &
	(O["body"] extends z.ZodUndefined ? { body?: undefined } : { body: z.input<O["body"]> });

/**
 * Calls one operation and checks the answer against its schema.
 * @throws ProblemError for a problem+json answer; whatever `fetch` throws where there is no answer.
 */
export async function call<O extends Operation>(
	options: ClientOptions,
	operation: O,
	given: Given<O>,
	{ signal, headers }: CallOptions = {},
): Promise<z.infer<O["result"]>> {
	const bytes = given.body instanceof Uint8Array || given.body instanceof Blob;
	const response = await (options.fetch ?? fetch)(urlOf(options.baseUrl, operation, given), {
		method: operation.method.toUpperCase(),
		headers: {
			...(given.body === undefined ? {} : { "content-type": bytes ? "application/octet-stream" : "application/json" }),
			...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }),
			...headers,
		},
		...(given.body === undefined
			? {}
			: { body: bytes ? (given.body as Uint8Array<ArrayBuffer> | Blob) : JSON.stringify(given.body) }),
		...(signal === undefined ? {} : { signal }),
	});
	if (!response.ok) throw new ProblemError(await problemOf(response));
	return operation.result.parse(await answerOf(operation, response)) as z.infer<O["result"]>;
}

async function answerOf({ result }: Operation, response: Response): Promise<unknown> {
	if (result instanceof z.ZodUndefined) return undefined;
	return result === Bytes ? new Uint8Array(await response.arrayBuffer()) : response.json();
}

function urlOf(
	baseUrl: string,
	operation: Operation,
	given: { params?: object | undefined; query?: object | undefined },
): URL {
	const params: Record<string, unknown> = { ...given.params };
	const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
	const url = new URL(path, baseUrl);
	for (const [name, value] of Object.entries(given.query ?? {})) {
		if (value !== undefined) url.searchParams.set(name, String(value));
	}
	return url;
}

async function problemOf(response: Response): Promise<Problem> {
	const text = await response.text();
	try {
		return Problem.parse(JSON.parse(text));
	} catch {
		// A proxy in between answers in its own words.
		const after = retryAfterMs(response.headers.get("retry-after"), new Date());
		return {
			type: "about:blank",
			title: `HTTP ${response.status} without a problem body`,
			status: response.status,
			detail: text.slice(0, 200),
			code: "NO_PROBLEM_BODY",
			retry: response.status >= 500 || response.status === 429 ? "later" : "never",
			...(after !== undefined && { retryAfterMs: Math.ceil(after) }),
		};
	}
}
