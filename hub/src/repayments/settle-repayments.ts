import type { Day } from "@kontor/connector";
import { mayBeDecided } from "../assigning/undecided-postings.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { applyOrderEvents, type OrderEvent } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";

interface Booked {
	readonly id: string;
	readonly order_id: string;
	readonly payee: string;
	readonly posting_id: string;
	readonly booking_day: Day;
	readonly amount: bigint;
	readonly end_to_end_id: string;
	/** It came back. */
	readonly bounced: boolean;
}

/**
 * Assigns the postings of repayments back to them (K1), by the id that goes with the payment and the amount to the cent: what left is
 * done, what came back is open again. What a person decided about a posting stands (I9). Postings are locked before orders, as
 * where they are assigned.
 */
export async function settleRepayments(tx: MerchantTransaction): Promise<void> {
	const booked = await tx.query<Booked>(
		`SELECT r.id, r.order_id, r.payee, p.id AS posting_id, p.booking_day::text, r.amount, r.end_to_end_id, p.amount > 0 AS bounced
		   FROM repayments r
		   JOIN postings p ON p.merchant_id = r.merchant_id AND p.end_to_end_id = r.end_to_end_id AND p.end_to_end_id LIKE 'KR-%'
		  WHERE r.merchant_id = $1::uuid AND ${mayBeDecided("p")}
		    AND p.currency = r.currency
		    AND (r.state = 'sent' AND p.amount = -r.amount OR r.state = 'done' AND p.amount = r.amount)
		  ORDER BY p.booking_day, p.id FOR NO KEY UPDATE OF r, p`,
		tx.merchantId,
	);
	const first = [...new Map(booked.toReversed().map((one) => [one.id, one])).values()];
	if (first.length === 0) return;
	await lockOrders(
		tx,
		first.map(({ order_id }) => order_id),
	);
	for (const one of first) await settle(tx, one);
	await applyOrderEvents(tx, first.map(eventOf));
	// A repayment that left and came back within one import: the second one is found once the first is done.
	await settleRepayments(tx);
}

async function settle(tx: MerchantTransaction, one: Booked): Promise<void> {
	const { id, order_id, posting_id, amount, bounced } = one;
	await tx.execute(
		`UPDATE repayments SET state = $3, posting_id = $4::uuid, bounced_at = $5, updated_at = $6,
		        approved_by = CASE WHEN $7::boolean THEN NULL ELSE approved_by END,
		        approved_at = CASE WHEN $7::boolean THEN NULL ELSE approved_at END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		bounced ? "arranged" : "done",
		posting_id,
		bounced ? tx.now : null,
		tx.now,
		bounced,
	);
	await tx.execute(
		`UPDATE orders SET repaid = repaid + $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		order_id,
		bounced ? -amount : amount,
	);
	await tx.execute(
		`UPDATE postings SET outcome = 'assigned', decided_by = 'machine', decided_at = $3, decision = $4::jsonb
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		posting_id,
		tx.now,
		JSON.stringify({ suggestions: [], reasons: [], probability: 1, margin: 1, repayment: id }),
	);
	const causeKey = `repayment:${id}`;
	if (bounced) await notify(tx, [cameBack(one, causeKey)]);
	else await withdraw(tx, [causeKey]);
}

function eventOf({ id, order_id, posting_id, booking_day, bounced, end_to_end_id }: Booked): OrderEvent {
	return {
		orderId: order_id,
		event: "repayment-recorded",
		cause: { by: "machine", repayment: id, posting: posting_id, ...(bounced && { bounced }) },
		payment: { paidOn: booking_day, bankReference: end_to_end_id },
	};
}

function cameBack({ payee, order_id }: Booked, causeKey: string) {
	return {
		code: "REPAYMENT_BOUNCED",
		causeKey,
		text: {
			de: `Eine Rückzahlung an ${payee} kam zurück. Bitte die Bankverbindung prüfen und sie neu freigeben.`,
			en: `A repayment to ${payee} came back. Please check the bank details and approve it anew.`,
		},
		about: { order: order_id },
	};
}
