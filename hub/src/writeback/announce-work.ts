import type { MerchantTransaction } from "../db/database.ts";
import { CHANNEL } from "./work-bell.ts";

/**
 * Writes hints from `due (host_id, due_at)` and rings for each host; PostgreSQL delivers the rings at commit.
 *
 * A hint that stands already is only held in common until the commit: many outcomes at once do not wait for each other. A
 * lease moves a hint only when it can have it alone, before it looks (work-hints.ts): what was announced before is then
 * found, and who announces later waits and writes it anew.
 */
export const ANNOUNCE = `known AS (
		SELECT h.host_id FROM work_hints h JOIN due ON due.host_id = h.host_id
		 WHERE h.merchant_id = $1::uuid AND h.due_at <= due.due_at FOR SHARE OF h),
	hint AS (
		INSERT INTO work_hints (host_id, merchant_id, due_at)
		SELECT host_id, $1::uuid, min(due_at) FROM due
		 WHERE host_id IS NOT NULL AND host_id NOT IN (SELECT host_id FROM known) GROUP BY host_id ORDER BY host_id
		ON CONFLICT (host_id, merchant_id) DO UPDATE SET due_at = least(work_hints.due_at, excluded.due_at))
	SELECT pg_notify('${CHANNEL}', host_id::text)::text FROM (SELECT DISTINCT host_id FROM due WHERE host_id IS NOT NULL) host`;

/**
 * Tells a host that it will find work of a merchant, from `dueAt` on. To be called in the transaction that makes the
 * work, as late as possible: the hint's row is shared by all who make work for the host.
 */
export async function announceWork(tx: MerchantTransaction, hostId: string, dueAt: Date): Promise<void> {
	await tx.query(
		`WITH due AS (SELECT $2::uuid AS host_id, $3::timestamptz AS due_at), ${ANNOUNCE}`,
		tx.merchantId,
		hostId,
		dueAt,
	);
}

/** Announces work of connections to whichever hosts serve them; one without a host is told when its host comes. */
export async function announceWorkOf(
	tx: MerchantTransaction,
	connectionIds: readonly string[],
	dueAt: Date,
): Promise<void> {
	if (connectionIds.length === 0) return;
	await tx.query(
		`WITH due AS (
			SELECT host_id, $3::timestamptz AS due_at FROM connections WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])),
		 ${ANNOUNCE}`,
		tx.merchantId,
		connectionIds,
		dueAt,
	);
}
