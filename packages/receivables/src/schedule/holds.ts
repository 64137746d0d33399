import { addDays } from "../days.ts";
import { type OrderState, stateOf } from "../order-state.ts";
import { settlementStatus } from "../settlement.ts";
import type { Hold, Idle } from "./reasons.ts";
import type { RunContext, ScheduledOrder, StepKind } from "./scheduled-order.ts";

/** States in which the machine may still do something by itself. */
const ALIVE: readonly OrderState[] = ["open", "partiallyPaid", "overdue"];

/** Why nothing at all is done about this order; null where something may be. */
export function idle(order: ScheduledOrder, { testSystem, disconnected }: RunContext): Idle | null {
	if (testSystem) return { code: "test-system" };
	if (disconnected) return { code: "disconnected" };
	if (order.ledElsewhere) return { code: "led-elsewhere" };
	const state = stateOf(order.lifecycle, settlementStatus(order.settlement));
	if (order.lifecycle === "monitoring") return { code: "state", state: "monitoring" };
	if (!ALIVE.includes(state)) return { code: "state", state };
	return order.closedWhileDetached ? { code: "closed-while-detached" } : null;
}

/**
 * What holds back every step that asks for money once more or gives an order up (F8, F11, G12). The repetition of the payment
 * information and the notice before the due date are among them (ours): who has paid should not be asked again.
 */
export function demandHolds(order: ScheduledOrder, run: RunContext): readonly Hold[] {
	const { dunningBlock: block, alreadyPaidOn } = order;
	const holds: Hold[] = [...run.stale];
	if (order.inReview) holds.push({ code: "in-review" });
	if (block !== null && (block.until === null || run.today <= block.until)) {
		holds.push({ code: "dunning-block", until: block.until });
	}
	if (alreadyPaidOn !== null) {
		const until = addDays(alreadyPaidOn, run.settings.common.alreadyPaidHoldDays);
		if (run.today < until) holds.push({ code: "already-paid", until });
	}
	return holds;
}

/** What keeps this one kind of step back besides. */
export function stepHolds(kind: StepKind, order: ScheduledOrder, run: RunContext): Hold[] {
	const holds: Hold[] = [];
	if (run.operation !== "live") holds.push({ code: run.operation });
	if (order.maybeImported) holds.push({ code: "maybe-imported" });
	if (kind === "cancel" && settlementStatus(order.settlement) === "partiallyPaid")
		holds.push({ code: "partially-paid" });
	return holds;
}
