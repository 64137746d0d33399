import { FeedError } from "@kontor/bank-feeds";
import { type listBanks, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { Hub } from "../hub.ts";
import { feedOf } from "./feeds.ts";

const MOST_MS = 20_000;

/** Asked outside of any transaction. @throws ProblemError 400 where the feed has no list; 503 where it cannot be had now */
export async function banksOf(
	hub: Hub,
	merchantId: string,
	{ feed: id, country }: z.infer<typeof listBanks.query>,
): Promise<z.infer<typeof listBanks.result>["items"]> {
	const feed = feedOf(hub.feeds, merchantId, id);
	if (feed?.banks === undefined) throw problem("INVALID_REQUEST", { detail: `query.feed: ${id} lists no banks` });
	try {
		const banks = await feed.banks({ fetch: hub.bankFetch, signal: AbortSignal.timeout(MOST_MS) }, country);
		return banks.map(({ id: bank, name, bic = null }) => ({ id: bank, name, bic }));
	} catch (error) {
		if (!(error instanceof FeedError)) throw error;
		throw problem("NOT_READY", { detail: error.message, forMerchant: error.forMerchant });
	}
}
