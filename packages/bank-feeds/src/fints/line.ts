import {
	type BankAccount,
	type CustomerMessage,
	CustomerOrderMessage,
	HttpClient,
	Message,
	type Segment,
} from "lib-fints";
import { type Captured, capture } from "./captured.ts";
import { Cookies } from "./cookies.ts";
import { CutOff, idOf, segmentsOf } from "./envelope.ts";
import { fault } from "./faults.ts";
import { networkFault, textOf, wrongStatus } from "./http-faults.ts";

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
const ESSENTIAL = new Set(["HNHBK", "HIRMG", "HIRMS", "HIBPA", "HIPINS", "HIUPA", "HITAN", "HISYN", "HNHBS"]);

/** The bank says in its parameters where to send messages. We only ever call the address we were given. */
const FORWARDING = "HIKOM";

/** An account as the list of SEPA accounts names it. */
type SepaAccount = Pick<BankAccount, "accountNumber" | "subAccountId" | "bank" | "iban" | "bic" | "isSepaAccount">;

/**
 * The way to one bank, for one access. Takes the place of lib-fints' own `HttpClient`, which has no timeout, no limit,
 * follows redirects and writes answers it cannot read to the console.
 */
export class BankLine extends HttpClient {
	readonly #options: LineOptions;
	readonly #cookies = new Cookies();
	#captured: Captured[] = [];
	/** The user's SEPA accounts, where the bank listed them in this call. */
	sepaAccounts: readonly SepaAccount[] = [];

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
			else if (idOf(segment) === "HISPA") this.#list(decode(segment, undefined));
			else if (idOf(segment) !== FORWARDING) decoded.push(...decode(segment, parted).map(withAccount));
		}
		return new Message(decoded);
	}

	#list(lists: readonly (Segment & { readonly sepaAccounts?: readonly SepaAccount[] })[]): void {
		this.sepaAccounts = [...this.sepaAccounts, ...lists.flatMap(({ sepaAccounts = [] }) => sepaAccounts)];
	}

	async #post(body: string): Promise<string> {
		const { url, fetch, signal, timeoutMs, maximumBytes } = this.#options;
		const timeout = AbortSignal.timeout(timeoutMs);
		try {
			const response = await fetch(url, {
				method: "POST",
				headers: { "content-type": "text/plain", ...this.#cookies.header() },
				body,
				redirect: "manual",
				signal: AbortSignal.any([signal, timeout]),
			});
			this.#cookies.keep(response.headers);
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

/** Some banks name an account by its IBAN alone; lib-fints drops those. */
function withAccount(segment: Segment & { account?: Omit<SepaAccount, "iban">; readonly iban?: string }): Segment {
	const german = segment.header.segId === "HIUPD" && /^DE\d\d(\d{8})(\d{10})$/.exec(segment.iban ?? "");
	const [, bankId, accountNumber] = german || [];
	if (segment.account === undefined && bankId !== undefined && accountNumber !== undefined) {
		segment.account = { accountNumber, bank: { country: 280, bankId } };
	}
	return segment;
}
