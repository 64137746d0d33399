import { type Message, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { withdraw } from "../notifications/notify.ts";
import { type NewMessage, queueMessages } from "./queue-messages.ts";
import { cancel } from "./settle-message.ts";
import { lockMessage, MessageBody, messageOf, messageView, type StoredMessage } from "./stored-message.ts";

/** The same once more: by a person, so whatever the order's state is by now. @throws ProblemError 404, 409 */
export async function resend(tx: MerchantTransaction, id: string, recipient?: string): Promise<Message> {
	const message = await lockMessage(tx, id);
	if (message.dueAt !== null) throw notYet(message.state);
	const files = await tx.model.messageFile.findMany({
		where: { merchantId: tx.merchantId, messageId: id },
		orderBy: { position: "asc" },
	});
	const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
		`SELECT count(*)::int AS count FROM messages WHERE merchant_id = $1::uuid AND cause_key LIKE $2`,
		tx.merchantId,
		`resent ${id} %`,
	);
	const causeKey = `resent ${id} ${count + 1}`;
	const { kind, orderId: order, subject } = message;
	const body = MessageBody.parse(message.body);
	const isWritten = message.intent === null || body.text !== "" || files.length > 0;
	const isLetter = message.channel === "letter";
	const queued = await queueMessages(tx, [
		{
			kind,
			causeKey,
			order,
			subject,
			files,
			audience: message.audience === "merchant" ? "merchant" : "customer",
			channel: isLetter ? "letter" : "email",
			recipient: isLetter ? message.recipient : (recipient ?? message.recipient),
			...body,
			...(isWritten ? { onlyWhile: [] } : neverWritten(message)),
			validUntil: null,
		},
	]);
	await withdraw(tx, [`message:${id}`]);
	const resent = queued.get(causeKey);
	if (resent === undefined) {
		throw problem("CONFLICT", {
			detail: "the customer declined such messages",
			forMerchant: {
				de: "Der Kunde hat freiwillige Nachrichten abbestellt.",
				en: "The customer declined optional messages.",
			},
		});
	}
	return messageView(await messageOf(tx, resent));
}

/** What it is to say is still made when it is sent, and only while there is something to say: else it would be empty. */
function neverWritten({ intent, onlyWhile }: StoredMessage): Pick<NewMessage, "intent" | "onlyWhile"> {
	return { onlyWhile, ...(intent !== null && { intent: intent as Record<string, unknown> }) };
}

/** @throws ProblemError 404, 409 for one that was sent or is being sent */
export async function cancelByHand(tx: MerchantTransaction, id: string, by: string): Promise<Message> {
	const message = await lockMessage(tx, id);
	if (message.state === "cancelled") return messageView(message);
	const { state, handedOverAt } = message;
	if (state === "accepted" || (state === "ready" && handedOverAt !== null)) await askBack(tx, id, by);
	else if (state === "ready") await cancel(tx, id, `cancelled by ${by}`);
	else throw notCancelled(state);
	return messageView(await messageOf(tx, id));
}

/** The letter service has it, or may have it: it is asked at once, outside of this transaction. */
async function askBack(tx: MerchantTransaction, id: string, by: string): Promise<void> {
	await tx.execute(
		`UPDATE messages SET cancel_wanted = $3, due_at = CASE WHEN lease IS NULL THEN $4 ELSE due_at END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		by,
		tx.now,
	);
}

function notYet(state: string) {
	return problem("CONFLICT", {
		detail: `the message is ${state}: it can be sent again once it has an end`,
		forMerchant: {
			de: "Die Nachricht ist noch nicht versendet; sie geht von selbst hinaus.",
			en: "The message was not sent yet; it leaves by itself.",
		},
	});
}

function notCancelled(state: string) {
	return problem("CONFLICT", {
		detail: `the message is ${state}`,
		forMerchant: {
			de: "Die Nachricht ist schon versendet oder wird es gerade.",
			en: "The message was sent already, or is being sent.",
		},
	});
}
