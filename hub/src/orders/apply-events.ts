import type { Day } from "@kontor/connector";
import type { LifecycleEvent } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";

/** Something that happened to an order. */
export interface OrderEvent {
	readonly orderId: string;
	readonly event: LifecycleEvent;
	/** Who or what, and what with: stands in the history. */
	readonly cause: EventCause;
	/** The (last) posting behind it: what a shop is told beside the amount. */
	readonly payment?: { readonly paidOn: Day; readonly bankReference: string };
}

export interface EventCause {
	readonly by: "machine" | "person" | "shop";
	readonly [field: string]: unknown;
}

/**
 * Moves orders: lifecycle, state, history, and the write-backs that follow, in the caller's transaction (I3). The caller
 * has written what changed (assignments, amounts) before.
 * @throws ProblemError CONFLICT, with the sentence for the merchant, where an event is not allowed.
 */
export async function applyOrderEvents(_tx: MerchantTransaction, _events: readonly OrderEvent[]): Promise<void> {
	throw new Error("orders cannot be moved yet");
}
