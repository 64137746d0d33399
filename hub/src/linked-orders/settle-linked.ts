import type { MerchantTransaction } from "../db/database.ts";
import type { MovedOrder, OrderEvent } from "../orders/apply-events.ts";
import { carryOutEvents } from "../orders/carry-out-events.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";
import type { Levelled } from "./level.ts";
import type { Known } from "./stored-levels.ts";

/** What settles an order on account of the others of its receivable, before and now. */
export interface Change {
	readonly leader: string;
	readonly order: TrackedOrder;
	readonly before: Known;
	readonly now: Levelled;
	readonly payment: OrderEvent["payment"];
}

/** What settles them on account of each other, and what follows from it. */
export async function settleLinked(
	tx: MerchantTransaction,
	changes: readonly Change[],
): Promise<readonly MovedOrder[]> {
	if (changes.length === 0) return [];
	await tx.execute(
		`UPDATE assignments SET undone_at = $3
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND kind = 'linked' AND undone_at IS NULL`,
		tx.merchantId,
		changes.map(({ order }) => order.id),
		tx.now,
	);
	await tx.execute(
		`INSERT INTO assignments (merchant_id, id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
		 SELECT $1::uuid, uuidv7(), n."order", 'linked', 0, n.linked, 'machine', '[]', $3
		   FROM jsonb_to_recordset($2::jsonb) AS n("order" uuid, linked bigint) WHERE n.linked <> 0`,
		tx.merchantId,
		JSON.stringify(changes.map(({ now: { order, linked } }) => ({ order, linked }))),
		tx.now,
	);
	return carryOutEvents(
		tx,
		changes.map(({ order, before, now, payment }): OrderEvent => {
			const minor = now.linked - before.linked;
			const amount = { minor, currency: order.settlement.currency };
			return {
				orderId: order.id,
				event: eventOf(before, now),
				cause: { by: "machine", linked: true, amount },
				...(payment === undefined ? {} : { payment }),
			};
		}),
	);
}

function eventOf(before: Known, now: Levelled): OrderEvent["event"] {
	if (now.linked > before.linked) return now.linked > 0 ? "payment-assigned" : "settled-besides";
	// What its own system says stands in place of it: nothing was taken back.
	return now.said > before.said ? "settled-besides" : "assignment-undone";
}
