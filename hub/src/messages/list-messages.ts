import type { listMessages } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { messageView } from "./stored-message.ts";

/** Newest first. */
export async function messagesOf(
	tx: MerchantTransaction,
	{ order, state, after, limit }: z.infer<typeof listMessages.query>,
): Promise<z.infer<typeof listMessages.result>> {
	const { merchantId } = tx;
	// A message about several orders is listed with each of them (PRODUCT M8).
	const steps =
		order === undefined
			? []
			: await tx.model.orderStep.findMany({
					where: { merchantId, orderId: order, messageId: { not: null } },
					select: { messageId: true },
				});
	const joint = steps.flatMap(({ messageId }) => messageId ?? []);
	const last =
		after === undefined
			? null
			: await tx.model.message.findUnique({ where: { merchantId_id: { merchantId, id: after } } });
	const rows = await tx.model.message.findMany({
		where: {
			merchantId,
			...(order !== undefined && { AND: { OR: [{ orderId: order }, { id: { in: joint } }] } }),
			...(state !== undefined && { state }),
			...(last !== null && {
				OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }],
			}),
		},
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: limit + 1,
	});
	const items = rows.slice(0, limit).map(messageView);
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
