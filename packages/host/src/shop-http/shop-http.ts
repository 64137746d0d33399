import { ConnectorError } from "@kontor/connector";
import { crashPoint } from "@kontor/protocol";
import type { Limiter } from "./limiter.ts";
import type { Answer, Send } from "./send.ts";

export interface ShopHttpOptions {
	readonly send: Send;
	/** Shared by all calls of the connection. */
	readonly limiter: Limiter;
	/** Of the work, or of the incoming call, this is for. */
	readonly signal: AbortSignal;
	/** From sending to the last byte of the answer. */
	readonly answerMs: number;
	readonly mostBytes: number;
}

/** Answers that have no body by definition (Fetch, "null body status"). */
const BODILESS = [101, 103, 204, 205, 304];

/**
 * `fetch` as a connector gets it. The answer arrives whole or not at all, so that a limit or a crash has one place; a
 * failure before sending says so (see `faultOfFailure`).
 */
export function shopHttp({ send, limiter, signal, answerMs, mostBytes }: ShopHttpOptions): typeof fetch {
	return async (input, init) => {
		const request = new Request(input, init);
		const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
		const endTurn = await turn(limiter, AbortSignal.any([signal, request.signal]));
		try {
			crashPoint("host.shop.before-send");
			const answer = await send(request.url, {
				method: request.method,
				headers: [...request.headers],
				body,
				redirect: "manual",
				signal: AbortSignal.any([signal, request.signal, AbortSignal.timeout(answerMs)]),
			});
			const bytes = await readAll(answer, mostBytes);
			crashPoint("host.shop.after-answer");
			return responseOf(answer, bytes);
		} finally {
			endTurn();
		}
	};
}

async function turn(limiter: Limiter, signal: AbortSignal): Promise<() => void> {
	try {
		return await limiter.turn(signal);
	} catch (cause) {
		throw new ConnectorError("unavailable", "stopped before sending", { code: "NOT_SENT", cause });
	}
}

async function readAll({ body }: Answer, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of body ?? []) {
		length += chunk.byteLength;
		if (length > mostBytes) {
			throw new ConnectorError("unexpected-reply", `the shop's answer has more than ${mostBytes} bytes`, {
				code: "ANSWER_TOO_LARGE",
			});
		}
		chunks.push(chunk);
	}
	return new Uint8Array(Buffer.concat(chunks));
}

function responseOf({ status, statusText, headers }: Answer, bytes: Uint8Array<ArrayBuffer>): Response {
	const kept = new Headers([...headers]);
	// Of the bytes on the wire; these are decoded.
	kept.delete("content-encoding");
	kept.delete("content-length");
	return new Response(BODILESS.includes(status) ? null : bytes, { status, statusText, headers: kept });
}
