/**
 * How bank data arrive by themselves. A feed delivers what the bank said, byte by byte; `@kontor/statements` reads it.
 */
export type {
	Aggregator,
	AggregatorCalls,
	AggregatorRun,
	ConsentState,
	PreparedConsent,
	WantedConsent,
} from "./aggregator/aggregator.ts";
export { aggregatorFeed } from "./aggregator/aggregator-feed.ts";
export { ebicsFeed } from "./ebics/feed.ts";
export * from "./feed.ts";
export { BANKS, type Bank, type FintsOptions, fintsFeed } from "./fints/index.ts";
export { type FolderOptions, folderFeed } from "./folder/folder.ts";
export { gocardlessFeed } from "./gocardless/gocardless.ts";
export type { GoCardlessKeys } from "./gocardless/gocardless-client.ts";
