import type { Day, Order, PaymentTerm } from "@kontor/connector";
import { dayIn, type OrderHistory, type Plan, plan, type ScheduledOrder } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { settlementOf, type TrackedRow } from "../orders/tracked-order.ts";
import type { RulesOfScheduling } from "./rules-of-scheduling.ts";
import { lastInformed, STEPS_OF_ORDER, type StepRow, type StoredStep, storedStep } from "./stored-step.ts";

/** An order with all that its schedule and its messages are made of. */
export interface AskedOrder {
	readonly id: string;
	readonly connectionId: string;
	readonly number: string;
	readonly placedAt: string;
	readonly customer: Order["customer"];
	readonly invoice: Order["invoice"] | null;
	readonly foreign: Order["foreign"] | null;
	readonly steps: readonly StoredStep[];
	readonly alreadyPaidAt: string | null;
	/** It is, or was, with a collection partner. */
	readonly alreadyHandedOver: boolean;
	/** Its personal data were removed (PRODUCT G13). */
	readonly erased: boolean;
	readonly scheduled: ScheduledOrder;
	readonly history: OrderHistory;
}

interface Row
	extends Pick<
		TrackedRow,
		| "id"
		| "connection_id"
		| "number"
		| "currency"
		| "amount"
		| "received_in_shop"
		| "reported_by_us"
		| "assigned"
		| "settled_otherwise"
		| "repaid"
		| "charged"
		| "payment_code"
		| "lifecycle"
		| "detached"
		| "open_in_shop"
	> {
	placed_at: Date;
	repeats_number: string | null;
	linked_as: string | null;
	names_other: boolean;
	in_doubt: boolean;
	created_at: Date;
	erased_by: string | null;
	customer: Order["customer"];
	invoice: Order["invoice"] | null;
	payment_terms: PaymentTerm[] | null;
	foreign_amount: Order["foreign"] | null;
	reference_day: Day | null;
	terms: PaymentTerm[] | null;
	blocked: boolean | null;
	blocked_until: Day | null;
	already_paid_at: Date | null;
	anew_at: Date | null;
	steps: readonly StepRow[] | null;
}

/** What can bring an order (back) under care: `startsAnew`. Null as the lifecycle that ended: it went on. */
const ANEW = `('taken-under-management', 'reopened-in-shop', 'payment-assigned', 'marked-paid-by-hand', 'revived-by-hand',
	'payment-code-changed')`;

const COLUMNS = `
	o.id, o.connection_id, o.number, o.currency, o.amount, o.received_in_shop, o.reported_by_us, o.assigned, o.settled_otherwise,
	o.repaid, o.charged, o.payment_code, o.lifecycle, o.detached, o.open_in_shop, o.placed_at, o.repeats_number, o.linked_as, o.created_at, o.erased_by,
	o.body->'customer' AS customer, o.body->'invoice' AS invoice, o.body->'paymentTerms' AS payment_terms,
	o.body->'foreign' AS foreign_amount, a.reference_day::text, a.terms, a.blocked, a.blocked_until::text, a.already_paid_at,
	EXISTS (SELECT FROM order_link_numbers n WHERE n.merchant_id = o.merchant_id AND n.order_id = o.id AND n.names_other) AS names_other,
	o.linked_as = 'leader' AND EXISTS (SELECT FROM notifications n WHERE n.merchant_id = o.merchant_id
	    AND n.cause_key = 'more-in-linked:' || o.id AND n.done_at IS NULL) AS in_doubt,
	(SELECT max(h.at) FROM order_history h WHERE h.merchant_id = o.merchant_id AND h.order_id = o.id
	    AND h.from_lifecycle <> 'managed' AND h.event IN ${ANEW}) AS anew_at,
	${STEPS_OF_ORDER} AS steps
	  FROM orders o LEFT JOIN arrangements a ON a.merchant_id = o.merchant_id AND a.order_id = o.id`;

/** What orders are read by. */
type RulesOfReading = Pick<RulesOfScheduling, "timeZone" | "today" | "sandbox" | "inReview">;

/** The next orders that something may still be done about, by their ids. */
export async function nextAskedOrders(
	tx: MerchantTransaction,
	rules: RulesOfReading,
	after: string | null,
	limit: number,
): Promise<AskedOrder[]> {
	const rows = await tx.query<Row>(
		`SELECT ${COLUMNS}
		  WHERE o.merchant_id = $1::uuid AND o.lifecycle IN ('managed', 'overdue') AND o.state IN ('open', 'partiallyPaid', 'overdue')
		    AND ($2::uuid IS NULL OR o.id > $2::uuid)
		  ORDER BY o.id LIMIT $3`,
		tx.merchantId,
		after,
		limit,
	);
	return rows.map((row) => askedOrder(row, rules, tx.now));
}

