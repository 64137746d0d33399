import type { MerchantTransaction } from "../db/database.ts";

/**
 * The orders that references of a settlement name: by their number, invoice number, an additional number, or the number of a parcel that
 * was pushed to their shop. Only of methods that others collect for: cash on delivery, and those that are watched.
 */
export async function ordersByReference(
	tx: MerchantTransaction,
	references: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
	const rows = await tx.query<{ reference: string; orders: string[] }>(
		`WITH asked AS (SELECT DISTINCT unnest($2::text[]) AS reference),
		      collected AS (
		        SELECT o.id, o.number, o.body->'invoice'->>'number' AS invoice, o.body->'additionalNumbers' AS numbers
		          FROM orders o JOIN connections c ON c.merchant_id = o.merchant_id AND c.id = o.connection_id AND NOT c.test_system
		         WHERE o.merchant_id = $1::uuid AND o.payment_code IN ('cashOnDelivery', 'monitored')),
		      named AS (
		        SELECT number AS name, id FROM collected
		        UNION SELECT invoice, id FROM collected WHERE invoice IS NOT NULL
		        UNION SELECT jsonb_array_elements_text(numbers), id FROM collected WHERE jsonb_typeof(numbers) = 'array'
		        UNION SELECT w.body->'command'->>'trackingNumber', w.order_id FROM work w JOIN collected ON collected.id = w.order_id
		               WHERE w.merchant_id = $1::uuid AND w.kind = 'command' AND w.body->'command'->>'kind' = 'push-shipment')
		 SELECT a.reference, array_agg(n.id::text ORDER BY n.id) AS orders
		   FROM asked a JOIN named n ON n.name = a.reference GROUP BY 1`,
		tx.merchantId,
		references,
	);
	return new Map(rows.map(({ reference, orders }) => [reference, orders]));
}
