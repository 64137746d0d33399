import type { FilePayload } from "@kontor/bank-feeds";
import type { Hub } from "../hub.ts";
import type { Notice } from "../notifications/notify.ts";
import type { Claimed } from "./claim.ts";
import type { AnyFeed } from "./feeds.ts";
import { type Fetched, feedAccountOf, type OwnAccount, ownAccounts } from "./fetched.ts";
import { importDelivery, statementFileOf } from "./import-delivery.ts";
import { concerning, unknownAccount, unreadable } from "./notices.ts";
import type { RunContext } from "./run-access.ts";
import { sinceOf } from "./since.ts";
import { foreignIn, headsOf, isOf } from "./statements-of.ts";

/** Files of all accounts; one that could not be stored in whole is put aside, and what could is stored. */
export async function fetchFiles(hub: Hub, claimed: Claimed, feed: AnyFeed, context: RunContext): Promise<Fetched> {
	const { accounts } = claimed;
	const [any] = accounts;
	if (any === undefined) return { whole: true, complete: [], limited: null, notices: [] };
	const own = await ownAccounts(hub, claimed.merchantId);
	const notices: Notice[] = [];
	let whole = true;
	for await (const delivered of feed.fetch(context, feedAccountOf(any), sinceOfAll(claimed, own, context.now()))) {
		context.signal.throwIfAborted();
		// A feed that delivers files says so in its manifest.
		const payload = delivered as FilePayload;
		const taken = await takeFile(hub, claimed, own, payload);
		notices.push(...taken.told);
		whole &&= taken.whole;
		await payload.taken(taken.whole ? "imported" : "failed");
	}
	return { whole, complete: whole ? accounts.map(({ feedAccount }) => feedAccount) : [], limited: null, notices };
}

async function takeFile(
	hub: Hub,
	{ access, accounts, merchantId }: Claimed,
	own: readonly OwnAccount[],
	payload: FilePayload,
) {
	const { name } = payload;
	const file = await statementFileOf(payload);
	const heads = await headsOf(file);
	// Where the bank lists accounts, the merchant chose which are read; a folder's files are all meant.
	const listed = accounts.filter(({ iban }) => iban !== null);
	const read = listed.length === 0 ? own : own.filter(({ id }) => listed.some(({ accountId }) => accountId === id));
	const readers = read.filter((account) => heads.some((head) => isOf(account, head)));
	const told: Notice[] = [];
	let whole = true;
	for (const account of readers) {
		const unread = await importDelivery(hub, { merchantId, account }, file, heads, name);
		if (unread !== null) told.push(concerning(name, unreadable(access, name, unread)));
		whole &&= unread === null;
	}
	if (readers.length === 0 && heads.includes(null)) {
		told.push(concerning(name, unreadable(access, name, NO_STATEMENT)));
		whole = false;
	}
	const known = listed.map(({ iban, currency }) => ({ number: iban ?? "", currency }));
	for (const account of foreignIn(heads, [...own, ...known])) {
		told.push(concerning(listed.length === 0 ? name : account, unknownAccount(access, name, [account])));
		// The bank delivers what it does not list: that keeps nothing else back.
		whole &&= listed.length > 0;
	}
	return { whole, told };
}

/** From where the account that lags behind most is fetched. */
function sinceOfAll({ access, accounts }: Claimed, own: readonly OwnAccount[], now: Date): string {
	const days = accounts.flatMap(({ accountId, fetchedAt }) => {
		const account = own.find(({ id }) => id === accountId);
		return account === undefined ? [] : [sinceOf({ fetchedAt, assignFrom: account.assignFrom }, now)];
	});
	return days.toSorted()[0] ?? sinceOf({ fetchedAt: access.lastSuccessAt, assignFrom: null }, now);
}

const NO_STATEMENT = {
	de: "Darin ist kein Kontoauszug, den Kontor lesen kann.",
	en: "There is no bank statement in it that Kontor can read.",
};
