import { type CustomerMessage, CustomerOrderMessage, HttpClient, Message, type Segment } from "lib-fints";
import { type Captured, capture } from "./captured.ts";
import { CutOff, idOf, segmentsOf } from "./envelope.ts";
import { fault } from "./faults.ts";

/** How far the bank is waited for, and how much it may send. */
export interface LineLimits {
	/** Per message, milliseconds. */
	readonly timeoutMs: number;
	/** Of one answer as it travels, in bytes. */
	readonly maximumBytes: number;
}

interface LineOptions extends LineLimits {
	readonly url: string;
	readonly fetch: typeof fetch;
	readonly signal: AbortSignal;
}

/** A message cannot be understood without these; any other that lib-fints cannot read is left out. */
const ESSENTIAL = new Set(["HNHBK", "HIRMG", "HIRMS", "HITAN", "HISYN", "HNHBS"]);

/** The bank says in its parameters where to send messages. We only ever call the address we were given. */
const FORWARDING = "HIKOM";

/**
 * The way to one bank, for one access. Takes the place of lib-fints' own `HttpClient`, which has no timeout, no limit,
 * follows redirects and writes answers it cannot read to the console.
 */
export class BankLine extends HttpClient {
	readonly #options: LineOptions;
	#captured: Captured[] = [];

	constructor(options: LineOptions) {
		super(options.url);
		this.#options = options;
	}

	/** The statements that came since this was called last. */
	take(): readonly Captured[] {
		const taken = this.#captured;
		this.#captured = [];
		return taken;
	}

	override async sendMessage(message: CustomerMessage): Promise<Message> {
		const answer = await this.#post(Buffer.from(message.encode(), "latin1").toString("base64"));
		const parted =
			message instanceof CustomerOrderMessage && message.supportsPartedResponseSegments
				? message.orderResponseSegId
				: undefined;
		return this.#read(Buffer.from(answer, "base64").toString("latin1"), parted);
	}

	#read(text: string, parted: string | undefined): Message {
		if (!text.startsWith("HNHBK:")) throw fault("unexpected-reply", "the answer is no FinTS message");
		const decoded: Segment[] = [];
		for (const segment of completeSegments(text)) {
			const captured = capture(segment);
			if (captured) this.#captured.push(captured);
			else if (idOf(segment) !== FORWARDING) decoded.push(...decode(segment, parted));
		}
		return new Message(decoded);
	}

	async #post(body: string): Promise<string> {
		const { url, fetch, signal, timeoutMs, maximumBytes } = this.#options;
		const timeout = AbortSignal.timeout(timeoutMs);
		try {
			const response = await fetch(url, {
				method: "POST",
				headers: { "content-type": "text/plain" },
				body,
				redirect: "manual",
				signal: AbortSignal.any([signal, timeout]),
			});
			if (!response.ok) {
				await response.body?.cancel();
				throw wrongStatus(response.status);
			}
			return await textOf(response, maximumBytes);
		} catch (error) {
			if (timeout.aborted) throw fault("unavailable", `the bank did not answer within ${timeoutMs} ms`);
			throw networkFault(error);
		}
	}
}

function completeSegments(text: string): string[] {
	try {
		const segments = segmentsOf(text);
		if (!segments.some((segment) => idOf(segment) === "HNHBS")) throw new CutOff("the message has no end");
		return segments;
	} catch (error) {
		if (error instanceof CutOff) throw fault("unavailable", error.message, { cause: error });
		throw error;
	}
}

function decode(segment: string, parted: string | undefined): Segment[] {
	try {
		return [Message.decodeSegment(segment, parted)];
	} catch (error) {
		if (!ESSENTIAL.has(idOf(segment))) return [];
		throw fault("unexpected-reply", `${idOf(segment)} cannot be read`, { cause: error });
	}
}

async function textOf(response: Response, maximumBytes: number): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.length;
		if (size > maximumBytes) throw fault("unexpected-reply", `the answer is longer than ${maximumBytes} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("latin1");
}

function wrongStatus(status: number): Error {
	if (status === 429) return fault("rate-limited", "HTTP 429");
	if (status >= 500 || status === 408) return fault("unavailable", `HTTP ${status}`);
	const where = status >= 300 && status < 400 ? ", redirects are not followed" : "";
	return fault("unexpected-reply", `HTTP ${status}${where}`, {
		forMerchant: {
			de: "Unter dieser Adresse antwortet kein FinTS-Server. Bitte die FinTS-Adresse der Bank prüfen.",
			en: "No FinTS server answers at this address. Please check the bank's FinTS address.",
		},
	});
}

/** Codes with which Node refuses a certificate. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

function networkFault(error: unknown): Error {
	if (!(error instanceof Error) || error.name === "FeedError") return error as Error;
	const { cause } = error;
	const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
	if (CERTIFICATE.test(code)) {
		return fault("unexpected-reply", `the bank's certificate was refused: ${code}`, {
			forMerchant: {
				de: "Das Zertifikat der Bank ist ungültig oder gehört nicht zur Adresse. Es wurde nichts übertragen.",
				en: "The bank's certificate is not valid or does not belong to the address. Nothing was transmitted.",
			},
		});
	}
	return fault("unavailable", `the bank cannot be reached${code === "" ? "" : `: ${code}`}`, { cause: error });
}
