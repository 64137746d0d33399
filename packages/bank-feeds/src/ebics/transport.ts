import { FeedError } from "../feed.ts";
import { unexpected } from "./fault.ts";
import { MAX_MESSAGE_BYTES, parseXml } from "./xml.ts";

/** Banks prepare large downloads while one waits. */
const TIMEOUT_MS = 90_000;

/** How messages travel: what the feed was given, and where to. */
export interface Transport {
	readonly url: string;
	readonly fetch: typeof fetch;
	readonly signal: AbortSignal;
}

/** Sends a message and reads the answer's root element. @throws FeedError */
export async function post(transport: Transport, message: string): Promise<Element> {
	let bytes: Uint8Array;
	try {
		const response = await transport.fetch(transport.url, {
			method: "POST",
			headers: { "content-type": "text/xml; charset=UTF-8" },
			body: `<?xml version="1.0" encoding="UTF-8"?>\n${message}`,
			redirect: "error",
			signal: AbortSignal.any([transport.signal, AbortSignal.timeout(TIMEOUT_MS)]),
		});
		if (!response.ok) {
			await response.body?.cancel();
			throw unavailable(`HTTP ${response.status}`);
		}
		bytes = await readLimited(response);
	} catch (cause) {
		if (cause instanceof FeedError) throw cause;
		// What the given `fetch` refuses while it connects comes wrapped.
		if (cause instanceof Error && cause.cause instanceof FeedError) throw cause.cause;
		throw unavailable("no answer", cause);
	}
	return parseXml(bytes);
}

async function readLimited(response: Response): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of response.body ?? []) {
		length += piece.byteLength;
		if (length > MAX_MESSAGE_BYTES) throw unexpected(`answer is larger than ${MAX_MESSAGE_BYTES} bytes`);
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

function unavailable(message: string, cause?: unknown): FeedError {
	return new FeedError("unavailable", `EBICS: ${message}`, {
		forMerchant: {
			de: "Der EBICS-Server Ihrer Bank ist nicht erreichbar. Wir versuchen es später noch einmal.",
			en: "The EBICS server of your bank cannot be reached. We will try again later.",
		},
		cause,
	});
}
