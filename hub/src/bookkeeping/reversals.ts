import type { Day } from "@kontor/connector";
import type { EntryKind } from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import type { Movement, Period, Told } from "./movement.ts";

/** What undid an exported entry: its assignment, or the booking of its repayment, was taken back. */
const UNDONE = `
	SELECT 'A-' || id AS source, undone_at FROM assignments WHERE merchant_id = $1::uuid AND undone_at IS NOT NULL
	UNION ALL
	SELECT entry || id, undone_at FROM repayment_bookings CROSS JOIN (VALUES ('R-'), ('C-')) AS entries(entry)
	 WHERE merchant_id = $1::uuid AND undone_at IS NOT NULL`;

/** What was exported and undone since: the same entry with the other sign, on the day that it was undone. */
export async function reversals(
	tx: MerchantTransaction,
	{ from, to, timeZone, language }: Period,
): Promise<Movement[]> {
	const rows = await tx.query<{
		source: string;
		kind: EntryKind;
		order_id: string;
		assignment_id: string | null;
		amount: bigint;
		currency: string;
		undone_on: Day;
		body: Told;
	}>(
		`SELECT e.source, e.kind, e.order_id, e.assignment_id, e.amount, e.currency, e.body,
		        greatest((u.undone_at AT TIME ZONE $3)::date, $4::date)::text AS undone_on
		   FROM (${UNDONE}) u
		   JOIN bookkeeping_entries e ON e.merchant_id = $1::uuid AND e.source = u.source
		  WHERE (u.undone_at AT TIME ZONE $3)::date <= $2::date
		    AND NOT EXISTS (SELECT FROM bookkeeping_entries r WHERE r.merchant_id = e.merchant_id AND r.source = e.source || '-U')
		  ORDER BY undone_on, e.source`,
		tx.merchantId,
		to,
		timeZone,
		from,
	);
	return rows.map(({ source, kind, order_id, assignment_id, amount, currency, undone_on, body }) => ({
		source: `${source}-U`,
		kind,
		day: undone_on,
		amount: { minor: -Number(amount), currency },
		order: order_id,
		assignment: assignment_id,
		told: { ...body, text: [language === "de" ? "Storno" : "Reversal", body.text].filter(Boolean).join(" ") },
		correction: true,
	}));
}
