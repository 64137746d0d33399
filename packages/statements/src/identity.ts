import { createHash } from "node:crypto";
import { germanIban } from "./iban.ts";
import type { Account, Entry, Posting, StatementFormat } from "./model.ts";

/**
 * How a posting is recognised when it arrives again (PRODUCT C3, M3). Pure: the hub stores the keys and compares.
 *
 * 1. `strongId`: what the bank guarantees. Equal ids are one posting.
 * 2. `contentKey`: everything the bank says about it. Equal keys may be true twins: count them over the account's day
 *    and add what the file has more than the store (a multiset difference), never within one file alone.
 * 3. `dayFingerprint`: booking day and amount, all that two formats share. An MT940 and a camt of one day are the same
 *    postings only if the day's fingerprints are the same multiset in both.
 */

/** Where a posting comes from. Any `Statement` or `StatementHead` is one. */
export interface PostingSource {
	readonly account: Account;
	readonly format: StatementFormat;
}

/**
 * A key that two deliveries of one posting share and no other posting has, or `undefined`.
 *
 * `FI-UMSATZ-ID` where the bank gives one, else the `AcctSvcrRef` of a camt together with booking day and amount. The
 * `//` reference of an MT940 is none: many banks write the same one on every line. The id of a CSV (PayPal's transaction
 * code) counts with booking day and amount: a withdrawal and its reversal may share one.
 * A reference that one statement repeats is none either; use `identities` for a whole statement, which sees that.
 */
export function strongId(source: PostingSource, posting: Posting): string | undefined {
	const account = accountKey(source.account);
	if (posting.uniqueId !== undefined) {
		const beside = source.format === "csv" ? fingerprintOf(posting) : [];
		return digest(["unique", account, posting.uniqueId, ...beside]);
	}
	if (posting.bankReference === undefined || !source.format.startsWith("camt.")) return undefined;
	return digest(["reference", account, posting.bankReference, ...fingerprintOf(posting)]);
}

/**
 * SHA-256 over all that identifies a posting but its occurrence among twins: account, booking day, value day as
 * written, amount, code, counterparty, end-to-end id, mandate, and the text without white space (the same posting differs
 * in blanks from export to export). The caller adds the occurrence number, counted over the account's day.
 */
export function contentKey(source: Pick<PostingSource, "account">, posting: Posting): string {
	const { transactionCode: code, counterparty } = posting;
	return digest([
		"content",
		accountKey(source.account),
		...fingerprintOf(posting),
		posting.valueDayRaw ?? posting.valueDay ?? "",
		code.gvc ?? code.domain ?? code.proprietary ?? code.swift ?? "",
		counterparty.iban ?? foldName(counterparty.name ?? ""),
		posting.endToEndId ?? "",
		posting.mandateId ?? "",
		posting.searchText.toUpperCase(),
	]);
}

/** Booking day and signed amount: what every format says the same way. Compare as a multiset per account and day. */
export function dayFingerprint(posting: Posting): string {
	return fingerprintOf(posting).join("|");
}

/** One entry's keys. */
export interface Identity {
	readonly strongId: string | undefined;
	readonly contentKey: string;
	readonly dayFingerprint: string;
}

/**
 * The keys of a statement's entries, in their order. A bank reference that the statement itself repeats says nothing at
 * that bank: its entries get no strong id. Neither does an id that a CSV repeats with the same day and amount.
 */
export function identities(source: PostingSource, entries: readonly Entry[]): readonly Identity[] {
	const seen = new Map<string, number>();
	for (const { bankReference: reference } of entries) {
		if (reference !== undefined) seen.set(reference, (seen.get(reference) ?? 0) + 1);
	}
	const ids = entries.map((entry) => strongId(source, entry));
	const idsSeen = new Map<string | undefined, number>();
	for (const id of ids) idsSeen.set(id, (idsSeen.get(id) ?? 0) + 1);
	return entries.map((entry, at) => {
		const id = ids[at];
		const repeated =
			entry.uniqueId === undefined
				? (seen.get(entry.bankReference ?? "") ?? 0) > 1
				: source.format === "csv" && (idsSeen.get(id) ?? 0) > 1;
		return {
			strongId: repeated ? undefined : id,
			contentKey: contentKey(source, entry),
			dayFingerprint: dayFingerprint(entry),
		};
	});
}

/**
 * An account in its one spelling, whatever the format calls it: the IBAN; for a German `BLZ/number` the IBAN that follows
 * from it by the standard rule; else the bank's text without blanks.
 */
export function accountKey(account: Account): string {
	if (account.iban !== undefined) return account.iban;
	const id = account.id.replace(/\s/g, "").toUpperCase();
	const [, bankCode, number] = /^(\d{8})\/(\d{1,10})$/.exec(id) ?? [];
	return bankCode !== undefined && number !== undefined ? germanIban(bankCode, number) : id;
}

function fingerprintOf({ bookingDay, amount }: Posting): [string, string, string] {
	return [bookingDay, String(amount.minor), amount.currency];
}

/** A name without what banks change in it: case, umlauts in both spellings, punctuation, blanks. */
function foldName(name: string): string {
	return name
		.toLowerCase()
		.replaceAll("ß", "ss")
		.normalize("NFD")
		.replace(/[^a-z0-9]/g, "")
		.replace(/([aou])e/g, "$1");
}

/** Fields are separated by a character that no field holds, so that no two lists of fields read the same. */
function digest(fields: readonly string[]): string {
	return createHash("sha256").update(fields.join("\u001f")).digest("hex");
}
