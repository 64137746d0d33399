import type { Day, PaymentCode } from "@kontor/connector";
import type { BankingCalendar } from "../calendar/banking-calendar.ts";
import type { Stale } from "../freshness/gate.ts";
import type { Lifecycle } from "../order-state.ts";
import type { ReceivablesSettings } from "../settings/schema.ts";
import type { Settlement } from "../settlement.ts";
import type { OrderTerms } from "../terms/payment-terms.ts";
import type { OrderDays } from "../terms/reference-day.ts";

/** What the machine does by itself, in the order of an order's life. */
export const STEP_KINDS = [
	"paymentInformation",
	"repetition",
	"beforeDue",
	"question",
	"reminder",
	"cancel",
	"overdue",
	"handover",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** A step that was done, by the machine or by a person. */
export interface StepTaken {
	readonly kind: StepKind;
	/** Of a reminder, 1 being the first: the level the order has since. */
	readonly level?: number;
	/** When its message left, or was given up; where there is none, when it was decided. While it waits: today. */
	readonly on: Day;
	/** Its message has not left yet, and nothing follows it before (F8). Left out: it has. */
	readonly waits?: boolean;
	/** `shop`: payment information that the shop sent by itself, as far as is known on this day. Left out: Kontor. */
	readonly by?: "machine" | "person" | "shop";
}

/** An order as far as its schedule depends on it. Days by the merchant's time zone (I8). */
export interface ScheduledOrder {
	readonly paymentCode: PaymentCode;
	readonly lifecycle: Lifecycle;
	readonly settlement: Settlement;
	readonly days: OrderDays;
	readonly terms: OrderTerms;
	readonly hasInvoiceNumber: boolean;
	readonly customer: {
		readonly number: string | null;
		readonly group: string | null;
		readonly email: string | null;
	};
	/** A person stopped the reminders (G12), for good or up to and including a day. */
	readonly dunningBlock: { readonly until: Day | null } | null;
	/** When the customer last answered "already paid" (F11). */
	readonly alreadyPaidOn: Day | null;
	/** A posting in review may be its payment. */
	readonly inReview: boolean;
	/** Edited by hand, and since then cancelled, paid or deleted in the shop (B8): a person has to look. */
	readonly closedWhileDetached: boolean;
	/** Its number is known from an older shop, and the merchant has not confirmed yet that it is another order (A9): all waits. */
	readonly maybeImported: boolean;
	/** The same receivable stands in another system, whose connection leads (A13). */
	readonly ledElsewhere: boolean;
}

/**
 * Whether a move of the lifecycle begins the schedule anew: the order comes under Kontor's care, being taken over or paid in part
 * (A7), open in the shop again (B7), or revived by a payment (D6) or by hand. Else what was due long ago would follow at once.
 */
export function startsAnew(before: Lifecycle, after: Lifecycle): boolean {
	return after === "managed" && before !== "managed";
}

export interface OrderHistory {
	/**
	 * Oldest first. Where the shop sends the payment information itself, that is recorded as a step too: a later change of the
	 * setting then sends no second one.
	 */
	readonly steps: readonly StepTaken[];
	/** What the last payment information said; null where there was none, or where the shop sent it. */
	readonly informed: { readonly amountMinor: number; readonly email: string | null } | null;
	/** The last day on which `startsAnew`: what was done before does not count. Null: it never did. */
	readonly anewSince: Day | null;
}

/** What is the same for all orders of a shop and billing country in one run. */
export interface RunContext {
	readonly settings: ReceivablesSettings;
	/** Of the merchant's country and region. */
	readonly calendar: BankingCalendar;
	/** What `staleness` found. */
	readonly stale: readonly Stale[];
	/** E5: `held` and `trial` do nothing, and show what would be done. */
	readonly operation: "live" | "held" | "trial";
	readonly testSystem: boolean;
	readonly disconnected: boolean;
	readonly today: Day;
}
