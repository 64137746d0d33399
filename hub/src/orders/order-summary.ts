import type { PaymentCode } from "@kontor/connector";
import { type listOrders, type OrderSummary, problem } from "@kontor/protocol";
import { type OrderState, outstanding } from "@kontor/receivables";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { type SettlementColumns, settlementOf } from "./tracked-order.ts";

export interface SummaryRow extends SettlementColumns {
	id: string;
	connection_id: string;
	ref: string;
	number: string;
	state: OrderState;
	payment_code: PaymentCode;
	placed_at: Date;
	customer: string;
}

export const SUMMARY_COLUMNS = `id, connection_id, ref, number, state, payment_code, placed_at, currency, amount, received_in_shop,
	reported_by_us, assigned, settled_otherwise, repaid, charged, body->'customer'->>'name' AS customer`;

export function summary(row: SummaryRow): OrderSummary {
	const settlement = settlementOf(row);
	const { amount, currency } = settlement;
	return {
		id: row.id,
		connection: row.connection_id,
		ref: row.ref,
		number: row.number,
		state: row.state,
		paymentCode: row.payment_code,
		placedAt: row.placed_at.toISOString(),
		amount: { minor: amount, currency },
		outstanding: { minor: outstanding(settlement), currency },
		customer: row.customer,
	};
}

/** @throws ProblemError 404 */
export async function summaryOf(tx: MerchantTransaction, id: string): Promise<OrderSummary> {
	const [row] = await tx.query<SummaryRow>(
		`SELECT ${SUMMARY_COLUMNS} FROM orders WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
	if (row === undefined) throw problem("NOT_FOUND");
	return summary(row);
}

type Wanted = z.infer<typeof listOrders.query>;

/** A page, newest first. Ids grow with time: the page after one begins below its last, however the list changes meanwhile. */
export async function pageOfOrders(
	tx: MerchantTransaction,
	{ after, limit, state, connection, number }: Wanted,
): Promise<z.infer<typeof listOrders.result>> {
	const rows = await tx.query<SummaryRow>(
		`SELECT ${SUMMARY_COLUMNS} FROM orders
		  WHERE merchant_id = $1::uuid AND ($2::uuid IS NULL OR id < $2::uuid) AND ($3::text IS NULL OR state = $3)
		    AND ($4::uuid IS NULL OR connection_id = $4::uuid) AND ($5::text IS NULL OR number = $5)
		  ORDER BY id DESC LIMIT $6::int`,
		tx.merchantId,
		after ?? null,
		state ?? null,
		connection ?? null,
		number ?? null,
		limit + 1,
	);
	const items = rows.slice(0, limit).map(summary);
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