/** Of those that something may still be done about, the ones of these customers after an order. */
export async function laterOrdersOf(
	tx: MerchantTransaction,
	after: string,
	emails: readonly string[],
): Promise<string[]> {
	const rows = await tx.query<{ id: string }>(
		`SELECT id FROM orders
		  WHERE merchant_id = $1::uuid AND lifecycle IN ('managed', 'overdue') AND state IN ('open', 'partiallyPaid', 'overdue')
		    AND id > $2::uuid AND email_key = ANY($3::text[])`,
		tx.merchantId,
		after,
		emails.map((email) => email.toLowerCase()),
	);
	return rows.map(({ id }) => id);
}

/** Orders by their ids, whatever may be done about them. */
export async function askedOrders(
	tx: MerchantTransaction,
	rules: RulesOfReading,
	ids: readonly string[],
): Promise<AskedOrder[]> {
	const rows = await tx.query<Row>(
		`SELECT ${COLUMNS} WHERE o.merchant_id = $1::uuid AND o.id = ANY($2::uuid[]) ORDER BY o.id`,
		tx.merchantId,
		ids,
	);
	return rows.map((row) => askedOrder(row, rules, tx.now));
}

/** What will be done about it, when, and why not sooner. */
export function planOf({ connectionId, customer, scheduled, history }: AskedOrder, rules: RulesOfScheduling): Plan {
	return plan(scheduled, history, rules.context(connectionId, customer.billing.country));
}

/** How long an order that carries the number of a leading shop's waits for that one to arrive (PRODUCT A13). */
const LEADER_ARRIVES_MS = 24 * 60 * 60 * 1000;

/** Asked for there, or perhaps there: the merchant is asked, or it is about to arrive. */
function isLedElsewhere({ linked_as, names_other, created_at, repeats_number }: Row, now: Date): boolean {
	// What the merchant said is the same order in another shop is asked for there.
	if (repeats_number === "imported" || linked_as === "follower" || linked_as === "asked") return true;
	return linked_as === null && names_other && now.getTime() - created_at.getTime() < LEADER_ARRIVES_MS;
}

function askedOrder(row: Row, rules: RulesOfReading, now: Date): AskedOrder {
	const { timeZone, inReview } = rules;
	const steps = (row.steps ?? []).map((step) => storedStep(step, rules));
	const { customer, invoice } = row;
	return {
		id: row.id,
		connectionId: row.connection_id,
		number: row.number,
		placedAt: row.placed_at.toISOString(),
		customer,
		invoice,
		foreign: row.foreign_amount,
		steps,
		alreadyPaidAt: row.already_paid_at?.toISOString() ?? null,
		alreadyHandedOver: steps.some(({ kind }) => kind === "handover"),
		erased: row.erased_by !== null,
		scheduled: {
			paymentCode: row.payment_code,
			lifecycle: row.lifecycle,
			settlement: settlementOf(row),
			days: {
				placedOn: dayIn(timeZone, row.placed_at),
				byHand: row.reference_day,
				// The due date of an invoice is the end of its payment term, which moves nothing (G2).
				statedByShop: null,
				invoiceDate: invoice?.date ?? null,
			},
			terms: { byHand: row.terms, fromShop: row.payment_terms, dueOnInvoice: invoice?.dueDate ?? null },
			hasInvoiceNumber: invoice != null,
			customer: {
				number: customer.number ?? null,
				group: customer.group ?? null,
				email: customer.email ?? null,
			},
			dunningBlock: row.blocked === true ? { until: row.blocked_until } : null,
			alreadyPaidOn: row.already_paid_at === null ? null : dayIn(timeZone, row.already_paid_at),
			// What the other system received may be its payment, too (PRODUCT A13).
			inReview: inReview.has(row.id) || row.in_doubt,
			closedWhileDetached: row.detached && !row.open_in_shop,
			maybeImported: row.repeats_number === "asked",
			ledElsewhere: isLedElsewhere(row, now),
		},
		history: {
			steps,
			informed: lastInformed(row.steps ?? [], rules),
			anewSince: row.anew_at === null ? null : dayIn(timeZone, row.anew_at),
		},
	};
}
