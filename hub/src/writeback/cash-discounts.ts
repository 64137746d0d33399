import type { MerchantTransaction } from "../db/database.ts";

/**
 * What of the orders' settlements no money came for, because the customer took his cash discount (PRODUCT F12): in the
 * smallest unit of the order's currency, by the order's id. A shop that keeps books records only what came in.
 */
export async function cashDiscounts(
	tx: MerchantTransaction,
	orderIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
	if (orderIds.length === 0) return new Map();
	const rows = await tx.query<{ order_id: string; minor: bigint }>(
		`SELECT order_id, sum(order_amount)::bigint AS minor FROM assignments
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND kind = 'cashDiscount' AND undone_at IS NULL
		  GROUP BY order_id`,
		tx.merchantId,
		orderIds,
	);
	return new Map(rows.map(({ order_id, minor }) => [order_id, Number(minor)]));
}
