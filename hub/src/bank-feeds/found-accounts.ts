import type { FeedAccount } from "@kontor/bank-feeds";
import type { MerchantTransaction } from "../db/database.ts";
import { fold } from "../postings/account-number.ts";

/** Newly found accounts go to the merchant's account of the same number; what he has linked otherwise stays so. */
export async function storeAccounts(
	tx: MerchantTransaction,
	accessId: string,
	accounts: readonly FeedAccount[],
): Promise<void> {
	const own = await tx.model.account.findMany({ where: { merchantId: tx.merchantId } });
	const rows = accounts.map(({ id, iban, currency, ownerName, name }) => {
		const fits = own.find(
			(account) =>
				iban !== undefined &&
				fold(account.number) === fold(iban) &&
				(currency === undefined || currency === account.currency),
		);
		return { id, iban, currency, ownerName, name, account: fits?.id };
	});
	await tx.execute(
		`INSERT INTO bank_access_accounts (merchant_id, access_id, feed_account, iban, currency, owner_name, name, account_id)
		 SELECT $1::uuid, $2::uuid, r.id, r.iban, r.currency, r."ownerName", r.name, r.account
		   FROM jsonb_to_recordset($3::jsonb) AS r(id text, iban text, currency text, "ownerName" text, name text, account uuid)
		 ON CONFLICT (merchant_id, access_id, feed_account) DO UPDATE
		    SET iban = excluded.iban, currency = coalesce(excluded.currency, bank_access_accounts.currency),
		        owner_name = excluded.owner_name, name = excluded.name`,
		tx.merchantId,
		accessId,
		JSON.stringify(rows),
	);
	await tx.execute(
		`DELETE FROM bank_access_accounts
		  WHERE merchant_id = $1::uuid AND access_id = $2::uuid AND account_id IS NULL AND feed_account <> ALL($3)`,
		tx.merchantId,
		accessId,
		accounts.map(({ id }) => id),
	);
}

/** At the accounts it serves (PRODUCT M10). */
export async function showConsentEnd(tx: MerchantTransaction, accessId: string, endsAt: Date | null): Promise<void> {
	await tx.execute(
		`UPDATE accounts a SET consent_ends_at = $3 FROM bank_access_accounts b
		  WHERE b.merchant_id = $1::uuid AND b.access_id = $2::uuid AND a.merchant_id = b.merchant_id AND a.id = b.account_id`,
		tx.merchantId,
		accessId,
		endsAt,
	);
}
