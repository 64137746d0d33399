import type { Text } from "@kontor/connector";
import type { LifecycleEvent } from "../events.ts";
import { transition } from "../lifecycle.ts";
import { stateOf } from "../order-state.ts";
import { isSettled, settlementStatus } from "../settlement.ts";
import { ACTION_NAMES, ACTIONS, type Action, type ActionName, type ActionSituation } from "./action-table.ts";
import { NOT_OFFERED, type NotOffered } from "./not-offered.ts";

export type OfferedAction =
	| { readonly action: ActionName; readonly title: Text; readonly offered: true }
	| {
			readonly action: ActionName;
			readonly title: Text;
			readonly offered: false;
			readonly code: NotOffered;
			readonly why: Text;
	  };

/** Every action of an order's page; what is not offered says why. */
export function orderActions(situation: ActionSituation): OfferedAction[] {
	return ACTION_NAMES.map((action) => {
		const { title } = ACTIONS[action];
		const code = whyNotOffered(action, situation);
		return code === null
			? { action, title, offered: true }
			: { action, title, offered: false, code, why: NOT_OFFERED[code] };
	});
}

/** Whether an action may be done now: asked again when it is done, not only when it is shown. Null: it may. */
export function whyNotOffered(action: ActionName, situation: ActionSituation): NotOffered | null {
	const { codes, states, needs = [], event }: Action = ACTIONS[action];
	const status = settlementStatus(situation.settlement);
	if (codes !== undefined && !codes.includes(situation.paymentCode)) return "wrong-payment-code";
	if (states !== undefined && !states.includes(stateOf(situation.lifecycle, status))) {
		return isSettled(status) ? "already-settled" : "not-in-this-state";
	}
	for (const check of needs) {
		const code = check(situation);
		if (code !== null) return code;
	}
	// The state machine has the last word.
	const moved =
		event && transition(situation.lifecycle, event, { settlement: status, paymentCode: situation.paymentCode });
	return moved?.ok === false ? moved.refusal : null;
}

/** The event that an action is in the order's history, where it moves its state. */
export function eventOf(action: ActionName): LifecycleEvent | null {
	const { event }: Action = ACTIONS[action];
	return event ?? null;
}
