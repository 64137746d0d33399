import type { Day } from "@kontor/connector";
import type { OrderHistory } from "./scheduled-order.ts";

/** What was done about an order since its schedule began, as far as later steps depend on it. */
export interface Taken {
	/** The first payment information; its repetition and those after a change count for nothing. */
	readonly information: Day | null;
	/** It was not Kontor who sent it: nothing was late then. */
	readonly informedByShop: boolean;
	readonly repetition: Day | null;
	readonly beforeDue: Day | null;
	readonly question: Day | null;
	readonly reminder: { readonly level: number; readonly on: Day } | null;
	readonly overdue: Day | null;
	readonly handover: Day | null;
}

export function takenSteps({ steps, anewSince }: OrderHistory): Taken {
	const taken: { -readonly [K in keyof Taken]: Taken[K] } = {
		information: null,
		informedByShop: false,
		repetition: null,
		beforeDue: null,
		question: null,
		reminder: null,
		overdue: null,
		handover: null,
	};
	for (const { kind, level = 1, on, by } of steps) {
		if (anewSince !== null && on < anewSince) continue;
		if (kind === "paymentInformation") {
			if (taken.information === null) taken.informedByShop = by === "shop";
			taken.information ??= on;
		} else if (kind === "reminder") taken.reminder = { level: Math.max(level, taken.reminder?.level ?? 0), on };
		else if (kind !== "cancel") taken[kind] = on;
	}
	return taken;
}
