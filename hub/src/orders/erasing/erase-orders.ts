import type { Day } from "@kontor/connector";
import { forgetExports } from "../../bookkeeping/forget-entries.ts";
import { forgetCases } from "../../collecting/forget-cases.ts";
import type { MerchantTransaction } from "../../db/database.ts";
import { forgetPayers, keepForLaterVouchers } from "../../postings/forget-payers.ts";
import { forgetRepayments } from "../../repayments/forget-repayments.ts";
import { dayIn } from "../day-in.ts";
import type { OrderToErase } from "./orders-to-erase.ts";
import { removeOn } from "./retention.ts";

/** Whose wish or duty it is. What a customer had removed never comes back; a shop that is connected again brings its own. */
interface Erasure {
	readonly by: "customer" | "shop";
	/** Who had it done; left out: the shop told us to. */
	readonly cause?: { readonly by: "person"; readonly credential: string };
}

/**
 * Removes personal data of orders (PRODUCT G13): contact and communication at once; name and address of what is or may
 * become a voucher are put where nothing reads them, until their date. Amounts and dates stay. The same again does nothing.
 * @returns how many orders this changed
 */
export async function eraseOrders(
	tx: MerchantTransaction,
	orders: readonly Pick<OrderToErase, "id">[],
	{ by, cause }: Erasure,
): Promise<number> {
	const locked = await tx.query<{ id: string }>(
		`SELECT id FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND (erased_by IS NULL OR erased_by <> $3 AND $3 = 'customer')
		  ORDER BY id FOR UPDATE`,
		tx.merchantId,
		orders.map(({ id }) => id),
		by,
	);
	if (locked.length === 0) return 0;
	const ids = locked.map(({ id }) => id);
	await forgetKnownPayers(tx, ids);
	await block(tx, ids);
	await tx.execute(
		`UPDATE orders o
		    SET erased_by = $3, version = o.version + 1, updated_at = $4, content_hash = sha256(convert_to('erased ' || o.id, 'UTF8')),
		        body = jsonb_set(o.body, '{customer}', jsonb_build_object('name', '', 'billing',
		          jsonb_strip_nulls(jsonb_build_object('country', o.body #> '{customer,billing,country}'))))
		          #- '{invoice,documentRef}'
		  WHERE o.merchant_id = $1::uuid AND o.id = ANY($2::uuid[])`,
		tx.merchantId,
		ids,
		by,
		tx.now,
	);
	await tx.execute(
		`INSERT INTO order_history (merchant_id, order_id, at, event, from_state, to_state, cause)
		 SELECT $1::uuid, id, $3, 'personal-data-erased', state, state, $4::jsonb
		   FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		tx.merchantId,
		ids,
		tx.now,
		JSON.stringify(cause ?? { by: "shop", wish: by }),
	);
	await forgetMessages(tx, ids);
	await forgetMoney(tx, ids);
	return ids.length;
}

/** An order that is booked on, invoiced, or still waits for its money. */
const IS_VOUCHER = `(o.body ? 'invoice' OR o.open_in_shop OR EXISTS (
	SELECT FROM assignments a WHERE a.merchant_id = o.merchant_id AND a.order_id = o.id))`;

async function block(tx: MerchantTransaction, ids: readonly string[]): Promise<void> {
	const { country, timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const today = dayIn(timeZone, tx.now);
	const vouchers = await tx.query<{ id: string; last: Date }>(
		`SELECT o.id, greatest(o.placed_at, CASE WHEN o.open_in_shop THEN $3::timestamptz END, (
		        SELECT max(a.created_at) FROM assignments a WHERE a.merchant_id = o.merchant_id AND a.order_id = o.id)) AS last
		   FROM orders o
		  WHERE o.merchant_id = $1::uuid AND o.id = ANY($2::uuid[]) AND o.erased_by IS NULL AND ${IS_VOUCHER}`,
		tx.merchantId,
		ids,
		tx.now,
	);
	const kept = vouchers
		.map(({ id, last }) => ({ id, day: removeOn(country, dayIn(timeZone, last), today) }))
		.filter(({ day }) => day === null || day > today);
	await tx.execute(
		`INSERT INTO blocked_customers (merchant_id, order_id, customer, blocked_at, remove_on)
		 SELECT $1::uuid, o.id, (o.body->'customer') - 'email' - 'language' - 'group', $3, k.day
		   FROM jsonb_to_recordset($2::jsonb) AS k(id uuid, day date)
		   JOIN orders o ON o.merchant_id = $1::uuid AND o.id = k.id
		 ON CONFLICT DO NOTHING`,
		tx.merchantId,
		JSON.stringify(kept),
		tx.now,
	);
}

/** Which accounts have paid for these customers. */
async function forgetKnownPayers(tx: MerchantTransaction, ids: readonly string[]): Promise<void> {
	await tx.execute(
		`DELETE FROM known_payers k USING orders o
		  WHERE k.merchant_id = $1::uuid AND o.merchant_id = $1::uuid AND o.id = ANY($2::uuid[])
		    AND k.customer IN ('number ' || (o.body #>> '{customer,number}'), 'name ' || lower(o.body #>> '{customer,name}'))`,
		tx.merchantId,
		ids,
	);
}

/** What was written to the customer and by him, where he was written to, and answers to requests in which he is named. */
async function forgetMessages(tx: MerchantTransaction, ids: readonly string[]): Promise<void> {
	// One message may be about several orders of his (PRODUCT M8).
	await tx.execute(
		`WITH gone AS (
			DELETE FROM messages WHERE merchant_id = $1::uuid AND (order_id = ANY($2::uuid[]) OR id IN (
			       SELECT message_id FROM order_steps WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[])))
			RETURNING id)
		 DELETE FROM message_files f USING gone WHERE f.merchant_id = $1::uuid AND f.message_id = gone.id`,
		tx.merchantId,
		ids,
	);
	await tx.execute(
		`UPDATE order_steps SET email = NULL WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND email IS NOT NULL`,
		tx.merchantId,
		ids,
	);
	await tx.execute(
		`DELETE FROM payment_answers WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[])`,
		tx.merchantId,
		ids,
	);
	await tx.execute(
		`DELETE FROM idempotency_keys WHERE merchant_id = $1::uuid AND response->>'id' = ANY($2::text[])`,
		tx.merchantId,
		ids,
	);
}

/** What had to be kept goes on its day, with the invoices; a shop's order of which nothing is left stays with its amounts. */
export async function removeOverdue(tx: MerchantTransaction): Promise<void> {
	const { country, timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const today = dayIn(timeZone, tx.now);
	await keepForLaterVouchers(tx, country, today);
	const gone = await tx.query<{ id: string }>(
		`WITH gone AS (
			DELETE FROM blocked_customers WHERE merchant_id = $1::uuid AND remove_on <= $2::date RETURNING order_id),
		 documents AS (
			DELETE FROM documents d USING gone WHERE d.merchant_id = $1::uuid AND d.order_id = gone.order_id)
		 SELECT order_id AS id FROM gone`,
		tx.merchantId,
		today,
	);
	await forgetMoney(
		tx,
		gone.map(({ id }) => id),
	);
}

/** Whose money it was, as far as it need not be kept (any more). @param orders of which nothing else need */
async function forgetMoney(tx: MerchantTransaction, orders: readonly string[]): Promise<void> {
	const { country, timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const today: Day = dayIn(timeZone, tx.now);
	await forgetPayers(tx, orders);
	await forgetCases(tx);
	await forgetRepayments(tx, country, today);
	await forgetExports(tx, country, today);
}
