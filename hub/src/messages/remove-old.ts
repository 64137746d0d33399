import type { MerchantTransaction } from "../db/database.ts";

/** How long messages can be opened as they were sent (PRODUCT G9). */
const MONTHS = 36;

/** Removes what is older, with its files. What still waits to be sent stays. */
export async function removeOldMessages(tx: MerchantTransaction): Promise<void> {
	const before = new Date(tx.now);
	before.setUTCMonth(before.getUTCMonth() - MONTHS);
	await tx.execute(
		`WITH gone AS (DELETE FROM messages WHERE merchant_id = $1::uuid AND created_at < $2 AND due_at IS NULL RETURNING id)
		 DELETE FROM message_files f USING gone WHERE f.merchant_id = $1::uuid AND f.message_id = gone.id`,
		tx.merchantId,
		before,
	);
}
