import type { Declined } from "./carry-out.ts";
import type { Api } from "./client.ts";
import * as faults from "./faults.ts";
import { currentDelivery, currentTransaction } from "./mapping.ts";
import { type SwOrder, SwTransitions } from "./shapes.ts";

/** Shopware's name of the entity that each machine belongs to. */
const ENTITIES = { order: "order", transaction: "order_transaction", delivery: "order_delivery" } as const;
export type Machine = keyof typeof ENTITIES;

/** Names that 6.7 removes; where both lead to the same state the other one is taken. */
const OLD_ACTIONS = ["pay", "pay_partially", "do_pay"];

/** One step that the shop offers now; `null` where nothing has to be done. */
export type Step = { readonly path: string } | null;

export function isMachine(name: string): name is Machine {
	return name in ENTITIES;
}

/**
 * The step that leads to a status. Which action that is depends on version and present state (up to 6.6 only `pay` leads
 * from "reminded" to "paid", since 6.7 only `paid`), so the shop is asked, and the step chosen by where it leads.
 */
export async function stepTo(api: Api, order: SwOrder, machine: Machine, to: string): Promise<Step | Declined> {
	const entity = entityOf(order, machine);
	if (entity === undefined) return { code: "wrong-state", detail: `the order has no ${machine}` };
	const from = entity.stateMachineState.technicalName;
	if (from === to) return null;
	const name = ENTITIES[machine];
	const answer = SwTransitions.safeParse(await api.get(`_action/state-machine/${name}/${entity.id}/state`));
	if (!answer.success) throw faults.unexpected("GET _action/state-machine", "a list of transitions");
	const { transitions } = answer.data;
	if (transitions.some(({ fromStateName }) => fromStateName !== from)) {
		return { code: "changed-meanwhile", detail: `${machine} left ${from} while it was decided` };
	}
	const leading = transitions.filter(({ toStateName }) => toStateName === to).map(({ actionName }) => actionName);
	const action = leading.find((one) => !OLD_ACTIONS.includes(one)) ?? leading[0];
	if (action === undefined) return { code: "wrong-state", detail: `${machine}: no way from ${from} to ${to}` };
	return { path: `_action/${name}/${entity.id}/state/${action}` };
}

export function isDeclined(step: Step | Declined): step is Declined {
	return step !== null && "code" in step;
}

/** Mails follow the shop's own flows. */
export async function take(api: Api, step: Step): Promise<void> {
	if (step !== null) await api.post(step.path, {});
}

function entityOf(order: SwOrder, machine: Machine) {
	if (machine === "order") return order;
	return machine === "transaction" ? currentTransaction(order) : currentDelivery(order);
}
