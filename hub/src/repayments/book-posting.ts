import { type Day, formatMoney } from "@kontor/connector";
import type { StoredDecision } from "../assigning/undecided-postings.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { type Notice, notify, withdraw } from "../notifications/notify.ts";
import type { OrderEvent } from "../orders/apply-events.ts";

/** A transfer with the posting that it left or came back with. Both rows, and the order's, are held by the caller. */
export interface BookedTransfer {
	readonly repayment: string;
	readonly order: string;
	readonly orderNumber: string;
	readonly endToEndId: string;
	/** What was sent. */
	readonly minor: number;
	readonly currency: string;
	readonly posting: string;
	readonly bookingDay: Day;
	readonly kind: "left" | "returned";
	/** What the bank kept when it came back. */
	readonly charges: number;
	/** The order knows that it left: what came back of one whose leaving was never seen changes no total. */
	readonly isCounted: boolean;
	readonly by: { readonly by: "machine" } | { readonly by: "person"; readonly credential: string };
}

const NO_DECISION: StoredDecision = { suggestions: [], reasons: [], probability: 1, margin: 1 };

/**
 * Books a posting on a repayment: what left is done, what came back is open again and has to be approved anew (K1).
 * @returns what has happened to the order
 */
export async function bookPosting(tx: MerchantTransaction, one: BookedTransfer): Promise<OrderEvent> {
	const returned = one.kind === "returned";
	await tx.execute(
		`INSERT INTO repayment_bookings (merchant_id, repayment_id, end_to_end_id, posting_id, kind, charges, decided_by, created_at)
		 VALUES ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7, $8)`,
		tx.merchantId,
		one.repayment,
		one.endToEndId,
		one.posting,
		one.kind,
		one.charges,
		one.by.by,
		tx.now,
	);
	await tx.execute(
		`UPDATE repayments SET state = $3, bounced_at = $4, updated_at = $5,
		        approved_by = CASE WHEN $6::boolean THEN NULL ELSE approved_by END,
		        approved_at = CASE WHEN $6::boolean THEN NULL ELSE approved_at END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		one.repayment,
		returned ? "arranged" : "done",
		returned ? tx.now : null,
		tx.now,
		returned,
	);
	if (one.isCounted) await addRepaid(tx, one.order, returned ? -one.minor : one.minor);
	await tx.execute(
		`UPDATE postings SET outcome = 'assigned', decided_by = $3, decided_at = $4, decision = $5::jsonb
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		one.posting,
		one.by.by,
		tx.now,
		JSON.stringify({ ...NO_DECISION, repayment: one.repayment } satisfies StoredDecision),
	);
	if (returned) await notify(tx, [cameBack(one)]);
	else await withdraw(tx, [causeOf(one.repayment)]);
	return eventOf(one, {});
}

/** What a shop is told of repayments, and the order's state, go by it. */
export async function addRepaid(tx: MerchantTransaction, order: string, minor: number): Promise<void> {
	await tx.execute(
		`UPDATE orders SET repaid = repaid + $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		order,
		minor,
	);
}

/** For the order's history. */
export function eventOf(
	one: Pick<BookedTransfer, "order" | "repayment" | "posting" | "kind" | "by" | "bookingDay" | "endToEndId">,
	how: { readonly undone?: true },
): OrderEvent {
	const { order, repayment, posting, kind, by, bookingDay, endToEndId } = one;
	return {
		orderId: order,
		event: "repayment-recorded",
		cause: { ...by, repayment, posting, ...(kind === "returned" && { bounced: true }), ...how },
		payment: { paidOn: bookingDay, bankReference: endToEndId },
	};
}

export const causeOf = (repayment: string) => `repayment:${repayment}`;

function cameBack({ repayment, order, orderNumber, charges, currency }: BookedTransfer): Notice {
	const kept = { minor: charges, currency };
	const [de, en] =
		charges === 0
			? ["", ""]
			: [` Die Bank hat ${formatMoney(kept, "de")} einbehalten.`, ` The bank kept ${formatMoney(kept, "en")}.`];
	return {
		code: "REPAYMENT_BOUNCED",
		causeKey: causeOf(repayment),
		text: {
			de: `Eine Rückzahlung zur Bestellung ${orderNumber} kam zurück. Bitte die Bankverbindung prüfen und sie neu freigeben.${de}`,
			en: `A repayment of order ${orderNumber} came back. Please check the bank details and approve it anew.${en}`,
		},
		about: { order },
	};
}
