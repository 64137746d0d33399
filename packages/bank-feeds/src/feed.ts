import type { Day, Instant, Text } from "@kontor/connector";
import type { z } from "zod";

/**
 * Glossary
 *
 * - **feed**: one way in which bank data arrive by themselves: FinTS, EBICS, an aggregator, a folder.
 * - **access**: one merchant's use of a feed: configuration, secrets and memory. It reads one or several accounts.
 * - **memory**: what a feed has to know the next time (keys, consent, what the bank said of itself). It is secret.
 * - **payload**: what the bank delivered, byte by byte. `@kontor/statements` reads it; a feed reads nothing out of it.
 * - **challenge**: what the bank wants of the merchant before it goes on.
 */

/** An account that an access can read. */
export interface FeedAccount {
	/** How the bank or aggregator calls it: given back to `fetch` as it is. */
	readonly id: string;
	readonly iban?: string | undefined;
	/** ISO 4217, where the bank says it. */
	readonly currency?: string | undefined;
	readonly ownerName?: string | undefined;
	readonly name?: string | undefined;
}

/** One delivery of the bank as it came. What it is in truth, the readers decide by its content. */
export interface Payload {
	/** What was asked for: a hint for logs and for people. */
	readonly type: "mt940" | "mt942" | "camt.052" | "camt.053" | "camt.054" | "zip" | "transactions";
	readonly bytes: Uint8Array;
	/** Names it among the deliveries of the account, e.g. "HKCAZ 2026-11-01 to 2026-11-21, page 2". */
	readonly name: string;
}

/**
 * A file that other software put there. It may be large, so it is read in pieces, as often as it takes; it names its
 * accounts itself.
 */
export interface FilePayload {
	readonly type: "file";
	readonly name: string;
	/** From the beginning. @throws FeedError where the file is not any more what was found. */
	open(): AsyncIterable<Uint8Array>;
	/** Has to be said once it is stored, or cannot be: until then it is delivered again. */
	taken(as: "imported" | "failed"): Promise<void>;
}

/** What the bank wants of the merchant in the middle of a call. */
export interface Challenge {
	/** `confirm`: on another device, nothing is entered here. `enter`: a TAN, a code, a choice. */
	readonly kind: "confirm" | "enter";
	/** The bank's own words where it gives some. */
	readonly text: Text;
	/** A picture to be shown along: photoTAN, QR code, flicker code. */
	readonly picture?: { readonly mediaType: string; readonly bytes: Uint8Array } | undefined;
}

/** What a feed works with. It keeps nothing by itself: everything that has to last is in `memory`. */
export interface FeedContext<Config, Secrets> {
	readonly config: Config;
	readonly secrets: Secrets;
	/** What `remember` got last; undefined at first. */
	readonly memory: unknown;
	/** Stored, encrypted, when it resolves. */
	remember(memory: unknown): Promise<void>;
	/**
	 * Shows the challenge to the merchant. Resolves with what was entered; for `confirm` at once, the feed then asks the bank.
	 * Rejects with a `FeedError` of `needs-merchant` where nobody is there to answer (a run by night).
	 */
	ask(challenge: Challenge): Promise<string>;
	readonly fetch: typeof fetch;
	readonly now: () => Date;
	readonly signal: AbortSignal;
}

/** How far an access is set up. */
export type SetUp =
	| {
			readonly state: "ready";
			readonly accounts: readonly FeedAccount[];
			/** When the consent of the account's holder ends (PSD2: at most 180 days). */
			readonly consentEndsAt?: Instant | undefined;
	  }
	| {
			/** Something has to happen outside; `setUp` is called again when the merchant says it has. */
			readonly state: "waiting";
			/** What has to be done. */
			readonly text: Text;
			/** Where consent is given. */
			readonly url?: string | undefined;
			/** A letter to be signed and sent to the bank, as PDF. */
			readonly letter?: Uint8Array | undefined;
	  };

export interface FeedManifest<Config, Secrets> {
	readonly id: string;
	readonly title: Text;
	/** May be shown. Titles of the fields are `{de, en}` in `meta({title})`, as in a connector's manifest. */
	readonly config: z.ZodType<Config>;
	/** Encrypted at rest, shown to nobody. */
	readonly secrets: z.ZodType<Secrets>;
	/** How often the bank may be asked per day and account without the merchant being present. */
	readonly fetchesPerDay: number;
	/** Its deliveries are `FilePayload`s: one `fetch`, of any account, gives those of all. */
	readonly deliversFiles?: true;
}

/** A bank whose accounts can be read. */
export interface FeedBank {
	/** What the configuration names it by. */
	readonly id: string;
	readonly name: string;
	readonly bic?: string | undefined;
}

/**
 * One way in which bank data arrive. All failures are `FeedError`s.
 *
 * @typeParam Delivery what `fetch` yields: payloads of single accounts, or files that name their accounts
 */
export interface Feed<Config = unknown, Secrets = unknown, Delivery = Payload> {
	readonly manifest: FeedManifest<Config, Secrets>;
	/** Begins to use an access, goes on with it, or renews a consent in place. */
	setUp(context: FeedContext<Config, Secrets>): Promise<SetUp>;
	/**
	 * Everything that was booked on the account since that day, and usually some more: who stores it knows what is new.
	 * Deliveries that were yielded count even if a later one fails.
	 */
	fetch(context: FeedContext<Config, Secrets>, account: FeedAccount, since: Day): AsyncIterable<Delivery>;
	/** Where the merchant picks his bank from a list: those of a country (ISO 3166, "DE"). */
	banks?(
		context: Pick<FeedContext<Config, Secrets>, "fetch" | "signal">,
		country: string,
	): Promise<readonly FeedBank[]>;
}

/** Why a feed could not go on, and who can mend it. */
export const FEED_FAULTS = {
	/** The bank wants something that only the merchant can do: a TAN, a consent. */
	"needs-merchant": { retry: "after-merchant" },
	/** User, PIN, key or product id are refused. Never tried again by itself: banks lock an access after three tries. */
	"bad-credentials": { retry: "after-merchant" },
	/** The bank has locked the access. */
	locked: { retry: "after-merchant" },
	/** The consent has ended or was withdrawn. */
	"consent-ended": { retry: "after-merchant" },
	"rate-limited": { retry: "later" },
	unavailable: { retry: "later" },
	/** The bank answered something that its protocol does not promise; signature or certificate do not fit. */
	"unexpected-reply": { retry: "never" },
} as const satisfies Record<string, { retry: "after-merchant" | "later" | "never" }>;

export type FeedFault = keyof typeof FEED_FAULTS;

/** The only thing a feed throws. Its message is for us and holds no secret and no personal data. */
export class FeedError extends Error {
	override readonly name = "FeedError";
	readonly fault: FeedFault;
	/** What happened and what to do, in the merchant's words. */
	readonly forMerchant: Text;
	readonly retryAfterMs: number | undefined;

	constructor(
		fault: FeedFault,
		message: string,
		details: { readonly forMerchant: Text; readonly retryAfterMs?: number; readonly cause?: unknown },
	) {
		super(message, { cause: details.cause });
		this.fault = fault;
		this.forMerchant = details.forMerchant;
		this.retryAfterMs = details.retryAfterMs;
	}
}
