import { FeedError, type Payload } from "@kontor/bank-feeds";
import type { Hub } from "../hub.ts";
import type { Notice } from "../notifications/notify.ts";
import { fileOf } from "../postings/importing/statement-file.ts";
import type { Claimed } from "./claim.ts";
import type { AnyFeed } from "./feeds.ts";
import { type Fetched, feedAccountOf, type OwnAccount, ownAccounts } from "./fetched.ts";
import { importDelivery } from "./import-delivery.ts";
import { concerning, unknownAccount, unreadable } from "./notices.ts";
import type { RunContext } from "./run-access.ts";
import { sinceOf } from "./since.ts";
import { foreignIn, headsOf, isOf } from "./statements-of.ts";

/** Account by account; a limit of the bank is one of an account, everything else ends the run. */
export async function fetchPayloads(hub: Hub, claimed: Claimed, feed: AnyFeed, context: RunContext): Promise<Fetched> {
	const complete: string[] = [];
	const notices: Notice[] = [];
	let limited: FeedError | null = null;
	let whole = true;
	const own = await ownAccounts(hub, claimed.merchantId);
	for (const linked of claimed.accounts) {
		const account = own.find(({ id }) => id === linked.accountId);
		if (account === undefined) continue;
		const since = sinceOf({ fetchedAt: linked.fetchedAt, assignFrom: account.assignFrom }, context.now());
		try {
			let stored = true;
			for await (const payload of feed.fetch(context, feedAccountOf(linked), since)) {
				context.signal.throwIfAborted();
				// A feed that delivers files says so in its manifest.
				const taken = await takePayload(hub, claimed, account, payload as Payload);
				notices.push(...taken.told);
				stored &&= taken.whole;
			}
			if (stored) complete.push(linked.feedAccount);
			whole &&= stored;
		} catch (error) {
			if (!(error instanceof FeedError) || error.fault !== "rate-limited") throw error;
			limited = error;
		}
	}
	return { whole: whole && limited === null, complete, limited, notices };
}

async function takePayload(
	hub: Hub,
	{ access, merchantId }: Claimed,
	account: OwnAccount,
	{ bytes, name }: Payload,
): Promise<{ whole: boolean; told: Notice[] }> {
	const file = fileOf(bytes);
	const heads = await headsOf(file);
	if (!heads.some((head) => head === null || isOf(account, head)) && heads.length > 0) {
		return { whole: false, told: [unknownAccount(access, name, foreignIn(heads, [account]))] };
	}
	const unread = await importDelivery(hub, { merchantId, account }, file, heads, name);
	const told = unread === null ? [] : [unreadable(access, name, unread)];
	// Other accounts beside it are no matter; this one in another currency is one that nobody reads.
	const { id, number } = account;
	const currencies = heads.flatMap((head) => (isOf({ number, currency: null }, head) ? (head?.currency ?? []) : []));
	const others = [...new Set(currencies)].filter((currency) => currency !== account.currency);
	for (const currency of others) {
		told.push(concerning(`${id} ${currency}`, unknownAccount(access, name, [`${number} ${currency}`])));
	}
	return { whole: unread === null, told };
}
