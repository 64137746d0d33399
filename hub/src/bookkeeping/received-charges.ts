import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type AskedOrder, askedOrders } from "../reminding/asked-orders.ts";
import { claimsOfOrder } from "../reminding/claims-of-order.ts";
import { type RulesOfShops, rulesOfShops } from "../reminding/rules-of-shops.ts";
import { lateText, type Movement, orderTold, type Period, TOLD_COLUMNS, type ToldRow } from "./movement.ts";

/** An order that got more than it costs, or once had: with what the books were told of its charges. */
interface Row extends ToldRow {
	id: string;
	currency: string;
	/** The last day on which it was paid; null: nothing of it stands. */
	paid_on: Day | null;
	fees: bigint;
	interest: bigint;
}

/**
 * Reminder fees, lump sums and interest as far as customers paid them (PRODUCT M9): the difference between what was received of an
 * order's charges by now, and what the books were told of them.
 */
export async function receivedCharges(hub: Hub, tx: MerchantTransaction, period: Period): Promise<Movement[]> {
	const rows = await concerned(tx, period);
	if (rows.length === 0) return [];
	const rules = await rulesOfShops(hub, tx);
	const orders = await askedOrders(
		tx,
		rules,
		rows.map(({ id }) => id),
	);
	const byId = new Map(orders.map((order) => [order.id, order]));
	const movements: Movement[] = [];
	for (const row of rows) {
		const order = byId.get(row.id);
		if (order === undefined) continue;
		const received = row.paid_on === null ? { fees: 0, interest: 0 } : await receivedOf(tx, order, rules);
		movements.push(...differences(row, received, period));
	}
	return movements;
}

async function receivedOf(tx: MerchantTransaction, order: AskedOrder, rules: RulesOfShops) {
	const claims = await claimsOfOrder(tx, order, rules);
	if (claims === null) return { fees: 0, interest: 0 };
	const { fees, lumpSum, interest } = claims;
	return { fees: fees.minor - fees.open + lumpSum.minor - lumpSum.open, interest: interest.minor - interest.open };
}

function differences(row: Row, received: { fees: number; interest: number }, period: Period): Movement[] {
	const { from } = period;
	const late = row.paid_on === null || row.paid_on < from;
	const entry = (kind: "fee" | "interest", minor: number): Movement[] =>
		minor === 0
			? []
			: [
					{
						source: `${kind === "fee" ? "F" : "I"}-${row.id}-${period.to}`,
						kind,
						day: late ? from : (row.paid_on ?? from),
						amount: { minor, currency: row.currency },
						order: row.id,
						assignment: null,
						told: {
							order: orderTold(row),
							...(late && row.paid_on !== null && { text: lateText(row.paid_on, period, null) }),
						},
						correction: late,
					},
				];
	return [
		...entry("fee", received.fees - Number(row.fees)),
		...entry("interest", received.interest - Number(row.interest)),
	];
}

/** Orders whose last payment is of the period, or of one that was exported, or of whose charges the books know. */
function concerned(tx: MerchantTransaction, { from, to, timeZone }: Period): Promise<Row[]> {
	return tx.query<Row>(
		`SELECT o.id, o.currency, paid.paid_on::text, told.fees, told.interest, ${TOLD_COLUMNS}
		   FROM orders o
		   JOIN connections c ON c.merchant_id = o.merchant_id AND c.id = o.connection_id
		  CROSS JOIN LATERAL (
		        SELECT max(p.booking_day) FILTER (WHERE a.undone_at IS NULL) AS paid_on,
		               max((a.undone_at AT TIME ZONE $4)::date) AS undone_on
		          FROM assignments a JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		         WHERE a.merchant_id = o.merchant_id AND a.order_id = o.id) paid
		  CROSS JOIN LATERAL (
		        SELECT coalesce(sum(e.amount) FILTER (WHERE e.kind = 'fee'), 0)::bigint AS fees,
		               coalesce(sum(e.amount) FILTER (WHERE e.kind = 'interest'), 0)::bigint AS interest
		          FROM bookkeeping_entries e
		         WHERE e.merchant_id = o.merchant_id AND e.order_id = o.id AND e.kind IN ('fee', 'interest')) told
		  WHERE o.merchant_id = $1::uuid
		    AND (o.assigned + o.settled_otherwise + greatest(0, o.received_in_shop - o.reported_by_us) > greatest(0, o.amount)
		         OR told.fees <> 0 OR told.interest <> 0)
		    AND coalesce(greatest(paid.paid_on, paid.undone_on), $3::date) <= $3::date
		    AND (paid.paid_on >= $2::date OR told.fees <> 0 OR told.interest <> 0 OR EXISTS (
		         SELECT FROM bookkeeping_exports x WHERE x.merchant_id = $1::uuid AND paid.paid_on BETWEEN x.from_day AND x.to_day))
		  ORDER BY o.id`,
		tx.merchantId,
		from,
		to,
		timeZone,
	);
}
