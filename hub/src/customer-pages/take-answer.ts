import type { MerchantTransaction } from "../db/database.ts";
import { type Notice, notify } from "../notifications/notify.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import type { Proof } from "./proof.ts";

/** Of an order on one day: more is nobody's honest answer. */
const MOST_A_DAY = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface CustomerAnswer {
	readonly note: string;
	readonly proof: Proof | null;
}

/**
 * Stores that the customer says he has paid (PRODUCT F11), and tells the merchant of it once. The next step is held back from now on;
 * saying it again holds it no longer, until there was another reminder.
 *
 * @returns false where he said it too often
 */
export async function takeAnswer(
	tx: MerchantTransaction,
	{ id, number }: { readonly id: string; readonly number: string },
	{ note, proof }: CustomerAnswer,
): Promise<boolean> {
	await lockOrders(tx, [id]);
	const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
		`SELECT count(*)::int AS count FROM payment_answers WHERE merchant_id = $1::uuid AND order_id = $2::uuid AND at > $3`,
		tx.merchantId,
		id,
		new Date(tx.now.getTime() - DAY_MS),
	);
	if (count >= MOST_A_DAY) return false;
	await tx.execute(
		`INSERT INTO payment_answers (merchant_id, order_id, at, note, file_name, content_type, bytes)
		 VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7)`,
		tx.merchantId,
		id,
		tx.now,
		note,
		proof?.name ?? null,
		proof?.contentType ?? null,
		proof?.bytes ?? null,
	);
	await tx.execute(
		`INSERT INTO arrangements AS a (merchant_id, order_id, already_paid_at, updated_at) VALUES ($1::uuid, $2::uuid, $3, $3)
		 ON CONFLICT (merchant_id, order_id) DO UPDATE SET already_paid_at = excluded.already_paid_at, updated_at = excluded.updated_at
		  WHERE a.already_paid_at IS NULL OR a.already_paid_at < (
		        SELECT max(s.at) FROM order_steps s WHERE s.merchant_id = a.merchant_id AND s.order_id = a.order_id)`,
		tx.merchantId,
		id,
		tx.now,
	);
	await notify(tx, [saidPaid(id, number, proof !== null)]);
	return true;
}

function saidPaid(order: string, number: string, hasProof: boolean): Notice {
	const [belegt, proven] = hasProof ? [" und hat einen Beleg geschickt", " and sent a proof"] : ["", ""];
	return {
		code: "CUSTOMER_SAYS_PAID",
		causeKey: `already-paid:${order}`,
		text: {
			de: `Der Kunde der Bestellung ${number} sagt, er habe schon bezahlt${belegt}. Die nächste Erinnerung wartet deshalb. Bitte nachsehen, ob die Zahlung da ist.`,
			en: `The customer of order ${number} says that he has paid already${proven}. The next reminder waits because of that. Please look whether the payment is there.`,
		},
		about: { order },
	};
}
