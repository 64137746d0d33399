import type { MerchantTransaction } from "../db/database.ts";
import { causeOfCase } from "./notices.ts";

/**
 * What ended cases hold of customers whose data is removed (PRODUCT G13), when it is removed or the case ends later. One that is not over
 * is a claim that is still pursued. The same again does nothing.
 */
export async function forgetCases(tx: MerchantTransaction): Promise<void> {
	const cases = await tx.query<{ id: string }>(
		`UPDATE collection_cases c SET facts = '{}', file = NULL, status = jsonb_set(c.status, '{text}', '""'), problem = NULL
		   FROM orders o
		  WHERE c.merchant_id = $1::uuid AND c.ended_at IS NOT NULL AND o.merchant_id = c.merchant_id AND o.id = c.order_id
		    AND o.erased_by IS NOT NULL
		    AND (c.file IS NOT NULL OR c.facts <> '{}' OR c.problem IS NOT NULL OR c.status->>'text' <> '')
		  RETURNING c.id`,
		tx.merchantId,
	);
	if (cases.length === 0) return;
	const ids = cases.map(({ id }) => id);
	// They may quote the partner.
	await tx.execute(
		`UPDATE notifications SET text = $3::jsonb WHERE merchant_id = $1::uuid AND cause_key = ANY($2)`,
		tx.merchantId,
		cases.map(causeOfCase),
		JSON.stringify(REMOVED),
	);
	await tx.execute(
		`DELETE FROM idempotency_keys WHERE merchant_id = $1::uuid AND response->>'id' = ANY($2::text[])`,
		tx.merchantId,
		ids,
	);
}

const REMOVED = {
	de: "Zu einem beendeten Inkassofall, dessen personenbezogene Daten entfernt sind.",
	en: "About an ended collection case whose personal data was removed.",
};
