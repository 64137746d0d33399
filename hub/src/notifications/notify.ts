import type { Text } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";
import { URGENT } from "./urgent.ts";

export interface Notice {
	readonly code: string;
	/** The cause: while one with this key is not done, it is not said again (PRODUCT L4). */
	readonly causeKey: string;
	readonly text: Text;
	readonly about: {
		readonly connection?: string;
		readonly order?: string;
		readonly posting?: string;
		readonly account?: string;
		/** An access to a bank. */
		readonly access?: string;
		/** The field of a connection's configuration or secrets that is at fault. */
		readonly field?: string;
	};
}

/** Tells the merchant what needs a person, in the transaction that makes it true. */
export async function notify(tx: MerchantTransaction, notices: readonly Notice[]): Promise<void> {
	if (notices.length === 0) return;
	const told = await tx.execute(
		`INSERT INTO notifications (merchant_id, code, cause_key, text, about, created_at)
		 SELECT $1::uuid, n.code, n."causeKey", n.text, n.about, $3
		   FROM jsonb_to_recordset($2::jsonb) AS n(code text, "causeKey" text, text jsonb, about jsonb)
		 ON CONFLICT DO NOTHING`,
		tx.merchantId,
		JSON.stringify(notices),
		tx.now,
	);
	if (told === 0 || !notices.some(({ code }) => URGENT.has(code))) return;
	await addJob(tx, "digest", { merchantId: tx.merchantId }, { key: `digest:${tx.merchantId}`, inMs: 0 });
}

/** The cause is over: what was said of it is done. */
export async function withdraw(tx: MerchantTransaction, causeKeys: readonly string[]): Promise<void> {
	if (causeKeys.length === 0) return;
	await tx.execute(
		`UPDATE notifications SET done_at = $3 WHERE merchant_id = $1::uuid AND cause_key = ANY($2) AND done_at IS NULL`,
		tx.merchantId,
		causeKeys,
		tx.now,
	);
}
