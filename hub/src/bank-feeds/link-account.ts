import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { update } from "./change-access.ts";
import { showConsentEnd } from "./found-accounts.ts";
import { isRunning, lockAccess, type StoredAccess } from "./stored-access.ts";

interface Link {
	readonly feedAccount: string;
	readonly account: string | null;
}

/**
 * Says where an account's postings go; they are fetched at once.
 * @throws ProblemError 404; 409 where the account is another one, or kept in another currency
 */
export async function linkAccount(
	tx: MerchantTransaction,
	id: string,
	{ feedAccount, account: accountId }: Link,
): Promise<StoredAccess> {
	const access = await lockAccess(tx, id);
	const key = { merchantId: tx.merchantId, accessId: id, feedAccount };
	const found = await tx.model.bankAccessAccount.findUnique({ where: { merchantId_accessId_feedAccount: key } });
	if (found === null) throw problem("NOT_FOUND", { detail: "the access has no such account" });
	if (accountId !== null) {
		const account = await tx.model.account.findUnique({
			where: { merchantId_id: { merchantId: tx.merchantId, id: accountId } },
		});
		if (account === null) throw problem("NOT_FOUND", { detail: "no such account" });
		if (found.currency !== null && found.currency !== account.currency) {
			throw problem("CONFLICT", {
				detail: `the bank keeps it in ${found.currency}, the account is in ${account.currency}`,
				forMerchant: {
					de: `Die Bank führt dieses Konto in ${found.currency}, „${account.name}“ ist in ${account.currency}.`,
					en: `The bank keeps this account in ${found.currency}, "${account.name}" is in ${account.currency}.`,
				},
			});
		}
	}
	if (found.accountId === accountId) return access;
	// From the beginning: another account has not had what the last fetches brought.
	await tx.model.bankAccessAccount.update({
		where: { merchantId_accessId_feedAccount: key },
		data: { accountId, fetchedAt: null },
	});
	await showConsentEnd(tx, id, access.consentEndsAt);
	if (accountId === null || access.state !== "ready" || isRunning(access, tx.now)) return access;
	return update(tx, id, { dueAt: tx.now });
}
