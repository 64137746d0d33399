import PostalMime, { type Attachment } from "postal-mime";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { sendUndelivered } from "../letters/as-letter.ts";
import { notify } from "../notifications/notify.ts";
import { idIn } from "./compose.ts";
import { cameBack } from "./notices.ts";

/** What a delivery status notification (RFC 3464) says of a message of ours. */
export interface Bounce {
	readonly message: string;
	/** The receiving server's words: "smtp; 550 5.1.1 unknown user". */
	readonly reason: string;
}

/** Null where it says nothing final (delayed, delivered, relayed), or is about no message of ours. */
export async function bounceIn(raw: Uint8Array): Promise<Bounce | null> {
	const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true });
	const status = partOf(mail.attachments, "message/delivery-status");
	if (status === undefined || !/^Action:\s*failed/im.test(status)) return null;
	const original = partOf(mail.attachments, "message/rfc822") ?? partOf(mail.attachments, "text/rfc822-headers") ?? "";
	const messageId = /^Message-ID:\s*(<[^>]*>)/im.exec(original)?.[1] ?? mail.inReplyTo ?? "";
	const message = idIn(messageId);
	if (message === undefined) return null;
	const reason =
		/^Diagnostic-Code:\s*(.*(?:\r?\n[ \t].*)*)/im.exec(status)?.[1] ?? /^Status:\s*(.*)/im.exec(status)?.[1];
	return { message, reason: (reason ?? "").replace(/\s+/g, " ").trim() };
}

/** Marks the message as undeliverable, once; null where the merchant has no such message. */
export async function takeBounce(hub: Hub, tx: MerchantTransaction, bounce: Bounce): Promise<string | null> {
	const marked = await tx.execute(
		`UPDATE messages SET state = 'undeliverable', reply = $3, settled_at = $4, due_at = NULL, lease = NULL
		  WHERE merchant_id = $1::uuid AND id = $2::uuid AND state IN ('sent', 'unsure')`,
		tx.merchantId,
		bounce.message,
		bounce.reason.slice(0, 1000),
		tx.now,
	);
	const message = await tx.model.message.findUnique({
		where: { merchantId_id: { merchantId: tx.merchantId, id: bounce.message } },
	});
	if (message === null) return null;
	if (marked > 0) {
		await notify(tx, [cameBack(message, bounce.reason)]);
		await sendUndelivered(hub, tx, message);
	}
	return message.id;
}

function partOf(attachments: readonly Attachment[], type: string): string | undefined {
	const part = attachments.find(({ mimeType }) => mimeType === type);
	if (part === undefined) return undefined;
	return typeof part.content === "string" ? part.content : new TextDecoder().decode(part.content);
}
