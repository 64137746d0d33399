import type { MerchantTransaction } from "../db/database.ts";

/**
 * What of the orders' settlements no money came for, because the customer took his cash discount (PRODUCT F12): in the
 * smallest unit of the order's currency, by the order's id. A shop that keeps books records only what came in: of a receivable that
 * stands in several systems (PRODUCT A13), in all of them.
 */
export async function cashDiscounts(
	tx: MerchantTransaction,
	orderIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
	if (orderIds.length === 0) return new Map();
	const rows = await tx.query<{ order_id: string; minor: bigint }>(
		`WITH same AS (
			SELECT id AS order_id, id AS member FROM unnest($2::uuid[]) AS given(id)
			UNION
			SELECT given.id, member FROM unnest($2::uuid[]) AS given(id)
			  JOIN order_links l ON l.merchant_id = $1::uuid AND l.ended_at IS NULL AND given.id IN (l.leader_order_id, l.follower_order_id)
			  JOIN order_links o ON o.merchant_id = $1::uuid AND o.ended_at IS NULL AND o.leader_order_id = l.leader_order_id
			 CROSS JOIN LATERAL (VALUES (o.leader_order_id), (o.follower_order_id)) AS members(member))
		 SELECT same.order_id, sum(order_amount)::bigint AS minor FROM same
		   JOIN assignments a ON a.merchant_id = $1::uuid AND a.order_id = same.member AND a.kind = 'cashDiscount' AND a.undone_at IS NULL
		  GROUP BY same.order_id`,
		tx.merchantId,
		orderIds,
	);
	return new Map(rows.map(({ order_id, minor }) => [order_id, Number(minor)]));
}
