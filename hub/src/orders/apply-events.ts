import type { Day } from "@kontor/connector";
import type { LifecycleEvent, Settlement } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { levelWhereFree } from "../linked-orders/level-orders.ts";
import { carryOutEvents } from "./carry-out-events.ts";
import type { Move } from "./move-order.ts";
import type { ShopOfOrder } from "./shops.ts";
import type { TrackedOrder } from "./tracked-order.ts";

/** Something that happened to an order. */
export interface OrderEvent {
	readonly orderId: string;
	readonly event: LifecycleEvent;
	/** Who or what, and what with: stands in the history. */
	readonly cause: EventCause;
	/** The (last) posting behind it: what a shop is told beside the amount. */
	readonly payment?: { readonly paidOn: Day; readonly bankReference: string };
	/** What the caller has changed besides assignments and repayments: the amounts before. */
	readonly before?: Partial<Pick<Settlement, "amount" | "charged" | "receivedInShop" | "reportedByUs">>;
}

interface EventCause {
	readonly by: "machine" | "person" | "shop";
	readonly [field: string]: unknown;
}

export interface MovedOrder {
	readonly order: TrackedOrder;
	readonly shop: ShopOfOrder;
	readonly move: Move;
}

/**
 * Moves orders: lifecycle, state, history, and the write-backs that follow, in the caller's transaction (I3); and those that are the
 * same receivable in another system (PRODUCT A13). The caller has written what changed (assignments, amounts) before; several events
 * of one order happen in the given order.
 * `locked` are the orders where the caller holds them already, with the totals as they are by now.
 * @throws ProblemError CONFLICT, with the sentence for the merchant, where an event is not allowed.
 */
export async function applyOrderEvents(
	tx: MerchantTransaction,
	events: readonly OrderEvent[],
	locked: readonly TrackedOrder[] | null = null,
): Promise<readonly MovedOrder[]> {
	const moved = await carryOutEvents(tx, events, locked);
	const linked = moved.filter(({ order: { linkedAs } }) => linkedAs === "leader" || linkedAs === "follower");
	if (linked.length > 0) {
		await levelWhereFree(
			tx,
			linked.map(({ order }) => order.id),
		);
	}
	return moved;
}
