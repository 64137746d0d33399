import { FeedError, type FilePayload, type Payload } from "@kontor/bank-feeds";
import type { Hub } from "../hub.ts";
import type { Notice } from "../notifications/notify.ts";
import { fileOf } from "../postings/importing/statement-file.ts";
import type { Claimed } from "./claim.ts";
import type { AnyFeed } from "./feeds.ts";
import { importDelivery, statementFileOf } from "./import-delivery.ts";
import { unknownAccount, unreadable } from "./notices.ts";
import type { RunContext } from "./run-access.ts";
import { sinceOf } from "./since.ts";
import { foreignIn, headsOf, isOf } from "./statements-of.ts";
import type { StoredAccessAccount } from "./stored-access.ts";

/** What came of a fetch. */
export interface Fetched {
	/** What the feed calls the accounts of which all there was is stored. */
	readonly complete: readonly string[];
	/** The bank wants no more requests for now: when it does again. */
	readonly limited: FeedError | null;
	readonly notices: readonly Notice[];
}

interface OwnAccount {
	readonly id: string;
	readonly number: string;
	readonly currency: string;
	readonly assignFrom: Date;
}

/** Account by account; a limit of the bank is one of an account, everything else ends the run. */
export async function fetchPayloads(hub: Hub, claimed: Claimed, feed: AnyFeed, context: RunContext): Promise<Fetched> {
	const { access, merchantId } = claimed;
	const complete: string[] = [];
	const notices: Notice[] = [];
	let limited: FeedError | null = null;
	const own = await ownAccounts(hub, merchantId);
	for (const linked of claimed.accounts) {
		const account = own.find(({ id }) => id === linked.accountId);
		if (account === undefined) continue;
		const since = sinceOf({ fetchedAt: linked.fetchedAt, assignFrom: account.assignFrom }, context.now());
		try {
			let whole = true;
			for await (const payload of feed.fetch(context, feedAccountOf(linked), since)) {
				context.signal.throwIfAborted();
				// A feed that delivers files says so in its manifest.
				const { bytes, name } = payload as Payload;
				const file = fileOf(bytes);
				const heads = await headsOf(file);
				const foreign = foreignIn(heads, [account]);
				// A delivery with nothing of this account at all is a mistake, one with others beside it is not.
				const misses = !heads.some((head) => head === null || isOf(account, head)) && foreign.length > 0;
				if (misses) notices.push(unknownAccount(access, name, foreign));
				const unread = misses ? null : await importDelivery(hub, { merchantId, account }, file, heads, name);
				if (unread !== null) notices.push(unreadable(access, name, unread));
				whole &&= unread === null && !misses;
			}
			if (whole) complete.push(linked.feedAccount);
		} catch (error) {
			if (!(error instanceof FeedError) || error.fault !== "rate-limited") throw error;
			limited = error;
		}
	}
	return { complete, limited, notices };
}

/** Files of all accounts; one that could not be stored in whole is put aside, and what was is stored. */
export async function fetchFiles(hub: Hub, claimed: Claimed, feed: AnyFeed, context: RunContext): Promise<Fetched> {
	const { access, merchantId, accounts } = claimed;
	const notices: Notice[] = [];
	const own = await ownAccounts(hub, merchantId);
	const linked = accounts.flatMap(({ accountId, fetchedAt }) => {
		const account = own.find(({ id }) => id === accountId);
		return account === undefined ? [] : [{ fetchedAt, assignFrom: account.assignFrom }];
	});
	const days = linked.map((account) => sinceOf(account, context.now())).toSorted();
	const since = days[0] ?? sinceOf({ fetchedAt: access.lastSuccessAt, assignFrom: null }, context.now());
	const [any] = accounts;
	if (any === undefined) return { complete: [], limited: null, notices };
	// The bank's accounts that the merchant chose not to read; a folder lists none.
	const leftOut = accounts.filter(({ accountId, iban }) => accountId === null && iban !== null);
	for await (const delivered of feed.fetch(context, feedAccountOf(any), since)) {
		context.signal.throwIfAborted();
		const payload = delivered as FilePayload;
		const file = await statementFileOf(payload);
		const heads = await headsOf(file);
		const foreign = foreignIn(heads, [...own, ...leftOut.map(({ iban, currency }) => numbered(iban, currency))]);
		if (foreign.length > 0) notices.push(unknownAccount(access, payload.name, foreign));
		let whole = foreign.length === 0;
		const readers = own.filter((account) => heads.some((head) => isOf(account, head) && isRead(account, accounts)));
		for (const account of readers) {
			const unread = await importDelivery(hub, { merchantId, account }, file, heads, payload.name);
			if (unread !== null) notices.push(unreadable(access, payload.name, unread));
			whole &&= unread === null;
		}
		if (readers.length === 0 && heads.includes(null)) {
			notices.push(unreadable(access, payload.name, NO_STATEMENT));
			whole = false;
		}
		await payload.taken(whole ? "imported" : "failed");
	}
	const unsettled = notices.length > 0;
	return { complete: unsettled ? [] : accounts.map(({ feedAccount }) => feedAccount), limited: null, notices };
}

/** Where a feed lists accounts, those that are linked; where it does not, all. */
function isRead({ id }: OwnAccount, accounts: readonly StoredAccessAccount[]): boolean {
	const lists = accounts.some(({ iban }) => iban !== null);
	return !lists || accounts.some(({ accountId }) => accountId === id);
}

function numbered(iban: string | null, currency: string | null) {
	return { number: iban ?? "", currency: currency ?? "EUR" };
}

function feedAccountOf({ feedAccount, iban, currency, ownerName, name }: StoredAccessAccount) {
	const or = <T>(value: T | null): T | undefined => value ?? undefined;
	return { id: feedAccount, iban: or(iban), currency: or(currency), ownerName: or(ownerName), name: or(name) };
}

function ownAccounts(hub: Hub, merchantId: string): Promise<OwnAccount[]> {
	return hub.db.merchant(merchantId, "accountsOfRun", (tx) =>
		tx.model.account.findMany({
			where: { merchantId },
			select: { id: true, number: true, currency: true, assignFrom: true },
		}),
	);
}

const NO_STATEMENT = {
	de: "Darin ist kein Kontoauszug, den Kontor lesen kann.",
	en: "There is no bank statement in it that Kontor can read.",
};
