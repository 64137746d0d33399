import type { Day } from "@kontor/connector";
import { withoutPayees } from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import { removeOn } from "../orders/erasing/retention.ts";

interface Left {
	readonly endToEndId: string;
	readonly batch: string;
	/** The last day the bank booked it; else the day it was sent. */
	readonly day: Day;
}

/**
 * Repayments to customers whose data is removed (PRODUCT G13). Who is still to be paid has to be known; of the others the bank details go
 * where nothing reads them, and out of the files they left in, until bookkeeping need not keep them any more. The same again does nothing.
 * What somebody holds has to wait for the next time: elsewhere orders are locked after repayments.
 */
export async function forgetRepayments(tx: MerchantTransaction, country: string, today: Day): Promise<void> {
	const over = await tx.query<{ id: string }>(
		`SELECT r.id FROM repayments r JOIN orders o ON o.merchant_id = r.merchant_id AND o.id = r.order_id
		  WHERE r.merchant_id = $1::uuid AND o.erased_by IS NOT NULL AND r.state IN ('done', 'withdrawn') AND r.iban <> ''
		  ORDER BY r.id FOR NO KEY UPDATE OF r SKIP LOCKED`,
		tx.merchantId,
	);
	if (over.length > 0)
		await block(
			tx,
			over.map(({ id }) => id),
			country,
			today,
		);
	await tx.execute(
		`DELETE FROM blocked_transfers WHERE merchant_id = $1::uuid AND remove_on <= $2::date`,
		tx.merchantId,
		today,
	);
}

async function block(tx: MerchantTransaction, ids: readonly string[], country: string, today: Day): Promise<void> {
	const left = await tx.query<Left>(
		`SELECT t.end_to_end_id AS "endToEndId", t.batch_id AS batch, coalesce((
		        SELECT max(p.booking_day) FROM repayment_bookings b JOIN postings p ON p.merchant_id = b.merchant_id AND p.id = b.posting_id
		         WHERE b.merchant_id = t.merchant_id AND b.repayment_id = t.repayment_id AND b.end_to_end_id = t.end_to_end_id
		           AND b.undone_at IS NULL), t.sent_at::date)::text AS day
		   FROM repayment_transfers t WHERE t.merchant_id = $1::uuid AND t.repayment_id = ANY($2::uuid[])`,
		tx.merchantId,
		ids,
	);
	const until = left.map(({ endToEndId, day }) => ({ id: endToEndId, until: removeOn(country, day, today) }));
	await tx.execute(
		`INSERT INTO blocked_transfers (merchant_id, end_to_end_id, payee, iban, text, blocked_at, remove_on)
		 SELECT $1::uuid, t.end_to_end_id, t.payee, t.iban, t.text, $3, k.until
		   FROM jsonb_to_recordset($2::jsonb) AS k(id text, until date)
		   JOIN repayment_transfers t ON t.merchant_id = $1::uuid AND t.end_to_end_id = k.id AND t.iban <> ''
		 ON CONFLICT DO NOTHING`,
		tx.merchantId,
		JSON.stringify(until),
		tx.now,
	);
	for (const [batch, some] of Map.groupBy(left, (one) => one.batch)) {
		await redact(tx, batch, new Set(some.map(({ endToEndId }) => endToEndId)));
	}
	for (const [table, key] of [
		["repayment_transfers", "repayment_id"],
		["repayments", "id"],
	] as const) {
		await tx.execute(
			`UPDATE ${table} SET payee = '', iban = '', text = '' WHERE merchant_id = $1::uuid AND ${key} = ANY($2::uuid[])`,
			tx.merchantId,
			ids,
		);
	}
	await tx.execute(
		`DELETE FROM idempotency_keys WHERE merchant_id = $1::uuid AND response->>'id' = ANY($2::text[])`,
		tx.merchantId,
		ids,
	);
}

async function redact(tx: MerchantTransaction, id: string, endToEndIds: ReadonlySet<string>): Promise<void> {
	const key = { merchantId_id: { merchantId: tx.merchantId, id } };
	const { file } = await tx.model.repaymentBatch.findUniqueOrThrow({ where: key, select: { file: true } });
	await tx.execute(
		`UPDATE repayment_batches SET file = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		withoutPayees(file, endToEndIds),
	);
}
