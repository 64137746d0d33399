import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { NotPrepared, WaitsFor } from "../reminding/not-prepared.ts";
import { writeStep } from "../reminding/write-step.ts";
import type { SendingServer } from "./mail-server.ts";
import { storeFiles } from "./queue-messages.ts";
import { messageOf, type StoredMessage } from "./stored-message.ts";

/**
 * Writes a message that is an intent until it is sent, by what is known at this moment, and stores it as it goes out.
 *
 * @returns the message with its text, or why it cannot be written (yet)
 */
export async function writeIntent(
	hub: Hub,
	tx: MerchantTransaction,
	message: StoredMessage,
	server: SendingServer,
	unsubscribeUrl: string | null,
): Promise<StoredMessage | NotPrepared | WaitsFor> {
	const written = await writeStep(hub, tx, message, server, unsubscribeUrl);
	if ("reason" in written || "waitsFor" in written) return written;
	const { subject, text, html, to, attachments } = written.mail;
	await tx.execute(
		`UPDATE messages SET subject = $3, recipient = $7, body = body || jsonb_build_object('text', $4::text, 'html', $5::text, 'recipientName', $6::text)
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		message.id,
		subject,
		text,
		html,
		to.name ?? "",
		to.address,
	);
	await tx.execute(
		`DELETE FROM message_files WHERE merchant_id = $1::uuid AND message_id = $2::uuid`,
		tx.merchantId,
		message.id,
	);
	const files = attachments.map(({ filename, contentType, content, cid }) => ({
		name: filename,
		contentType,
		bytes: content,
		cid: cid ?? null,
	}));
	await storeFiles(tx, message.id, files);
	return messageOf(tx, message.id);
}
