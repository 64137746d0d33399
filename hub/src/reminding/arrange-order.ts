import { type arrangeOrder, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { lockOrders } from "../orders/tracked-order.ts";

/** Stores what was arranged about an order; what is left out stays. @throws ProblemError 404 */
export async function arrange(
	tx: MerchantTransaction,
	orderId: string,
	{ referenceDay, terms, dunningBlock, alreadyPaid }: z.infer<typeof arrangeOrder.body>,
): Promise<void> {
	const [order] = await lockOrders(tx, [orderId]);
	if (order === undefined) throw problem("NOT_FOUND");
	const changes = {
		...(referenceDay !== undefined && { referenceDay: referenceDay === null ? null : new Date(referenceDay) }),
		...(dunningBlock !== undefined && {
			blocked: dunningBlock !== null,
			blockedUntil: dunningBlock?.until == null ? null : new Date(dunningBlock.until),
		}),
		...(alreadyPaid !== undefined && { alreadyPaidAt: alreadyPaid ? tx.now : null }),
		updatedAt: tx.now,
	};
	const { merchantId } = tx;
	await tx.model.arrangement.upsert({
		where: { merchantId_orderId: { merchantId, orderId } },
		create: { merchantId, orderId, ...changes },
		update: changes,
	});
	if (terms !== undefined) {
		await tx.execute(
			`UPDATE arrangements SET terms = $3::jsonb WHERE merchant_id = $1::uuid AND order_id = $2::uuid`,
			merchantId,
			orderId,
			terms === null ? null : JSON.stringify(terms),
		);
	}
}
