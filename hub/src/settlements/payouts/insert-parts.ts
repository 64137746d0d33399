import type { MerchantTransaction } from "../../db/database.ts";
import type { Part } from "../judge.ts";

/** Who books a payout: stands in the orders' histories. */
export type BookedBy = { readonly by: "person"; readonly credential: string } | { readonly by: "machine" };

/**
 * Books a payout's parts: of each order what arrived and what the platform kept, of the rest what no order gets. They take from the
 * posting (I1) and settle nothing: the shop itself says that its orders are paid, so that it is told nothing either.
 */
export async function insertParts(
	tx: MerchantTransaction,
	{
		posting,
		settlement,
		currency,
	}: { readonly posting: string; readonly settlement: string; readonly currency: string },
	{ parts, rest }: { readonly parts: ReadonlyMap<string, Part>; readonly rest: number },
	cause: BookedBy,
): Promise<void> {
	const booked = [...parts].flatMap(([order, { gross, fee }]) => [
		{ order, kind: "payout", minor: gross - fee, orderMinor: gross - fee },
		...(fee === 0 ? [] : [{ order, kind: "payoutFee", minor: 0, orderMinor: fee }]),
	]);
	const all = rest === 0 ? booked : [...booked, { order: null, kind: "payout", minor: rest, orderMinor: 0 }];
	await tx.execute(
		`INSERT INTO assignments (merchant_id, id, posting_id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
		 SELECT $1::uuid, uuidv7(), $2::uuid, a."order", a.kind, a.minor, a."orderMinor", $4, '[]', $5
		   FROM jsonb_to_recordset($3::jsonb) AS a("order" uuid, kind text, minor bigint, "orderMinor" bigint)`,
		tx.merchantId,
		posting,
		JSON.stringify(all),
		cause.by,
		tx.now,
	);
	const told = [...parts].map(([order, { gross, fee }]) => ({
		order,
		cause: { ...cause, posting, settlement, amount: { minor: gross - fee, currency } },
	}));
	await tx.execute(
		`INSERT INTO order_history (merchant_id, order_id, at, event, from_state, to_state, cause)
		 SELECT $1::uuid, o.id, $3, 'paid-out', o.state, o.state, t.cause
		   FROM jsonb_to_recordset($2::jsonb) AS t("order" uuid, cause jsonb) JOIN orders o ON o.merchant_id = $1::uuid AND o.id = t."order"`,
		tx.merchantId,
		JSON.stringify(told),
		tx.now,
	);
}
