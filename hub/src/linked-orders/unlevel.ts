import type { MerchantTransaction } from "../db/database.ts";
import { withdraw } from "../notifications/notify.ts";
import type { MovedOrder } from "../orders/apply-events.ts";
import { carryOutEvents } from "../orders/carry-out-events.ts";
import { lockOrders, type TrackedOrder } from "../orders/tracked-order.ts";
import { causeOfMore } from "./notices.ts";
import { type Change, settleLinked } from "./settle-linked.ts";
import { type Known, knownOf, UNKNOWN } from "./stored-levels.ts";
import { type Listening, tellOfLeader } from "./told-of-leader.ts";

/** An order is one by itself again: what settled it on account of others is gone, and what they became is nothing to it. The caller holds it. */
export async function unlevel(tx: MerchantTransaction, orders: readonly TrackedOrder[]): Promise<void> {
	const known = await knownOf(
		tx,
		orders.map(({ id }) => id),
	);
	const changes = orders.flatMap((order): Change[] => {
		const before = known.get(order.id) ?? UNKNOWN;
		const now = { ...before, order: order.id, linked: 0, exceeds: false };
		return before.linked === 0 ? [] : [{ leader: order.id, order, before, now, payment: undefined }];
	});
	const moved = await settleLinked(tx, changes);
	await leaveLeader(tx, orders, known, moved);
	await withdraw(
		tx,
		orders.map(({ id }) => causeOfMore(id)),
	);
	await tx.execute(
		`DELETE FROM linked_orders WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[])`,
		tx.merchantId,
		orders.map(({ id }) => id),
	);
}

/**
 * Its system is told that it is not marked any more. Where it cannot be, it goes on showing the order as cancelled: then that is
 * what became of it there (PRODUCT B7), until somebody opens it again.
 */
async function leaveLeader(
	tx: MerchantTransaction,
	orders: readonly TrackedOrder[],
	known: ReadonlyMap<string, Known>,
	moved: readonly MovedOrder[],
): Promise<void> {
	const now = await lockOrders(
		tx,
		orders.map(({ id }) => id),
	);
	const alone = now.map((order): Listening => {
		const { assigned, repaid } = order.settlement;
		return { leader: order, order, told: known.get(order.id) ?? UNKNOWN, settled: assigned, repaid, apart: true };
	});
	const marked = await tellOfLeader(tx, alone, moved);
	await carryOutEvents(
		tx,
		marked
			.filter(({ openInShop }) => !openInShop)
			.map(({ id }) => ({ orderId: id, event: "closed-in-shop", cause: { by: "machine", unlinked: true } })),
	);
}
