import { isDeepStrictEqual } from "node:util";
import type { Decision } from "@kontor/matching";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents, type OrderEvent } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { insertAssignments, type MadeAssignment, type NewAssignment } from "./insert-assignments.ts";
import { noteDecisions } from "./notices.ts";
import type { OrderBook } from "./order-book.ts";
import { lockUndecided, type Undecided } from "./undecided-postings.ts";

export interface Decided {
	readonly undecided: Undecided;
	readonly decision: Decision;
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
): Promise<void> {
	if (decided.length === 0) return;
	const stillOpen = await lockUndecided(
		tx,
		decided.map(({ undecided }) => undecided.posting.id),
	);
	if (stillOpen < decided.length) throw new OvertakenError("a posting was decided meanwhile");
	await lockAsRead(tx, book, decided);

	const assignments = await insertAssignments(tx, decided.flatMap(assignmentsOf));
	await tx.execute(
		`UPDATE postings p SET outcome = d.outcome, decided_by = 'machine', decided_at = $3, decision = d.decision
		   FROM jsonb_to_recordset($2::jsonb) AS d(id uuid, outcome text, decision jsonb)
		  WHERE p.merchant_id = $1::uuid AND p.id = d.id`,
		tx.merchantId,
		JSON.stringify(
			decided.map(({ decision: { posting, outcome, suggestions, reasons, margin } }) => ({
				id: posting,
				outcome,
				decision: { suggestions, reasons, margin },
			})),
		),
		tx.now,
	);
	await applyOrderEvents(tx, eventsOf(decided, assignments));
	await noteDecisions(tx, decided);
}

/** The orders to be paid must be what the decisions were made on. */
async function lockAsRead(tx: MerchantTransaction, book: OrderBook, decided: readonly Decided[]): Promise<void> {
	const ids = new Set(decided.flatMap(({ decision }) => decision.assignments.map(({ order }) => order)));
	for (const { id, lifecycle, settlement } of await lockOrders(tx, [...ids])) {
		if (!isDeepStrictEqual({ lifecycle, settlement }, book.asRead(id))) {
			throw new OvertakenError(`order ${id} changed meanwhile`);
		}
	}
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
