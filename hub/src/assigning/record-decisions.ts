import { isDeepStrictEqual } from "node:util";
import type { Decision } from "@kontor/matching";
import type { Lifecycle } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents, type OrderEvent } from "../orders/apply-events.ts";
import { lockOrders, type TrackedOrder } from "../orders/tracked-order.ts";
import { insertAssignments, type MadeAssignment, type NewAssignment } from "./insert-assignments.ts";
import { settledBy } from "./kept-order.ts";
import { noteDecisions } from "./notices.ts";
import type { OrderBook } from "./order-book.ts";
import { mayBeDecided, type StoredDecision, type Undecided } from "./undecided-postings.ts";

export interface Decided {
	readonly undecided: Undecided;
	readonly decision: PostingDecision;
}

/** What of the engine's decision is stored, or that there is none. */
export interface PostingDecision extends StoredDecision, Pick<Decision, "posting" | "outcome" | "assignments"> {}

/** What a transaction did to orders, for the book to take over once it is committed. */
export interface Recorded {
	readonly transaction: string;
	readonly lifecycles: ReadonlyMap<string, Lifecycle>;
}

/** Somebody changed a posting or an order between reading and deciding: to be decided again. */
export class OvertakenError extends Error {
	override readonly name = "OvertakenError";
}

/**
 * Stores decisions with all that follows: assignments, the orders' states, what their shops are told (I3). Locks postings
 * before orders, each in the order of their ids, as people's actions do.
 * @throws OvertakenError
 */
export async function recordDecisions(
	tx: MerchantTransaction,
	book: OrderBook,
	decided: readonly Decided[],
): Promise<Recorded | null> {
	if (decided.length === 0) return null;
	await storeOutcomes(tx, decided);
	const orders = await lockAsRead(tx, book, decided);
	const assignments = await insertAssignments(tx, decided.flatMap(assignmentsOf));
	const moved = await applyOrderEvents(tx, eventsOf(decided, assignments), withTotals(orders, assignments));
	// What settles one that is linked may have changed with it (PRODUCT A13).
	for (const { id, linkedAs } of orders) if (linkedAs !== null) book.doubt(id);
	await noteDecisions(tx, decided);
	const [own] = await tx.query<{ id: string }>(`SELECT pg_current_xact_id()::text AS id`);
	return {
		transaction: own?.id ?? "",
		lifecycles: new Map(moved.map(({ order, move }) => [order.id, move.lifecycle] as const)),
	};
}

/** Whether a posting was still undecided is asked of its old version: as a condition it would hide from the planner how many there are. */
async function storeOutcomes(tx: MerchantTransaction, decided: readonly Decided[]): Promise<void> {
	const [stored] = await tx.query<{ count: bigint }>(
		`WITH stored AS (
			UPDATE postings p SET outcome = d.outcome, decided_by = 'machine', decided_at = $3, decision = d.decision
			  FROM jsonb_to_recordset($2::jsonb) AS d(id uuid, outcome text, decision jsonb)
			 WHERE p.merchant_id = $1::uuid AND p.id = d.id
			RETURNING ${mayBeDecided("old")} AS undecided)
		 SELECT count(*) FILTER (WHERE undecided) AS count FROM stored`,
		tx.merchantId,
		JSON.stringify(
			decided.map(({ decision: { posting, outcome, suggestions, reasons, probability, margin } }) => ({
				id: posting,
				outcome,
				decision: { suggestions, reasons, probability, margin },
			})),
		),
		tx.now,
	);
	if (Number(stored?.count) < decided.length) throw new OvertakenError("a posting was decided meanwhile");
}

/** The orders to be paid must be what the decisions were made on. */
async function lockAsRead(
	tx: MerchantTransaction,
	book: OrderBook,
	decided: readonly Decided[],
): Promise<TrackedOrder[]> {
	const ids = new Set(decided.flatMap(({ decision }) => decision.assignments.map(({ order }) => order)));
	const orders = await lockOrders(tx, [...ids]);
	for (const { id, lifecycle, settlement, linkedAs } of orders) {
		if (linkedAs === "follower" || !isDeepStrictEqual({ lifecycle, settlement }, book.asRead(id))) {
			book.doubt(id);
			throw new OvertakenError(`order ${id} changed meanwhile`);
		}
	}
	return orders;
}

/** The orders with what has just been booked on them, as the database counts it. */
function withTotals(orders: readonly TrackedOrder[], assignments: readonly MadeAssignment[]): TrackedOrder[] {
	const byOrder = Map.groupBy(assignments, ({ order }) => order);
	return orders.map((order) => ({
		...order,
		settlement: (byOrder.get(order.id) ?? []).reduce(settledBy, order.settlement),
	}));
}

function assignmentsOf({ decision }: Decided): NewAssignment[] {
	return decision.assignments.map((assignment) => ({
		posting: decision.posting,
		decidedBy: "machine",
		...assignment,
		// What speaks for this order, and what is about the posting as a whole.
		evidence: decision.reasons.filter(({ order }) => order === undefined || order === assignment.order),
	}));
}

function eventsOf(decided: readonly Decided[], assignments: readonly MadeAssignment[]): OrderEvent[] {
	// The shop is told once, of the last posting.
	const payments = new Map(
		decided.flatMap(({ decision, undecided: { posting, bankReference } }) =>
			decision.assignments.map(({ order }) => [order, { paidOn: posting.bookingDate, bankReference }]),
		),
	);
	return [...Map.groupBy(assignments, ({ posting, order }) => `${posting} ${order}`).values()].flatMap(
		([first, ...more]) =>
			first === undefined
				? []
				: {
						orderId: first.order,
						event: "payment-assigned",
						cause: { by: "machine", posting: first.posting, assignments: [first, ...more].map(({ id }) => id) },
						...withPayment(payments.get(first.order)),
					},
	);
}

function withPayment(payment: OrderEvent["payment"]): Pick<OrderEvent, "payment"> {
	return payment === undefined ? {} : { payment };
}
