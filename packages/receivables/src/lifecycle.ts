import type { PaymentCode, Text } from "@kontor/connector";
import type { LifecycleEvent } from "./events.ts";
import { LIFECYCLES, type Lifecycle } from "./order-state.ts";
import { isSettled, type SettlementStatus } from "./settlement.ts";

/** What a transition depends on besides the lifecycle and the event. */
export interface Circumstances {
	/** How far the order is paid, the event's own effect included. */
	readonly settlement: SettlementStatus;
	readonly paymentCode: PaymentCode;
	/**
	 * D6: a payment for a cancelled order (or overdue cash on delivery) is booked, because the merchant's setting says
	 * so or because a person accepted it. Left out: it is refused.
	 */
	readonly paymentRevives?: boolean;
	/**
	 * The lifecycle, by the order's history, before what is now undone: for `assignment-undone` the one that the payment
	 * ended, once no payment since then stands; for `reopened-in-shop` the one before the removal. Left out: the order was
	 * managed all along.
	 */
	readonly formerly?: Lifecycle;
}

/** Why an event is not allowed. The order stays as it is. */
export const REFUSALS = {
	"not-in-this-state": { de: "In diesem Zustand nicht möglich.", en: "Not possible in this state." },
	"wrong-payment-code": { de: "Bei dieser Zahlungsart nicht möglich.", en: "Not possible with this payment method." },
	"already-settled": { de: "Die Bestellung ist schon bezahlt.", en: "The order is already paid." },
	"partially-paid": {
		de: "Teilweise bezahlte Bestellungen werden nicht von selbst storniert.",
		en: "Partially paid orders are not cancelled automatically.",
	},
	"needs-decision": {
		de: "Die Bestellung ist storniert oder überfällig: ob die Zahlung gebucht wird, entscheidet der Händler.",
		en: "The order is cancelled or overdue: the merchant decides whether the payment is booked.",
	},
} as const satisfies Record<string, Text>;
export type Refusal = keyof typeof REFUSALS;

export type Transition =
	| { readonly ok: true; readonly lifecycle: Lifecycle }
	| { readonly ok: false; readonly refusal: Refusal };

/** How an order begins. What the shop already held at the first connection is left alone, whatever its method (A7). */
export function firstLifecycle(paymentCode: PaymentCode, recordedBeforeConnection: boolean): Lifecycle {
	return recordedBeforeConnection ? "notManaged" : tracked(paymentCode);
}

/**
 * Moves an order's lifecycle. An event that has already had its effect leaves it where it is (I4).
 * A payment that is refused here must not be booked; everything else that is refused must not be done.
 */
export function transition(lifecycle: Lifecycle, event: LifecycleEvent, given: Circumstances): Transition {
	const target = TABLE[event][LIFECYCLES.indexOf(lifecycle)] ?? "refuse";
	if (target === "stay") return { ok: true, lifecycle };
	if (target === "refuse") return { ok: false, refusal: "not-in-this-state" };
	const refusal = CONDITIONS[event]?.(given) ?? null;
	if (refusal !== null) return { ok: false, refusal };
	return isRule(target) ? RULES[target](lifecycle, given) : to(target);
}

type Target = Lifecycle | RuleName | "stay" | "refuse";
type Row = readonly [Target, Target, Target, Target, Target, Target, Target];

const STAY: Row = ["stay", "stay", "stay", "stay", "stay", "stay", "stay"];
const GONE = "removedExternally";

