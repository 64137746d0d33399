import { type Day, Money } from "@kontor/connector";
import { keptOfReturn } from "@kontor/receivables";
import * as z from "zod";
import { mayBeDecided } from "../assigning/undecided-postings.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents, type OrderEvent } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { type BookedTransfer, bookPosting } from "./book-posting.ts";

interface Row {
	readonly repayment: string;
	readonly order: string;
	readonly orderNumber: string;
	readonly endToEndId: string;
	readonly sent: bigint;
	readonly currency: string;
	readonly posting: string;
	readonly bookingDay: Day;
	readonly booked: bigint;
	readonly stated: unknown;
}

/** What a posting may say of the amount that was sent, as it was read. */
const StatedReturn = z.object({
	originalAmount: Money.nullish().catch(null),
	charges: z.array(Money).catch([]),
});

/**
 * Assigns the postings of repayments back to them (K1), by the id that goes with the payment and the amount: what left is done, what came
 * back is open again, also where the bank kept its charges for that. What a person decided about a posting stands (I9). Postings are
 * locked before orders, as where they are assigned.
 */
export async function settleRepayments(tx: MerchantTransaction): Promise<void> {
	const rows = await tx.query<Row>(
		`SELECT r.id AS repayment, r.order_id AS "order", o.number AS "orderNumber", t.end_to_end_id AS "endToEndId", t.amount AS sent, r.currency,
		        p.id AS posting, p.booking_day::text AS "bookingDay", p.amount AS booked,
		        jsonb_build_object('originalAmount', p.body->'originalAmount', 'charges', p.body->'charges') AS stated
		   FROM repayment_transfers t
		   JOIN repayments r ON r.merchant_id = t.merchant_id AND r.id = t.repayment_id
		   JOIN orders o ON o.merchant_id = r.merchant_id AND o.id = r.order_id
		   JOIN postings p ON p.merchant_id = t.merchant_id AND p.end_to_end_id = t.end_to_end_id AND p.end_to_end_id LIKE 'KR-%'
		  WHERE t.merchant_id = $1::uuid AND ${mayBeDecided("p")} AND p.currency = r.currency
		    AND (r.state = 'sent' AND p.amount = -t.amount AND NOT ${booked("left")}
		         OR r.state = 'done' AND p.amount BETWEEN 1 AND t.amount AND ${booked("left")} AND NOT ${booked("returned")})
		  ORDER BY p.booking_day, p.id FOR NO KEY UPDATE OF r, p`,
		tx.merchantId,
	);
	const found = rows.flatMap((row): BookedTransfer[] => {
		const { sent, booked: minor, stated: _, ...one } = row;
		const charges = minor < 0n ? 0 : keptBy(row);
		const kind = minor < 0n ? "left" : "returned";
		return charges === null
			? []
			: [{ ...one, minor: Number(sent), kind, charges, isCounted: true, by: { by: "machine" } }];
	});
	const first = [...new Map(found.toReversed().map((one) => [one.repayment, one])).values()];
	if (first.length === 0) return;
	await lockOrders(
		tx,
		first.map(({ order }) => order),
	);
	const events: OrderEvent[] = [];
	for (const one of first) events.push(await bookPosting(tx, one));
	await applyOrderEvents(tx, events);
	// A repayment that left and came back within one import: the second one is found once the first is done.
	await settleRepayments(tx);
}

function keptBy({ sent, booked: credited, stated, currency }: Row): number | null {
	const { originalAmount, charges } = StatedReturn.parse(stated);
	return keptOfReturn({
		sent: Number(sent),
		credited: Number(credited),
		stated: { original: originalAmount ?? null, charges },
		currency,
	});
}

function booked(kind: BookedTransfer["kind"]): string {
	return `EXISTS (SELECT FROM repayment_bookings b WHERE b.merchant_id = t.merchant_id AND b.repayment_id = t.repayment_id
		AND b.end_to_end_id = t.end_to_end_id AND b.kind = '${kind}' AND b.undone_at IS NULL)`;
}
