import type { MerchantTransaction } from "../db/database.ts";
import { queueMessages } from "../messages/queue-messages.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";
import type { StoredRequest, UnheldOrder } from "./stored-request.ts";

/** Writes to the platform's customer that the status has changed (PRODUCT J4); once, whatever is repeated. */
export async function queueMail(
	tx: MerchantTransaction,
	{ id, connectionId, body: { mail } }: StoredRequest,
	order: TrackedOrder | UnheldOrder,
): Promise<void> {
	if (mail === null) return;
	const recipient = "id" in order ? await addressOf(tx, order) : order.email;
	if (recipient === null) return;
	await queueMessages(tx, [
		{
			kind: "vorgangsstatus",
			causeKey: `status-request:${connectionId}:${id}`,
			order: "id" in order ? order.id : null,
			audience: "customer",
			channel: "email",
			recipient,
			subject: mail.subject,
			text: mail.text,
			html: null,
			optional: true,
			onlyWhile: [],
			validUntil: null,
			files: [],
		},
	]);
}

async function addressOf(tx: MerchantTransaction, { id }: TrackedOrder): Promise<string | null> {
	const [row] = await tx.query<{ email: string | null }>(
		`SELECT body->'customer'->>'email' AS email FROM orders WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
	return row?.email ?? null;
}
