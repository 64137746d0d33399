import type { MerchantTransaction } from "../../db/database.ts";
import type { Creation, Update } from "./decide.ts";

/**
 * Stores new orders with the beginning of their history: one statement, whatever the number.
 * `list` is the comparison they were seen in.
 */
export async function storeCreations(
	tx: MerchantTransaction,
	connectionId: string,
	creations: readonly Creation[],
	list: string | null,
): Promise<void> {
	if (creations.length === 0) return;
	await tx.execute(
		`WITH made AS (
			INSERT INTO orders (merchant_id, id, connection_id, ref, number, revision, placed_at, recorded_at, currency, amount,
			                    received_in_shop, payment_code, lifecycle, state, open_in_shop, body, content_hash, last_list, created_at, updated_at)
			SELECT $1::uuid, uuidv7(), $2::uuid, ref, number, revision, placed, recorded, currency, amount,
			       received, code, lifecycle, state, open, body, decode(hash, 'hex'), $5::uuid, $4, $4
			  FROM jsonb_to_recordset($3::jsonb) AS i(ref text, number text, revision bigint, placed timestamptz, recorded timestamptz,
			       currency text, amount bigint, received bigint, code text, lifecycle text, state text, open boolean, hash text, body jsonb)
			RETURNING id, lifecycle, state)
		 INSERT INTO order_history (merchant_id, order_id, at, event, to_state, cause)
		 SELECT $1::uuid, id, $4, CASE lifecycle WHEN 'notManaged' THEN 'found-at-connection' ELSE 'placed' END, state, '{"by": "shop"}'
		   FROM made`,
		tx.merchantId,
		connectionId,
		jsonArray(creations.map(creationRow)),
		tx.now,
		list,
	);
}

/**
 * Writes down what of an order's content changed, from `updated (id, state, before, after, was_erased)`: an invoice that came
 * later (PRODUCT B5), another e-mail address, name or address (B6). What is to be sent because of it begins here.
 */
const NOTE_CHANGES = `
	INSERT INTO order_history (merchant_id, order_id, at, event, from_state, to_state, cause)
	SELECT $1::uuid, u.id, $3, note.event, u.state, u.state, '{"by": "shop"}'
	  FROM updated u CROSS JOIN LATERAL (VALUES
		('invoice-arrived', u.before->'invoice' IS NULL AND u.after->'invoice' IS NOT NULL),
		('invoice-changed', u.before->'invoice' <> u.after->'invoice'),
		('email-changed', u.before #> '{customer,email}' IS DISTINCT FROM u.after #> '{customer,email}'),
		('customer-changed', (u.before->'customer') - 'email' <> (u.after->'customer') - 'email')) AS note(event, holds)
	 WHERE note.holds AND u.was_erased IS NULL`;

/** What is stored of an update: all but what follows from it. */
export type StoredChange = Omit<Update, "events" | "tellMerchant">;

/** Stores what changed of known orders; what happened to them is `applyOrderEvents`' part. */
export async function storeUpdates(tx: MerchantTransaction, updates: readonly StoredChange[]): Promise<void> {
	if (updates.length === 0) return;
	await tx.execute(
		`WITH updated AS (
		 UPDATE orders o
		    SET number = coalesce(i.number, o.number), placed_at = coalesce(i.placed, o.placed_at),
		        recorded_at = coalesce(i.recorded, o.recorded_at), amount = coalesce(i.amount, o.amount),
		        body = coalesce(i.body, o.body || jsonb_build_object('statuses', i.statuses, 'revision', i.revision)),
		        content_hash = coalesce(decode(i.hash, 'hex'), o.content_hash), revision = i.revision, received_in_shop = i.received,
		        reported_by_us = i.reported, payment_code = i.code, open_in_shop = i.open, gone = i.gone,
		        erased_by = CASE WHEN i.body IS NULL OR o.erased_by = 'customer' THEN o.erased_by END,
		        version = o.version + 1, updated_at = $3
		   FROM jsonb_to_recordset($2::jsonb) AS i(id uuid, number text, revision bigint, placed timestamptz, recorded timestamptz,
		        amount bigint, received bigint, reported bigint, code text, open boolean, gone boolean, statuses jsonb, hash text, body jsonb)
		  WHERE o.merchant_id = $1::uuid AND o.id = i.id
		 RETURNING o.id, o.state, old.body AS before, new.body AS after, old.erased_by AS was_erased, new.erased_by AS erased),
		 unblocked AS (
			DELETE FROM blocked_customers b USING updated u
			 WHERE u.was_erased IS NOT NULL AND u.erased IS NULL AND b.merchant_id = $1::uuid AND b.order_id = u.id)
		 ${NOTE_CHANGES}`,
		tx.merchantId,
		jsonArray(updates.map(updateRow)),
		tx.now,
	);
}

function creationRow({ delivered, paymentCode, lifecycle, state, openInShop }: Creation): string {
	const { order, hash, text } = delivered;
	const { minor, currency } = order.amount;
	const row = {
		ref: order.ref,
		number: order.number,
		revision: order.revision,
		placed: order.placedAt,
		recorded: order.recordedAt,
		currency,
		amount: minor,
		received: order.receivedInShop.minor,
		code: paymentCode,
		lifecycle,
		state,
		open: openInShop,
		hash,
	};
	return withBody(row, text);
}

function updateRow(update: StoredChange): string {
	const { delivered } = update;
	const row = {
		id: update.id,
		revision: update.revision,
		received: update.receivedInShop,
		reported: update.reportedByUs,
		code: update.paymentCode,
		open: update.openInShop,
		gone: update.gone,
	};
	if (delivered === null) return JSON.stringify({ ...row, statuses: update.statuses });
	const { number, placedAt, recordedAt, amount } = delivered.order;
	const told = { number, placed: placedAt, recorded: recordedAt, amount: amount.minor, hash: delivered.hash };
	return withBody({ ...row, ...told }, delivered.text);
}

/** The order's text was made once, when it was read: it is put in as it is. */
function withBody(row: object, text: string): string {
	return `${JSON.stringify(row).slice(0, -1)},"body":${text}}`;
}

function jsonArray(items: readonly string[]): string {
	return `[${items.join(",")}]`;
}
