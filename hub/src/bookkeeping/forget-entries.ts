import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { removeOn } from "../orders/erasing/retention.ts";

/** Whose data is erased, and of whom nothing is kept any more. */
const GONE = `o.erased_by IS NOT NULL AND NOT EXISTS (
	SELECT FROM blocked_customers b WHERE b.merchant_id = o.merchant_id AND b.order_id = o.id)`;

/**
 * Exports are vouchers of their period: when its time is over, those that name customers whose data is erased lose their files, and
 * their entries whom they name (PRODUCT G13). Amounts and days stay: nothing is told twice.
 */
export async function forgetExports(tx: MerchantTransaction, country: string, today: Day): Promise<void> {
	const kept = await tx.query<{ id: string; to: Day }>(
		`SELECT id, to_day::text AS "to" FROM bookkeeping_exports WHERE merchant_id = $1::uuid AND csv IS NOT NULL`,
		tx.merchantId,
	);
	const over = kept.filter(({ to }) => {
		const day = removeOn(country, to, today);
		return day !== null && day <= today;
	});
	if (over.length === 0) return;
	const ids = over.map(({ id }) => id);
	const concerned = await tx.query<{ id: string }>(
		`UPDATE bookkeeping_entries e SET body = jsonb_build_object('order', jsonb_build_object(
		        'number', e.body #> '{order,number}', 'shop', e.body #> '{order,shop}', 'shopId', e.body #> '{order,shopId}'))
		   FROM orders o
		  WHERE e.merchant_id = $1::uuid AND e.export_id = ANY($2::uuid[]) AND o.merchant_id = e.merchant_id AND o.id = e.order_id AND ${GONE}
		  RETURNING e.export_id AS id`,
		tx.merchantId,
		ids,
	);
	await tx.execute(
		`UPDATE bookkeeping_exports SET csv = NULL, datev = NULL WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		tx.merchantId,
		[...new Set(concerned.map(({ id }) => id))],
	);
}
