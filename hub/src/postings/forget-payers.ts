import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { removeOn } from "../orders/erasing/retention.ts";

/**
 * The bank's own words on who paid these orders, or was repaid, once bookkeeping need not keep them any more (PRODUCT G13): until then a
 * posting stays as the bank told it. One that is also of an order whose time has not come stays with it. Amounts, days and ids stay.
 */
export async function forgetPayers(tx: MerchantTransaction, orders: readonly string[]): Promise<void> {
	if (orders.length === 0) return;
	const rows = await tx.query<{ id: string }>(
		`UPDATE postings p
		    SET counterparty_name = NULL, counterparty_iban = NULL, remittance = '', body = '{}',
		        decision = jsonb_build_object('suggestions', '[]'::jsonb, 'reasons', '[]'::jsonb, 'probability', p.decision->'probability',
		                                      'margin', p.decision->'margin') || jsonb_strip_nulls(jsonb_build_object('repayment', p.decision->'repayment'))
		  WHERE p.merchant_id = $1::uuid AND p.id IN (SELECT posting_id FROM (${OF_ORDERS}) of WHERE order_id = ANY($2::uuid[]))
		    AND NOT EXISTS (
		        SELECT FROM (${OF_ORDERS}) of JOIN orders o ON o.merchant_id = $1::uuid AND o.id = of.order_id
		         WHERE of.posting_id = p.id AND (o.erased_by IS NULL OR EXISTS (
		               SELECT FROM blocked_customers b WHERE b.merchant_id = $1::uuid AND b.order_id = o.id)))
		  RETURNING p.id`,
		tx.merchantId,
		orders,
	);
	const ids = rows.map(({ id }) => id);
	await tx.execute(
		`UPDATE assignments SET evidence = '[]' WHERE merchant_id = $1::uuid AND (posting_id = ANY($2::uuid[]) OR order_id = ANY($3::uuid[]))`,
		tx.merchantId,
		ids,
		orders,
	);
	await tx.execute(
		`DELETE FROM idempotency_keys WHERE merchant_id = $1::uuid AND response->>'id' = ANY($2::text[])`,
		tx.merchantId,
		ids,
	);
}

/** Orders of erased customers whose time is over, but whose money moved once more since it was set: they are kept like their last voucher. */
export async function keepForLaterVouchers(tx: MerchantTransaction, country: string, today: Day): Promise<void> {
	const over = await tx.query<{ id: string; last: Day | null }>(
		`SELECT b.order_id AS id, (
		        SELECT max(p.booking_day) FROM (${OF_ORDERS}) of JOIN postings p ON p.merchant_id = $1::uuid AND p.id = of.posting_id
		         WHERE of.order_id = b.order_id)::text AS last
		   FROM blocked_customers b WHERE b.merchant_id = $1::uuid AND b.remove_on <= $2::date`,
		tx.merchantId,
		today,
	);
	const later = over.flatMap(({ id, last }) => {
		const day = last === null ? null : removeOn(country, last, today);
		return day === null || day <= today ? [] : [{ id, day }];
	});
	if (later.length === 0) return;
	await tx.execute(
		`UPDATE blocked_customers b SET remove_on = l.day FROM jsonb_to_recordset($2::jsonb) AS l(id uuid, day date)
		  WHERE b.merchant_id = $1::uuid AND b.order_id = l.id`,
		tx.merchantId,
		JSON.stringify(later),
	);
}

/** What was booked on an order stays its payer's, also where that was taken back. */
const OF_ORDERS = `
	SELECT posting_id, order_id FROM assignments WHERE merchant_id = $1::uuid AND posting_id IS NOT NULL
	UNION
	SELECT k.posting_id, r.order_id FROM repayment_bookings k JOIN repayments r ON r.merchant_id = k.merchant_id AND r.id = k.repayment_id
	 WHERE k.merchant_id = $1::uuid`;
