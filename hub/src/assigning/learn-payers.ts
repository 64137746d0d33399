import type { MerchantTransaction } from "../db/database.ts";
import { judgeStanding } from "./judge-decisions.ts";

/** How long nobody took back what the machine assigned, until it counts as confirmed. */
const STANDS_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * A person's assignments are confirmed: whose account the money came from is known from now on (PRODUCT D2). To be called
 * once they are stored.
 */
export async function learnPayers(tx: MerchantTransaction, assignments: readonly string[]): Promise<void> {
	await tx.execute(lesson(`a.id = ANY($2::uuid[])`), tx.merchantId, assignments);
}

/** Learns from what the machine assigned and nobody took back for a week: the payers, and that it was right. */
export async function learnFromStanding(tx: MerchantTransaction): Promise<void> {
	const until = new Date(tx.now.getTime() - STANDS_AFTER_MS);
	await tx.execute(
		`INSERT INTO payer_lessons (merchant_id, until) VALUES ($1::uuid, 'epoch') ON CONFLICT DO NOTHING`,
		tx.merchantId,
	);
	// Held, so that two hub processes do not count the same payments.
	const [before] = await tx.query<{ until: Date }>(
		`SELECT until FROM payer_lessons WHERE merchant_id = $1::uuid FOR UPDATE`,
		tx.merchantId,
	);
	if (before === undefined || before.until >= until) return;
	const stands = `a.decided_by = 'machine' AND a.kind = 'payment' AND a.created_at > $2::timestamptz AND a.created_at <= $3::timestamptz`;
	await tx.execute(lesson(stands), tx.merchantId, before.until, until);
	await judgeStanding(tx, before.until, until);
	await tx.execute(`UPDATE payer_lessons SET until = $2 WHERE merchant_id = $1::uuid`, tx.merchantId, until);
}

/** One booking was wrong: what is known of that account and customer counts no more, however often it was confirmed. */
export async function revokePayers(tx: MerchantTransaction, assignments: readonly string[]): Promise<void> {
	await tx.execute(
		`UPDATE known_payers k SET revoked_at = $3, payments = 0
		   FROM (SELECT DISTINCT p.counterparty_iban AS iban, ${CUSTOMER} AS customer FROM ${BOOKED} AND a.id = ANY($2::uuid[])) wrong
		  WHERE k.merchant_id = $1::uuid AND k.iban = wrong.iban AND k.customer = wrong.customer AND k.revoked_at IS NULL`,
		tx.merchantId,
		assignments,
		tx.now,
	);
}

const CUSTOMER = `CASE WHEN o.body->'customer'->>'number' <> '' THEN 'number ' || (o.body->'customer'->>'number')
	ELSE 'name ' || lower(o.body->'customer'->>'name') END`;
const BOOKED = `assignments a
	JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
	JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
	WHERE a.merchant_id = $1::uuid AND p.counterparty_iban <> '' AND o.erased_by IS NULL`;

/** What the engine takes for no customer's payment, by the posting alone: of a provider's or marketplace's account nothing is learned (M6). */
const NO_CUSTOMER = `'payout', 'returned', 'outgoing', 'ignored', 'noPayment'`;

/**
 * One payment a posting and customer. Nothing is learned from a posting that the engine has not looked at yet, nor from one
 * that pays for several customers: its account may be anybody's who passes money on.
 */
function lesson(which: string): string {
	return `INSERT INTO known_payers AS known (merchant_id, iban, customer, customer_number, name, payments, last_paid_on)
		SELECT $1::uuid, paid.iban, paid.customer, max(paid.number), max(paid.name), count(DISTINCT paid.posting_id), max(paid.booking_day)
		  FROM (SELECT p.counterparty_iban AS iban, ${CUSTOMER} AS customer, o.body->'customer'->>'number' AS number,
		               o.body->'customer'->>'name' AS name, a.posting_id, p.booking_day, a.created_at
		          FROM ${BOOKED} AND a.undone_at IS NULL AND ${which} AND p.decision IS NOT NULL
		           AND NOT EXISTS (SELECT FROM jsonb_array_elements(p.decision->'reasons') reason
		                            WHERE reason->>'finding' IN (${NO_CUSTOMER}))) paid
		  LEFT JOIN known_payers before ON before.merchant_id = $1::uuid AND before.iban = paid.iban AND before.customer = paid.customer
		 WHERE paid.customer IS NOT NULL AND (before.revoked_at IS NULL OR paid.created_at > before.revoked_at)
		   AND NOT EXISTS (SELECT FROM assignments others JOIN orders o ON o.merchant_id = others.merchant_id AND o.id = others.order_id
		                    WHERE others.merchant_id = $1::uuid AND others.posting_id = paid.posting_id AND others.undone_at IS NULL
		                      AND ${CUSTOMER} IS DISTINCT FROM paid.customer)
		 GROUP BY paid.iban, paid.customer
		ON CONFLICT (merchant_id, iban, customer) DO UPDATE
		   SET payments = known.payments + excluded.payments, last_paid_on = greatest(known.last_paid_on, excluded.last_paid_on),
		       customer_number = excluded.customer_number, name = excluded.name, revoked_at = NULL`;
}
