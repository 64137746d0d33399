import type { MerchantTransaction } from "../db/database.ts";
import { announceWork } from "../writeback/announce-work.ts";

/** Something changed for all shops of the merchant: each of their hosts looks at once. */
export async function announceToHosts(tx: MerchantTransaction): Promise<void> {
	const hosts = await tx.query<{ host_id: string }>(
		`SELECT DISTINCT host_id FROM connections WHERE merchant_id = $1::uuid AND host_id IS NOT NULL AND state <> 'disconnected'
		  ORDER BY host_id`,
		tx.merchantId,
	);
	for (const { host_id } of hosts) await announceWork(tx, host_id, tx.now);
}
