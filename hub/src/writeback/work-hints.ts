import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";

/** That a host may find work of a merchant. */
export interface WorkHint {
	readonly merchantId: string;
	readonly dueAt: Date;
}

/** Every hint of a host, in the order of merchants: from there each poll goes on where the last one ended. */
export async function hintsOf(hub: Hub, hostId: string): Promise<WorkHint[]> {
	const { rows } = await hub.db.pool.query<{ merchant_id: string; due_at: Date }>(
		`SELECT merchant_id, due_at FROM work_hints WHERE host_id = $1 ORDER BY merchant_id`,
		[hostId],
	);
	return rows.map(({ merchant_id, due_at }) => ({ merchantId: merchant_id, dueAt: due_at }));
}

/**
 * Takes the hint for this transaction alone, without waiting: false while somebody announces work, or another lease looks.
 * To be called before the look: who announces from then on waits for its end.
 */
export async function holdHint(tx: MerchantTransaction, hostId: string): Promise<boolean> {
	const rows = await tx.query(
		`SELECT merchant_id FROM work_hints
		  WHERE host_id = $1::uuid AND merchant_id = $2::uuid FOR NO KEY UPDATE SKIP LOCKED`,
		hostId,
		tx.merchantId,
	);
	return rows.length > 0;
}

/** Says when the host finds work of the merchant again, or takes the hint away. The caller holds it. */
export async function moveHint(tx: MerchantTransaction, hostId: string, next: Date | null): Promise<void> {
	if (next === null) {
		await tx.execute(
			`DELETE FROM work_hints WHERE host_id = $1::uuid AND merchant_id = $2::uuid`,
			hostId,
			tx.merchantId,
		);
	} else {
		await tx.execute(
			`UPDATE work_hints SET due_at = $3 WHERE host_id = $1::uuid AND merchant_id = $2::uuid`,
			hostId,
			tx.merchantId,
			next,
		);
	}
}
