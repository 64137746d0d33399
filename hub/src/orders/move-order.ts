import type { StatusMapping } from "@kontor/connector";
import { problem } from "@kontor/protocol";
import {
	type Lifecycle,
	type OrderState,
	type OrderView,
	orderState,
	REFUSALS,
	type Settlement,
	settlementStatus,
	transition,
	type WriteBack,
	writeBacks,
} from "@kontor/receivables";
import type { OrderEvent } from "./apply-events.ts";
import type { TrackedOrder } from "./tracked-order.ts";

/** What a move depends on besides the order itself. */
export interface Surroundings {
	/** The mapped statuses of the order's payment code. */
	readonly written: StatusMapping["written"];
	readonly testSystem: boolean;
	/** PRODUCT D6, by the merchant's setting. */
	readonly paymentRevives: boolean;
	/** The lifecycle that the last change of lifecycle ended, and by which event. */
	readonly formerly: {
		readonly event: string;
		readonly lifecycle: Lifecycle;
		/** Something booked with that event, or later, stands. */
		readonly paidSince: boolean;
	} | null;
}

interface HistoryEntry {
	readonly event: OrderEvent;
	readonly fromState: OrderState;
	readonly toState: OrderState;
	readonly fromLifecycle: Lifecycle | null;
}

export interface Move {
	readonly lifecycle: Lifecycle;
	readonly state: OrderState;
	readonly entries: readonly HistoryEntry[];
	readonly tell: readonly { readonly writeBack: WriteBack; readonly event: OrderEvent }[];
}

/**
 * Carries an order through what happened to it, in the given order. The money's change counts with the first event: the
 * following ones find it as it is now.
 * @throws ProblemError CONFLICT where an event is not allowed.
 */
export function moveOrder(order: TrackedOrder, events: readonly OrderEvent[], given: Surroundings): Move {
	const { settlement, paymentCode } = order;
	const entries: HistoryEntry[] = [];
	const tell: { writeBack: WriteBack; event: OrderEvent }[] = [];
	let before: OrderView = { lifecycle: order.lifecycle, settlement: settlementBefore(order, events) };
	let state = order.state;
	for (const event of events) {
		const moved = transition(before.lifecycle, event.event, {
			settlement: settlementStatus(settlement),
			paymentCode,
			paymentRevives: given.paymentRevives || event.cause.by === "person",
			...formerlyFor(event, given),
		});
		if (!moved.ok) {
			throw problem("CONFLICT", { detail: `${event.event}: ${moved.refusal}`, forMerchant: REFUSALS[moved.refusal] });
		}
		const after: OrderView = { lifecycle: moved.lifecycle, settlement };
		const change = { event: event.event, before, after, written: given.written, testSystem: given.testSystem };
		for (const writeBack of writeBacks(change)) tell.push({ writeBack, event });
		const toState = orderState(after.lifecycle, settlement);
		const fromLifecycle = after.lifecycle === before.lifecycle ? null : before.lifecycle;
		entries.push({ event, fromState: state, toState, fromLifecycle });
		before = after;
		state = toState;
	}
	return { lifecycle: before.lifecycle, state, entries, tell };
}

function settlementBefore(order: TrackedOrder, events: readonly OrderEvent[]): Settlement {
	return Object.assign({}, order.counted, ...events.map((event) => event.before ?? {}));
}

/** Undoing goes back only to what a payment ended that is gone with all after it; reopening to whatever the removal ended. */
function formerlyFor(event: OrderEvent, { formerly }: Surroundings): { formerly?: Lifecycle } {
	if (formerly === null) return {};
	const byPayment = formerly.event === "payment-assigned" || formerly.event === "marked-paid-by-hand";
	if (event.event === "assignment-undone" && (!byPayment || formerly.paidSince)) return {};
	return { formerly: formerly.lifecycle };
}
