import type { MerchantTransaction } from "../db/database.ts";
import { queueMessages } from "../messages/queue-messages.ts";
import type { StoredRequest } from "./stored-request.ts";

/** Writes to the platform's customer that the status has changed (PRODUCT J4); once, whatever is repeated. */
export async function queueMail(
	tx: MerchantTransaction,
	{ id, connectionId, body: { mail } }: StoredRequest,
	orderId: string,
): Promise<void> {
	if (mail === null) return;
	const [row] = await tx.query<{ email: string | null }>(
		`SELECT body->'customer'->>'email' AS email FROM orders WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		orderId,
	);
	const recipient = row?.email ?? null;
	if (recipient === null) return;
	await queueMessages(tx, [
		{
			kind: "vorgangsstatus",
			causeKey: `status-request:${connectionId}:${id}`,
			order: orderId,
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
