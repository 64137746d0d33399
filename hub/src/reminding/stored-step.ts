import type { Day } from "@kontor/connector";
import { dayIn, type StepKind, type StepTaken } from "@kontor/receivables";
import type { RulesOfWriting } from "./rules-of-writing.ts";

/** A step as it is stored: what the schedule counts from, and what was said with it. */
export interface StoredStep extends StepTaken {
	readonly by: "machine" | "person" | "shop";
	/** On which it was decided; what follows counts from when its message left (`on`). */
	readonly day: Day;
	readonly amount: number;
	readonly email: string | null;
	readonly fee: number;
	readonly message: string | null;
}

/** One of `STEPS_OF_ORDER`. */
export interface StepRow {
	kind: StepKind;
	level: number | null;
	day: Day;
	by: StoredStep["by"];
	amount: number;
	email: string | null;
	fee: number;
	message: string | null;
	/** Of the message; null where there is none, or none any more. */
	state: string | null;
	/** When the message was handed over, or given up. */
	left: string | null;
}

/** The steps of the order `o`, oldest first; null where there are none. */
export const STEPS_OF_ORDER = `(SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'level', s.level, 'day', s.day, 'by', s.decided_by,
	        'amount', s.amount, 'email', s.email, 'fee', s.fee, 'message', s.message_id, 'state', m.state,
	        'left', coalesce(m.handed_over_at, m.settled_at)) ORDER BY s.id)
	   FROM order_steps s LEFT JOIN messages m ON m.merchant_id = s.merchant_id AND m.id = s.message_id
	  WHERE s.merchant_id = o.merchant_id AND s.order_id = o.id)`;

/** States of a message that has not left yet. */
const WAITING: readonly (string | null)[] = ["ready", "sending"];

/** What cannot leave for days must not leave with what would have followed it (PRODUCT F8): that counts from when it did. */
export function storedStep(
	{ level, state, left, ...step }: StepRow,
	{ timeZone, today, sandbox }: Pick<RulesOfWriting, "timeZone" | "today" | "sandbox">,
): StoredStep {
	// From a sandbox nothing ever leaves, and its schedule is tried nonetheless (PRODUCT L7).
	const waits = !sandbox && WAITING.includes(state);
	const on = waits ? today : left === null ? step.day : dayIn(timeZone, left);
	return { ...step, on, ...(waits && { waits }), ...(level !== null && { level }) };
}

/** What the customer was last told of amount and address; null where nobody was told, and where he is yet to be, of both as they are then. */
export function lastInformed(
	rows: readonly StepRow[],
	{ sandbox }: Pick<RulesOfWriting, "sandbox">,
): { readonly amountMinor: number; readonly email: string | null } | null {
	const last = rows.findLast(({ kind, by }) => kind === "paymentInformation" && by !== "shop");
	if (last === undefined || (WAITING.includes(last.state) && !sandbox)) return null;
	return { amountMinor: last.amount, email: last.email };
}
