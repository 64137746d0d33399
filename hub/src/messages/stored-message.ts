import { Message, type MessageDetail, problem } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Message as MessageRow } from "../db/generated/client.ts";

export type StoredMessage = MessageRow;

/** What of a message is stored as one piece: it is written and read together. */
export const MessageBody = z.object({
	text: z.string(),
	html: z.string().nullable(),
	/** Before the address. */
	recipientName: z.string().default(""),
	/** The customer may decline it (PRODUCT F10). */
	optional: z.boolean(),
	/** Of a letter: as it stands in the window. */
	address: z.array(z.string()).default([]),
});

/** @throws ProblemError 404 */
export async function messageOf(tx: MerchantTransaction, id: string): Promise<StoredMessage> {
	const message = await tx.model.message.findUnique({ where: { merchantId_id: { merchantId: tx.merchantId, id } } });
	if (message === null) throw problem("NOT_FOUND", { detail: "no such message" });
	return message;
}

/** Whoever changes a message waits here for the others. @throws ProblemError 404 */
export async function lockMessage(tx: MerchantTransaction, id: string): Promise<StoredMessage> {
	await tx.query(
		`SELECT FROM messages WHERE merchant_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
		tx.merchantId,
		id,
	);
	return messageOf(tx, id);
}

export function messageView(message: StoredMessage): Message {
	const { id, orderId: order, kind, audience, channel, recipient, subject, state, reply } = message;
	return Message.parse({
		id,
		order,
		kind,
		audience,
		channel,
		recipient,
		subject,
		state,
		reply,
		// Of what is being sent it is the lease's end, which is no news to anybody.
		dueAt: state === "ready" ? (message.dueAt?.toISOString() ?? null) : null,
		createdAt: message.createdAt.toISOString(),
		settledAt: message.settledAt?.toISOString() ?? null,
	});
}

export async function detailOf(tx: MerchantTransaction, id: string): Promise<MessageDetail> {
	const message = await messageOf(tx, id);
	const files = await tx.query<{ position: number; name: string; content_type: string; size: number }>(
		`SELECT position, name, content_type, length(bytes) AS size FROM message_files
		  WHERE merchant_id = $1::uuid AND message_id = $2::uuid ORDER BY position`,
		tx.merchantId,
		id,
	);
	return {
		...messageView(message),
		...MessageBody.parse(message.body),
		files: files.map(({ position, name, content_type: contentType, size }) => ({ position, name, contentType, size })),
	};
}
