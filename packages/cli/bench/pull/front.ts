import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** How long a shop takes to answer, and how many calls it is asked to take. */
export interface Pace {
	readonly baseMs: number;
	readonly msPerKB: number;
	readonly perSecond: number;
	readonly atOnce: number;
}

/** A call as it can be made again without credentials: what is kept is answered to anyone. */
export interface Recorded {
	readonly method: string;
	readonly url: string;
	readonly body: string;
}

export interface Figures {
	readonly requests: number;
	/** Those beyond the pace: too many in a second, or at a time, or refused by the shop as too expensive. */
	readonly overLimit: number;
}

/** What stands before a fake shop: the time that a real one takes, and a count of who asks too much. */
export interface Front {
	readonly url: string;
	readonly recorded: () => readonly Recorded[];
	readonly figures: () => Figures;
	/** From here on it is counted anew. */
	begin(): void;
	/** Which fake answers, and what it is told besides: several fronts may share one. */
	leadTo(fakeUrl: string, headers?: Readonly<Record<string, string>>): void;
	close(): void;
}

/** Answers by their question: of all shops that are alike. */
export type Memory = Map<string, Promise<Kept>>;

interface Kept {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly bytes: Buffer;
}

/**
 * The same question is answered from memory: the fakes look for every page through all orders anew, and would be what is
 * measured. Nothing changes in the shops meanwhile.
 */
export async function openFront(pace: Pace, memory: Memory, isKept: (recorded: Recorded) => boolean): Promise<Front> {
	const count = { requests: 0, overLimit: 0 };
	let recorded: Recorded[] = [];
	let target = "";
	let added: Readonly<Record<string, string>> = {};
	let running = 0;
	let tokens = pace.perSecond;
	let filledAt = performance.now();

	const server: Server = createServer((request, response) => {
		answer(request.method ?? "GET", request.url ?? "/", request.headers, request)
			.then(({ status, headers, bytes }) => response.writeHead(status, headers).end(bytes))
			.catch((error: unknown) => response.writeHead(500).end(String(error)));
	});

	async function answer(method: string, url: string, headers: IncomingHttpHeaders, stream: NodeJS.ReadableStream) {
		enter();
		try {
			const body = (await buffer(stream)).toString("utf8");
			const one = { method, url: withoutCredentials(url), body };
			recorded.push(one);
			const key = `${method} ${one.url} ${headers.range ?? ""} ${body}`;
			const asked = memory.get(key) ?? ask({ method, url, body }, headers);
			if (isKept(one)) memory.set(key, asked);
			const found = await asked;
			if (found.status >= 300) memory.delete(key);
			if (found.bytes.includes('"THROTTLED"')) count.overLimit++;
			await sleep(pace.baseMs + (found.bytes.length / 1000) * pace.msPerKB);
			return found;
		} finally {
			running--;
		}
	}

	function enter(): void {
		const now = performance.now();
		tokens = Math.min(pace.perSecond, tokens + ((now - filledAt) / 1000) * pace.perSecond) - 1;
		filledAt = now;
		running++;
		count.requests++;
		// A timer of the caller may be a little early.
		if (tokens < -0.5 || running > pace.atOnce) count.overLimit++;
	}

	async function ask({ method, url, body }: Recorded, headers: IncomingHttpHeaders): Promise<Kept> {
		const passed = new Headers();
		for (const [name, value] of Object.entries(added)) passed.set(name, value);
		for (const name of ["authorization", "content-type", "accept", "x-shopify-access-token", "range"]) {
			const value = headers[name];
			if (typeof value === "string") passed.set(name, value);
		}
		const response = await fetch(new URL(url, target), { method, headers: passed, body: body === "" ? null : body });
		const bytes = Buffer.from(await response.arrayBuffer());
		const kept = Object.fromEntries(
			[...response.headers].filter(([name]) => !["connection", "keep-alive", "transfer-encoding"].includes(name)),
		);
		return { status: response.status, headers: { ...kept, "content-length": String(bytes.length) }, bytes };
	}

	// Longer than anybody waits here: a connection that is closed while it is written to is another measurement.
	server.keepAliveTimeout = 120_000;
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		recorded: () => recorded,
		figures: () => ({ ...count }),
		begin() {
			Object.assign(count, { requests: 0, overLimit: 0 });
			recorded = [];
		},
		leadTo(fakeUrl, told = {}) {
			target = fakeUrl;
			added = told;
		},
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

function withoutCredentials(url: string): string {
	const { pathname, searchParams } = new URL(url, "http://shop");
	const credentials = [...searchParams.keys()].filter((name) => name === "_" || name.startsWith("oauth_"));
	for (const name of credentials) searchParams.delete(name);
	return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}
