import type { Money, StatusEntry, StatusMapping, Text } from "@kontor/connector";
import { CAUSES, type LifecycleEvent } from "./events.ts";
import * as notes from "./notes.ts";
import { type Lifecycle, type OrderState, orderState } from "./order-state.ts";
import {
	isSettled,
	outstanding,
	receivedElsewhere,
	type Settlement,
	settledByUs,
	settlementStatus,
} from "./settlement.ts";

/**
 * One intended change in a shop: a command of the contract without what only the hub knows (id, order, expected
 * statuses, day and reference of the posting). `status` is the mapped one; null where the mapping has none.
 */
export type WriteBack =
	/** `amount`: what Kontor settled in total, never more than the order needed. */
	| { readonly kind: "mark-paid"; readonly status: StatusEntry | null; readonly amount: Money }
	| {
			readonly kind: "mark-partially-paid";
			readonly status: StatusEntry | null;
			readonly received: Money;
			readonly outstanding: Money;
	  }
	| {
			readonly kind: "revoke-payment";
			readonly status: StatusEntry | null;
			readonly outstanding: Money;
			readonly reason: Text;
	  }
	| { readonly kind: "cancel"; readonly status: StatusEntry | null; readonly reason: Text }
	| {
			readonly kind: "set-status";
			readonly status: StatusEntry;
			readonly purpose: "overdue" | "debtCollection" | "requested";
	  }
	| { readonly kind: "annotate"; readonly status: null; readonly text: Text }
	| { readonly kind: "record-repayment"; readonly status: null; readonly amount: Money };

/** An order at one moment. */
export interface OrderView {
	readonly lifecycle: Lifecycle;
	readonly settlement: Settlement;
}

export interface Change {
	readonly event: LifecycleEvent;
	readonly before: OrderView;
	readonly after: OrderView;
	/** The mapped statuses of the order's payment code (A5). */
	readonly written: StatusMapping["written"];
	/** A8: nothing is written to a test or development system. */
	readonly testSystem: boolean;
}

/**
 * What the shop has to be told, in this order. Empty where it knows already (money it received itself), where nothing is
 * written (removed orders B7, test systems A8), and where nothing changed for it.
 *
 * A payment that is taken back is revoked before what remains is told; `overdue`, `debtCollection` and `cancelled` are
 * told again where a revocation would have covered them.
 */
export function writeBacks(change: Change): WriteBack[] {
	const { before, after, testSystem } = change;
	if (testSystem || after.lifecycle === "removedExternally") return [];
	const payment = aboutPayment(change, liftedMark(change));
	return [...payment, ...aboutLifecycle(change, payment), ...aboutRepayment(before.settlement, after.settlement)];
}

/** What the shop has been told of the money, as far as it came through us. */
type Claim = "nothing" | "part" | "all";

function claim({ lifecycle, settlement }: OrderView): Claim {
	if (lifecycle === "removedExternally" || lifecycle === "notManaged" || toldAmount(settlement) <= 0) return "nothing";
	return outstanding(settlement) === 0 ? "all" : "part";
}

function toldAmount(settlement: Settlement): number {
	return Math.min(settledByUs(settlement), Math.max(0, settlement.amount - receivedElsewhere(settlement)));
}

/** States that stand in the shop as a status of their own. */
const MARKS: readonly OrderState[] = ["cancelled", "overdue", "debtCollection"];

function stateOfView({ lifecycle, settlement }: OrderView): OrderState {
	return orderState(lifecycle, settlement);
}

/** The shop shows a mark that no longer holds. */
function liftedMark({ before, after }: Change): boolean {
	return MARKS.includes(stateOfView(before)) && !MARKS.includes(stateOfView(after));
}

function aboutPayment({ event, before, after, written }: Change, restate: boolean): WriteBack[] {
	const [was, is] = [claim(before), claim(after)];
	const { currency } = after.settlement;
	const received = { minor: toldAmount(after.settlement), currency };
	const missing = { minor: outstanding(after.settlement), currency };
	const revoke: WriteBack = {
		kind: "revoke-payment",
		status: written.paymentRevoked ?? null,
		outstanding: missing,
		reason: CAUSES[event],
	};

	const takenBack = settledByUs(after.settlement) < settledByUs(before.settlement);
	// Where the shop itself received what we had told it of, or asks for less, nobody took a payment back.
	if (is === "nothing") return was === "nothing" || !takenBack ? [] : [revoke];
	if (is === "all") {
		return was === "all" && !restate ? [] : [{ kind: "mark-paid", status: written.paid ?? null, amount: received }];
	}
	const told = toldAmount(before.settlement);
	const same = was === "part" && told === received.minor && outstanding(before.settlement) === missing.minor;
	if (same && !restate) return [];
	const part: WriteBack = MARKS.includes(stateOfView(after))
		? { kind: "annotate", status: null, text: notes.partReceived(received, missing) }
		: { kind: "mark-partially-paid", status: written.partiallyPaid ?? null, received, outstanding: missing };
	// Where only the amount was raised no payment was taken back, and the shop raised it itself.
	return was === "all" && takenBack ? [revoke, part] : [part];
}

function aboutLifecycle(change: Change, payment: readonly WriteBack[]): WriteBack[] {
	const { event, after, written } = change;
	// The shop said so itself.
	if (event === "reopened-in-shop") return [];
	const state = stateOfView(after);
	const revoked = payment.some(({ kind }) => kind === "revoke-payment");
	if (MARKS.includes(state) && (stateOfView(change.before) !== state || revoked)) {
		return mark(state, CAUSES[event], written);
	}
	// No status is mapped for "open again"; a payment taken back means just that.
	return liftedMark(change) && payment.length === 0 && !isSettled(settlementStatus(after.settlement))
		? status("requested", written.paymentRevoked)
		: [];
}

function mark(state: OrderState, reason: Text, written: Change["written"]): WriteBack[] {
	if (state === "cancelled") return [{ kind: "cancel", status: written.cancelled ?? null, reason }];
	if (state === "overdue") return status("overdue", written.overdue);
	return state === "debtCollection" ? status("debtCollection", written.debtCollection) : [];
}

function status(purpose: "overdue" | "debtCollection" | "requested", entry: StatusEntry | undefined): WriteBack[] {
	return entry === undefined ? [] : [{ kind: "set-status", status: entry, purpose }];
}

function aboutRepayment(before: Settlement, { repaid, currency }: Settlement): WriteBack[] {
	const minor = repaid - before.repaid;
	if (minor > 0) return [{ kind: "record-repayment", status: null, amount: { minor, currency } }];
	return minor < 0
		? [{ kind: "annotate", status: null, text: notes.repaymentCameBack({ minor: -minor, currency }) }]
		: [];
}
