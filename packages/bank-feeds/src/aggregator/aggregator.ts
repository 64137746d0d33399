import type { Instant, Text } from "@kontor/connector";
import type { FeedAccount, FeedBank } from "../feed.ts";

/**
 * A company that reads accounts of many banks under PSD2. What they have in common (consents that end and are renewed)
 * is in `aggregator-feed.ts`; an aggregator says how its calls are made. All failures are `FeedError`s.
 *
 * - **consent**: what the account's holder gave at his bank's page; it ends by itself after at most 180 days.
 */
export interface Aggregator {
	readonly id: string;
	readonly title: Text;
	readonly fetchesPerDay: number;
	/** Calls it on behalf of one run of a feed. */
	calls(run: AggregatorRun): Promise<AggregatorCalls>;
}

/** Of the run that calls. */
export interface AggregatorRun {
	readonly fetch: typeof fetch;
	readonly signal: AbortSignal;
}

export interface AggregatorCalls {
	/** Prepares a consent. What was consented before goes on. */
	prepareConsent(wanted: WantedConsent): Promise<PreparedConsent>;
	/** What became of it. */
	consent(id: string): Promise<ConsentState>;
	account(id: string): Promise<FeedAccount>;
	/** What was booked since that day, as the aggregator sends it. */
	transactions(accountId: string, since: string): Promise<Uint8Array>;
	banks(country: string): Promise<readonly FeedBank[]>;
}

export interface WantedConsent {
	/** The bank, as `banks` names it. */
	readonly bank: string;
	/** Where the bank's page sends the browser afterwards. */
	readonly returnUrl: string;
}

export interface PreparedConsent {
	readonly id: string;
	/** The page where the holder consents. */
	readonly url: string;
}

export type ConsentState =
	| { readonly state: "open" }
	| { readonly state: "given"; readonly accountIds: readonly string[]; readonly endsAt: Instant }
	/** Refused, run out, withdrawn. */
	| { readonly state: "over" };
