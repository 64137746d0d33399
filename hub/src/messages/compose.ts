import { buffer } from "node:stream/consumers";
import DKIM from "nodemailer/lib/dkim";
import MailComposer from "nodemailer/lib/mail-composer";
import type { MessageFile } from "../db/generated/client.ts";
import type { SendingServer } from "./mail-server.ts";
import { type MessageMark, messageIdOf } from "./message-id.ts";
import { MessageBody, type StoredMessage } from "./stored-message.ts";

/** One-click unsubscribing (RFC 8058): where it is done, by POST. */
export type OptOutUrl = (merchantId: string, address: string) => string | null;

/** A message as it goes to the server, signed where the merchant's domain has a key. */
export async function compose(
	message: StoredMessage,
	files: readonly MessageFile[],
	server: SendingServer,
	mark: MessageMark,
	optOutUrl: OptOutUrl,
): Promise<Buffer> {
	const { text, html, optional, recipientName } = MessageBody.parse(message.body);
	const optOut = optional ? optOutUrl(message.merchantId, message.recipient) : null;
	const mail = new MailComposer({
		from: server.from,
		...(server.replyTo !== null && { replyTo: server.replyTo }),
		to: { name: recipientName, address: message.recipient },
		subject: message.subject,
		text,
		...(html !== null && { html }),
		messageId: messageIdOf(mark, server.from.address),
		// The one it was made at, also when it is sent again after a pause.
		date: message.createdAt,
		attachments: files.map(({ name, contentType, bytes, cid }) => ({
			filename: name,
			contentType,
			...(cid !== null && { cid }),
			content: Buffer.from(bytes),
		})),
		headers: {
			// Holiday answers are for people (RFC 3834).
			"Auto-Submitted": "auto-generated",
			...(optOut !== null && {
				"List-Unsubscribe": `<${optOut}>`,
				"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
			}),
		},
		// What merchants edit names no files of ours and no addresses to fetch from.
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	const raw = await mail.compile().build();
	const { dkim, dkimKey } = server;
	if (dkim === null || dkimKey === undefined) return raw;
	const signer = new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkimKey });
	return buffer(signer.sign(raw));
}
