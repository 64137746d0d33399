import type { Transaction } from "../db/database.ts";
import { ring } from "./work-bell.ts";

/**
 * Tells a host that it will find work of a merchant, from `dueAt` on. To be called in the transaction that makes the
 * work, as late as possible: the hint's row is shared by all who make work for the host.
 *
 * Always writes, also where the hint stands already: a lease that found nothing takes the hint away only if nobody
 * wrote it meanwhile.
 */
export async function announceWork(
	tx: Transaction & { readonly merchantId: string },
	hostId: string,
	dueAt: Date,
): Promise<void> {
	await tx.execute(
		`INSERT INTO work_hints (host_id, merchant_id, due_at) VALUES ($1::uuid, $2::uuid, $3)
		 ON CONFLICT (host_id, merchant_id) DO UPDATE
		    SET due_at = least(work_hints.due_at, excluded.due_at), seq = work_hints.seq + 1`,
		hostId,
		tx.merchantId,
		dueAt,
	);
	await ring(tx, hostId);
}

/** Announces work of connections to whichever hosts serve them; one without a host is told when its host comes. */
export async function announceWorkOf(
	tx: Transaction & { readonly merchantId: string },
	connectionIds: readonly string[],
	dueAt: Date,
): Promise<void> {
	if (connectionIds.length === 0) return;
	const hosts = await tx.query<{ host_id: string }>(
		`SELECT DISTINCT host_id FROM connections
		  WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND host_id IS NOT NULL ORDER BY host_id`,
		tx.merchantId,
		connectionIds,
	);
	for (const { host_id } of hosts) await announceWork(tx, host_id, dueAt);
}
