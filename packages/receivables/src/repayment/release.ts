import type { Day, Text } from "@kontor/connector";
import { addDays, laterOf } from "../days.ts";
import type { ReceivablesSettings } from "../settings/schema.ts";

/** Where a repayment stands; `asked`: its customer was asked where to (K2). */
export const REPAYMENT_STATES = ["asked", "arranged", "approved", "sent", "done", "withdrawn"] as const;
export type RepaymentState = (typeof REPAYMENT_STATES)[number];

/**
 * What can happen to it: `send` is its place in one batch file, which leaves once; `bounce` reopens it (K1). What a posting did to it can
 * be taken back (G12). `answer`: the customer says where to.
 */
export type RepaymentEvent =
	| "approve"
	| "send"
	| "settle"
	| "undo-settle"
	| "bounce"
	| "undo-bounce"
	| "answer"
	| "change"
	| "withdraw";

type Row = Readonly<Record<RepaymentEvent, RepaymentState | null>>;

/**
 * Null: refused. Changed details have to be approved anew. What has been sent can only be settled or bounce; once it was sent again,
 * what came back before did come back.
 */
// biome-ignore format: a table is read by its columns
const MOVES: Readonly<Record<RepaymentState, Row>> = {
	asked:     { approve: null,       send: null,   settle: null,   "undo-settle": null,   bounce: null,       "undo-bounce": null,   answer: "arranged", change: "arranged", withdraw: "withdrawn" },
	arranged:  { approve: "approved", send: null,   settle: null,   "undo-settle": null,   bounce: null,       "undo-bounce": "done", answer: null,       change: "arranged", withdraw: "withdrawn" },
	approved:  { approve: "approved", send: "sent", settle: null,   "undo-settle": null,   bounce: null,       "undo-bounce": "done", answer: null,       change: "arranged", withdraw: "withdrawn" },
	sent:      { approve: null,       send: "sent", settle: "done", "undo-settle": null,   bounce: "arranged", "undo-bounce": null,   answer: null,       change: null,       withdraw: null },
	done:      { approve: null,       send: null,   settle: "done", "undo-settle": "sent", bounce: "arranged", "undo-bounce": null,   answer: null,       change: null,       withdraw: null },
	withdrawn: { approve: null,       send: null,   settle: null,   "undo-settle": null,   bounce: null,       "undo-bounce": "done", answer: null,       change: null,       withdraw: "withdrawn" },
};

/** The state after an event; null where the event is refused. */
export function moveRepayment(state: RepaymentState, event: RepaymentEvent): RepaymentState | null {
	return MOVES[state][event];
}

/** Why a person may not approve; null: he may. By setting a second person has to; else a second click is enough. */
export function whyNotApproved(
	{ arrangedBy, approvedBy }: { readonly arrangedBy: string; readonly approvedBy: string },
	{ fourEyes }: Pick<ReceivablesSettings["repayments"], "fourEyes">,
): Text | null {
	if (!fourEyes || arrangedBy !== approvedBy) return null;
	return {
		de: "Eine zweite Person muss die Rückzahlung freigeben.",
		en: "A second person has to approve the repayment.",
	};
}

/** The first day on which it may leave (K2): after the waiting time, and after it was approved. */
export function leavesOn(
	{ arrangedOn, approvedOn }: { readonly arrangedOn: Day; readonly approvedOn: Day },
	{ waitDays }: Pick<ReceivablesSettings["repayments"], "waitDays">,
): Day {
	return laterOf(addDays(arrangedOn, waitDays), approvedOn);
}