/** Columns in the order of LIFECYCLES. */
// biome-ignore format: a table is read by its columns
const TABLE: Readonly<Record<LifecycleEvent, Row>> = {
	//                         managed           notManaged    monitoring    cancelled  overdue           debtCollection removedExternally
	"taken-under-management": ["stay",           "track",      "stay",       "refuse",  "stay",           "stay",        "refuse"],
	"payment-code-changed":   ["track",          "stay",       "track",      "stay",    "stay",           "stay",        "stay"],
	"amount-changed":         STAY,
	"received-in-shop":       STAY,
	"payment-assigned":       ["stay",           "track",      "stay",       "revive",  "reviveDelivery", "stay",        "stay"],
	"assignment-undone":      ["goBack",         "stay",       "goBack",     "stay",    "stay",           "stay",        "stay"],
	"payment-returned":       STAY,
	"settled-besides":        STAY,
	"marked-paid-by-hand":    ["stay",           "track",      "stay",       "track",   "stay",           "stay",        "stay"],
	"repayment-recorded":     STAY,
	"closed-in-shop":         ["leaveIfUnpaid",  "leaveIfUnpaid", "leaveIfUnpaid", "stay", "leaveIfUnpaid", "leaveIfUnpaid", "stay"],
	"deleted-in-shop":        [GONE,             GONE,         GONE,         GONE,      GONE,             GONE,          "stay"],
	"reopened-in-shop":       ["stay",           "stay",       "stay",       "track",   "stay",           "stay",        "reopen"],
	"cancelled-by-schedule":  ["cancelled",      "refuse",     "refuse",     "stay",    "refuse",         "refuse",      "refuse"],
	"cancelled-by-hand":      ["cancelled",      "cancelled",  "refuse",     "stay",    "refuse",         "refuse",      "refuse"],
	"overdue-by-schedule":    ["overdue",        "refuse",     "refuse",     "refuse",  "stay",           "refuse",      "refuse"],
	"overdue-by-hand":        ["overdue",        "overdue",    "refuse",     "refuse",  "stay",           "refuse",      "refuse"],
	"collection-by-schedule": ["debtCollection", "refuse",     "refuse",     "refuse",  "debtCollection", "stay",        "refuse"],
	"collection-by-hand":     ["debtCollection", "debtCollection", "refuse", "refuse",  "debtCollection", "stay",        "refuse"],
	"collection-ended":       ["refuse",         "refuse",     "refuse",     "refuse",  "stay",           "overdue",     "refuse"],
	"revived-by-hand":        ["stay",           "refuse",     "stay",       "track",   "track",          "refuse",      "refuse"],
};

/** Targets that depend on the circumstances. */
const RULES: Readonly<Record<RuleName, (from: Lifecycle, given: Circumstances) => Transition>> = {
	/** Under Kontor's care, in the way the payment code asks for. */
	track: (_from, given) => to(tracked(given.paymentCode)),
	/** D6. */
	revive: (_from, given) =>
		given.paymentRevives === true ? to(tracked(given.paymentCode)) : { ok: false, refusal: "needs-decision" },
	/** D6 for cash on delivery; an overdue invoice is simply paid. */
	reviveDelivery: (from, given) => (given.paymentCode === "cashOnDelivery" ? RULES.revive(from, given) : to(from)),
	/**
	 * A wrong assignment must not leave an order under dunning that was not before, nor a cancelled one alive: also where
	 * a part had been paid before it.
	 */
	goBack: (from, { settlement, formerly }) =>
		!isSettled(settlement) && (formerly === "notManaged" || formerly === "cancelled" || formerly === "overdue")
			? to(formerly)
			: to(from),
	/** A paid order that moves on in the shop is on its way, not lost. */
	leaveIfUnpaid: (from, { settlement }) => to(isSettled(settlement) ? from : GONE),
	/** What was left alone before it was removed is left alone again. */
	reopen: (_from, given) => to(given.formerly === "notManaged" ? "notManaged" : tracked(given.paymentCode)),
};
type RuleName = "track" | "revive" | "reviveDelivery" | "goBack" | "leaveIfUnpaid" | "reopen";

type Condition = (given: Circumstances) => Refusal | null;

const unsettled: Condition = ({ settlement }) => (isSettled(settlement) ? "already-settled" : null);
const prepaymentOnly: Condition = (given) =>
	given.paymentCode === "prepayment" ? unsettled(given) : "wrong-payment-code";
const deliveredFirst: Condition = (given) =>
	given.paymentCode === "invoice" || given.paymentCode === "cashOnDelivery" ? unsettled(given) : "wrong-payment-code";

/** What must hold before the table's target is reached. */
const CONDITIONS: Readonly<Partial<Record<LifecycleEvent, Condition>>> = {
	"cancelled-by-schedule": (given) =>
		prepaymentOnly(given) ?? (given.settlement === "partiallyPaid" ? "partially-paid" : null),
	"cancelled-by-hand": prepaymentOnly,
	"overdue-by-schedule": deliveredFirst,
	"overdue-by-hand": deliveredFirst,
	"collection-by-schedule": deliveredFirst,
	"collection-by-hand": deliveredFirst,
};

function tracked(paymentCode: PaymentCode): Lifecycle {
	return paymentCode === "monitored" ? "monitoring" : "managed";
}

function to(lifecycle: Lifecycle): Transition {
	return { ok: true, lifecycle };
}

function isRule(target: Lifecycle | RuleName): target is RuleName {
	return Object.hasOwn(RULES, target);
}
