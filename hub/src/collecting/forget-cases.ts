import type { MerchantTransaction } from "../db/database.ts";

/** What ended cases hold of customers whose data is removed (PRODUCT G13). One that is not over is a claim that is still pursued. */
export async function forgetCases(tx: MerchantTransaction, orders: readonly string[]): Promise<void> {
	await tx.execute(
		`UPDATE collection_cases SET facts = '{}', file = NULL, status = jsonb_set(status, '{text}', '""'), problem = NULL
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND ended_at IS NOT NULL`,
		tx.merchantId,
		orders,
	);
}
