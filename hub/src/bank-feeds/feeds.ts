import { join } from "node:path";
import type { Feed, FilePayload, Payload } from "@kontor/bank-feeds";
import * as bankFeeds from "@kontor/bank-feeds";

/** A feed of any kind, as the hub runs it. */
export type AnyFeed = Feed<unknown, unknown, Payload | FilePayload>;

/** The feeds that a merchant can use. Some have something of the merchant's own: a folder. */
export type FeedsOf = (merchantId: string) => readonly AnyFeed[];

/** What an operator gives for all his merchants; what is missing is not offered. */
export interface FeedOptions {
	/** The number under which this installation is registered at the Deutsche Kreditwirtschaft. */
	readonly fintsProductId?: string | undefined;
	readonly gocardless?: bankFeeds.GoCardlessKeys | undefined;
	/** Below it each merchant has a folder, named by his id, that files are put into. */
	readonly dropFolder?: string | undefined;
}

/** The feeds that these options allow. */
export function feedsOf({ fintsProductId, gocardless, dropFolder }: FeedOptions): FeedsOf {
	const shared: AnyFeed[] = [bankFeeds.ebicsFeed as AnyFeed];
	if (fintsProductId !== undefined) shared.push(bankFeeds.fintsFeed({ productId: fintsProductId }) as AnyFeed);
	// Once for all: its access token is shared.
	if (gocardless !== undefined) shared.push(bankFeeds.gocardlessFeed(gocardless) as AnyFeed);
	return (merchantId) =>
		dropFolder === undefined
			? shared
			: [...shared, bankFeeds.folderFeed({ root: join(dropFolder, merchantId) }) as AnyFeed];
}

export function feedOf(feeds: FeedsOf, merchantId: string, id: string): AnyFeed | undefined {
	return feeds(merchantId).find(({ manifest }) => manifest.id === id);
}
