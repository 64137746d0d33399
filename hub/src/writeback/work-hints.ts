import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";

/** That a host may find work of a merchant. */
export interface WorkHint {
	readonly merchantId: string;
	readonly dueAt: Date;
	readonly seq: string;
}

/** Every hint of a host, in the order of merchants: from there each poll goes on where the last one ended. */
export async function hintsOf(hub: Hub, hostId: string): Promise<WorkHint[]> {
	const { rows } = await hub.db.pool.query<{ merchant_id: string; due_at: Date; seq: string }>(
		`SELECT merchant_id, due_at, seq FROM work_hints WHERE host_id = $1 ORDER BY merchant_id`,
		[hostId],
	);
	return rows.map(({ merchant_id, due_at, seq }) => ({ merchantId: merchant_id, dueAt: due_at, seq }));
}

/**
 * Says when the host finds work of the merchant again, or takes the hint away; unless somebody announced work meanwhile,
 * or is about to: then the hint stays as it is, and the host looks once more.
 */
export async function moveHint(
	tx: MerchantTransaction,
	hostId: string,
	{ seq }: WorkHint,
	next: Date | null,
): Promise<void> {
	const unchanged = `(host_id, merchant_id) IN (
		SELECT host_id, merchant_id FROM work_hints
		 WHERE host_id = $1::uuid AND merchant_id = $2::uuid AND seq = $3::bigint FOR UPDATE SKIP LOCKED)`;
	if (next === null) {
		await tx.execute(`DELETE FROM work_hints WHERE ${unchanged}`, hostId, tx.merchantId, seq);
	} else {
		await tx.execute(`UPDATE work_hints SET due_at = $4 WHERE ${unchanged}`, hostId, tx.merchantId, seq, next);
	}
}
