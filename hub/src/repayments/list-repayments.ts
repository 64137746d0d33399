import type { listRepaymentBatches, listRepayments } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { batchView } from "./create-batch.ts";
import { stored, viewsOf } from "./stored-repayment.ts";

/** Newest first. */
export async function repayments(
	tx: MerchantTransaction,
	{ order, state, after, limit }: z.infer<typeof listRepayments.query>,
): Promise<z.infer<typeof listRepayments.result>> {
	const { merchantId } = tx;
	const rows = await tx.model.repayment.findMany({
		where: { merchantId, ...(order !== undefined && { orderId: order }), ...(state !== undefined && { state }) },
		orderBy: [{ arrangedAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(after !== undefined && { cursor: { merchantId_id: { merchantId, id: after } }, skip: 1 }),
	});
	const items = await viewsOf(tx, rows.slice(0, limit).map(stored));
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function batches(
	tx: MerchantTransaction,
	{ after, limit }: z.infer<typeof listRepaymentBatches.query>,
): Promise<z.infer<typeof listRepaymentBatches.result>> {
	const { merchantId } = tx;
	const rows = await tx.model.repaymentBatch.findMany({
		where: { merchantId },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(after !== undefined && { cursor: { merchantId_id: { merchantId, id: after } }, skip: 1 }),
	});
	const items = rows.slice(0, limit).map(batchView);
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
