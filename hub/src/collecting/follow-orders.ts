import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";
import type { MovedOrder } from "../orders/apply-events.ts";

/**
 * What happens to orders that are, or were, handed over: one that is makes a case, one that comes back ends it, and whatever changes
 * the money of one between is for the partner to know (PRODUCT L1). In the transaction that moves them; the partner is called afterwards.
 */
export async function followOrders(tx: MerchantTransaction, moved: readonly MovedOrder[]): Promise<void> {
	const concerned = moved.filter(({ order, move }) => order.lifecycle === HANDED || move.lifecycle === HANDED);
	if (concerned.length === 0) return;
	const ids = (some: readonly MovedOrder[]) => some.map(({ order }) => order.id);
	await tx.execute(
		`INSERT INTO collection_cases (merchant_id, id, order_id, state, facts, due_at, created_at)
		 SELECT $1::uuid, uuidv7(), o.id, 'waiting', '{}', $3, $3 FROM unnest($2::uuid[]) AS o(id)
		 ON CONFLICT (merchant_id, order_id) WHERE ended_at IS NULL DO UPDATE SET due_at = $3`,
		tx.merchantId,
		ids(concerned.filter(({ move }) => move.lifecycle === HANDED)),
		tx.now,
	);
	await tx.execute(
		`UPDATE collection_cases
		    SET state = 'ended', ended_at = $3, attempts = 0,
		        due_at = CASE WHEN (sent_at IS NOT NULL OR attempts > 0) AND end_told_at IS NULL THEN $3::timestamptz END
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND ended_at IS NULL`,
		tx.merchantId,
		ids(concerned.filter(({ move }) => move.lifecycle !== HANDED)),
		tx.now,
	);
	await callPartner(tx);
}

/** Has the partner called for what is due, after this commit. */
export function callPartner(tx: MerchantTransaction): Promise<void> {
	return addJob(tx, "collect", { merchantId: tx.merchantId }, { key: `collect:${tx.merchantId}`, inMs: 0 });
}

/** The same where something has waited long enough. */
export async function callPartnerWhenDue(tx: MerchantTransaction): Promise<void> {
	const due = await tx.model.collectionCase.findFirst({
		where: { merchantId: tx.merchantId, dueAt: { lte: tx.now } },
		select: { id: true },
	});
	if (due !== null) await callPartner(tx);
}

const HANDED = "debtCollection";
