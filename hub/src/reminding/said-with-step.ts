import type { MerchantTransaction } from "../db/database.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import type { AskedOrder } from "./asked-orders.ts";

/**
 * Notes what a step's message says, written as late as it leaves: a change that it tells already is not told again (PRODUCT B6).
 *
 * @returns who gets it: where the customer's address has changed since it was queued, the new one
 */
export async function saidWithStep(
	tx: MerchantTransaction,
	{ id, recipient }: Pick<StoredMessage, "id" | "recipient">,
	{ id: order, customer, scheduled }: AskedOrder,
): Promise<string> {
	const { email = null } = customer;
	const rows = await tx.query<{ before: string | null }>(
		`UPDATE order_steps SET amount = $4, email = coalesce($5, email)
		  WHERE merchant_id = $1::uuid AND order_id = $2::uuid AND message_id = $3::uuid RETURNING old.email AS before`,
		tx.merchantId,
		order,
		id,
		scheduled.settlement.amount,
		email,
	);
	// Not where a person chose another one.
	return email !== null && rows.some(({ before }) => before === recipient) ? email : recipient;
}
