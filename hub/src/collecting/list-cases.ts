import { CollectionCase, type listCollectionCases } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { viewOf } from "./stored-case.ts";

/** Newest first. */
export async function casesOf(
	tx: MerchantTransaction,
	{ order, state, after, limit }: z.infer<typeof listCollectionCases.query>,
): Promise<z.infer<typeof listCollectionCases.result>> {
	const { merchantId } = tx;
	const rows = await tx.model.collectionCase.findMany({
		where: { merchantId, ...(order !== undefined && { orderId: order }), ...(state !== undefined && { state }) },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(after !== undefined && { cursor: { merchantId_id: { merchantId, id: after } }, skip: 1 }),
		omit: { file: true },
	});
	const shown = rows.slice(0, limit);
	const numbers = await tx.query<{ id: string; number: string }>(
		`SELECT id, number FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		merchantId,
		shown.map(({ orderId }) => orderId),
	);
	const byId = new Map(numbers.map(({ id, number }) => [id, number]));
	const items = shown.map((row) => CollectionCase.parse(viewOf(row, byId.get(row.orderId) ?? "")));
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
