import { randomUUID } from "node:crypto";
import { problem } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Settlement as Row } from "../db/generated/client.ts";

/**
 * One order's part of a payout, in minor units: what was collected for it, and what of it was kept. A `charge` is no order's: its
 * reference is what it is for.
 */
export const SettlementLine = z.object({
	reference: z.string(),
	gross: z.int(),
	fee: z.int(),
	kind: z.enum(["sale", "refund", "other", "charge"]).default("sale"),
});
export type SettlementLine = z.infer<typeof SettlementLine>;

/** How a platform found a posting's payout: by what stands in its text, or only by amount and date. */
type FoundBy = "payout-id" | "bank-reference" | "amount-and-date";

/** A payout as its source tells it: a carrier's file, a marketplace's books. */
export interface NewSettlement {
	readonly source: string;
	/** The same once more is the same settlement (I4): a file's digest, a payout's id. */
	readonly key: string;
	readonly currency: string;
	readonly lines: readonly SettlementLine[];
	/** Left out: a file. */
	readonly origin?: {
		readonly connection: string;
		/** The one that was asked about. */
		readonly posting: string;
		readonly foundBy: FoundBy;
		readonly paidOutAt: Date;
	};
}

export interface StoredSettlement extends Omit<Row, "lines" | "state" | "foundBy"> {
	readonly state: "open" | "booked" | "dismissed";
	readonly lines: readonly SettlementLine[];
	readonly foundBy: FoundBy | null;
}

/** Keeps what a source says of its payout; one that was put aside is taken up again. @returns its id */
export async function storeSettlement(
	tx: MerchantTransaction,
	{ source, key, currency, lines, origin }: NewSettlement,
): Promise<string> {
	const [row] = await tx.query<{ id: string }>(
		`INSERT INTO settlements (merchant_id, id, source, key, state, currency, lines, created_at, connection_id, posting_id, found_by, paid_out_at)
		 VALUES ($1::uuid, $2::uuid, $3, $4, 'open', $5, $6::jsonb, $7, $8::uuid, $9::uuid, $10, $11::timestamptz)
		 ON CONFLICT (merchant_id, source, key) DO UPDATE
		    SET state = CASE WHEN settlements.state = 'dismissed' THEN 'open' ELSE settlements.state END
		 RETURNING id`,
		tx.merchantId,
		randomUUID(),
		source,
		key,
		currency,
		JSON.stringify(lines),
		tx.now,
		origin?.connection ?? null,
		origin?.posting ?? null,
		origin?.foundBy ?? null,
		origin?.paidOutAt ?? null,
	);
	return row?.id ?? "";
}

/** Whoever books or dismisses it waits here for the others. @throws ProblemError 404 */
export async function lockSettlement(tx: MerchantTransaction, id: string): Promise<StoredSettlement> {
	await tx.query(
		`SELECT FROM settlements WHERE merchant_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
		tx.merchantId,
		id,
	);
	return settlementById(tx, id);
}

/** @throws ProblemError 404 */
export async function settlementById(tx: MerchantTransaction, id: string): Promise<StoredSettlement> {
	const row = await tx.model.settlement.findUnique({ where: { merchantId_id: { merchantId: tx.merchantId, id } } });
	if (row === null) throw problem("NOT_FOUND", { detail: "no such settlement" });
	return stored(row);
}

export function stored(row: Row): StoredSettlement {
	// All three were written by us.
	const { state, foundBy } = row as Pick<StoredSettlement, "state" | "foundBy">;
	return { ...row, state, foundBy, lines: z.array(SettlementLine).parse(row.lines) };
}
