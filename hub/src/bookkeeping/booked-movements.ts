import type { Day } from "@kontor/connector";
import type { EntryKind } from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import { lateText, type Movement, orderTold, type Period, TOLD_COLUMNS, type ToldRow } from "./movement.ts";

interface Row extends ToldRow {
	source: string;
	kind: EntryKind;
	order_id: string;
	assignment_id: string | null;
	minor: bigint;
	currency: string;
	day: Day;
	made_on: Day;
	bank_account: string | null;
	text: string | null;
}

/** What an assignment is called in the books; `byHand` is no money that Kontor knows the way of, `linked` the money of another order. */
const KIND = `CASE a.kind WHEN 'payment' THEN 'assignment' WHEN 'surplus' THEN 'assignment' WHEN 'charges' THEN 'bankCharges' WHEN 'payout' THEN 'assignment' WHEN 'payoutFee' THEN 'bankCharges' ELSE a.kind END`;

/**
 * What stands and is in no export: money of days within the period; of days of earlier exports what came to be since, dated on the day it
 * did. Days before the merchant's first export are not his to hear of.
 */
const STANDING = `
	SELECT * FROM (
		SELECT 'A-' || a.id AS source, ${KIND} AS kind, a.order_id, a.id AS assignment_id,
		       CASE WHEN a.kind IN ('payment', 'surplus', 'payout') THEN a.amount ELSE a.order_amount END AS minor,
		       CASE WHEN a.kind IN ('payment', 'surplus', 'payout') THEN p.currency ELSE o.currency END AS currency,
		       coalesce(p.booking_day, (a.created_at AT TIME ZONE $4)::date) AS day, (a.created_at AT TIME ZONE $4)::date AS made_on,
		       b.number AS bank_account, p.counterparty_name AS text, ${TOLD_COLUMNS}
		  FROM assignments a
		  JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
		  JOIN connections c ON c.merchant_id = o.merchant_id AND c.id = o.connection_id
		  LEFT JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  LEFT JOIN accounts b ON b.merchant_id = p.merchant_id AND b.id = p.account_id
		 WHERE a.merchant_id = $1::uuid AND a.undone_at IS NULL AND a.kind NOT IN ('byHand', 'linked')
		UNION ALL
		SELECT part.source, part.kind, r.order_id, NULL, part.minor, p.currency, p.booking_day, (k.created_at AT TIME ZONE $4)::date,
		       b.number, nullif(t.payee, ''), ${TOLD_COLUMNS}
		  FROM repayment_bookings k
		  JOIN repayment_transfers t ON t.merchant_id = k.merchant_id AND t.end_to_end_id = k.end_to_end_id
		  JOIN postings p ON p.merchant_id = k.merchant_id AND p.id = k.posting_id
		 CROSS JOIN LATERAL (VALUES ('R-' || k.id, 'repayment', -p.amount), ('C-' || k.id, 'bankCharges', k.charges)) AS part(source, kind, minor)
		  JOIN accounts b ON b.merchant_id = p.merchant_id AND b.id = p.account_id
		  JOIN repayments r ON r.merchant_id = k.merchant_id AND r.id = k.repayment_id
		  JOIN orders o ON o.merchant_id = r.merchant_id AND o.id = r.order_id
		  JOIN connections c ON c.merchant_id = o.merchant_id AND c.id = o.connection_id
		 WHERE k.merchant_id = $1::uuid AND k.undone_at IS NULL) moved
	 WHERE minor <> 0 AND day <= $3::date
	   AND (day >= $2::date OR made_on <= $3::date AND EXISTS (
	        SELECT FROM bookkeeping_exports x WHERE x.merchant_id = $1::uuid AND moved.day BETWEEN x.from_day AND x.to_day))
	   AND NOT EXISTS (SELECT FROM bookkeeping_entries e WHERE e.merchant_id = $1::uuid AND e.source = moved.source)`;

/** Money that was assigned, what settles orders besides, and what went back to customers. */
export async function bookedMovements(tx: MerchantTransaction, period: Period): Promise<Movement[]> {
	const { from, to, timeZone } = period;
	const rows = await tx.query<Row>(
		`SELECT source, kind, order_id, assignment_id, minor, currency, day::text, made_on::text, bank_account, text, number, shop, shop_id,
		        invoice_number, customer_number, customer_name
		   FROM (${STANDING}) new ORDER BY day, source`,
		tx.merchantId,
		from,
		to,
		timeZone,
	);
	return rows.map((row) => {
		const late = row.day < from;
		const text = late ? lateText(row.day, period, row.text) : row.text;
		return {
			source: row.source,
			kind: row.kind,
			day: late ? laterOf(row.made_on, from) : row.day,
			amount: { minor: Number(row.minor), currency: row.currency },
			order: row.order_id,
			assignment: row.assignment_id,
			told: {
				order: orderTold(row),
				...(row.bank_account !== null && { bankAccount: row.bank_account }),
				...(text !== null && { text }),
			},
			correction: late,
		};
	});
}

function laterOf(one: Day, other: Day): Day {
	return one > other ? one : other;
}
