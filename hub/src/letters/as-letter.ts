import { MESSAGE_KINDS, MESSAGES } from "@kontor/documents";
import { type Message, problem } from "@kontor/protocol";
import { NOT_OFFERED } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type NewMessage, queueMessages } from "../messages/queue-messages.ts";
import { hindrance } from "../messages/settle-message.ts";
import { lockMessage, MessageBody, messageOf, messageView, type StoredMessage } from "../messages/stored-message.ts";
import { withdraw } from "../notifications/notify.ts";
import { type AskedOrder, askedOrders } from "../reminding/asked-orders.ts";
import { rulesOfWriting } from "../reminding/rules-of-writing.ts";
import { hasPostalAddress } from "./letter-parts.ts";
import { NO_SERVICE } from "./notices.ts";
import { sendsLetters } from "./sending-service.ts";

/** Sends by letter what an e-mail about an order says, each time anew (PRODUCT G9). @throws ProblemError 404, 409 */
export async function sendAsLetter(hub: Hub, tx: MerchantTransaction, id: string): Promise<Message> {
	const message = await lockMessage(tx, id);
	if (message.channel !== "email" || message.audience !== "customer") throw noEmailOfOrder();
	const order = await orderOf(tx, message);
	if (order === null || order.erased) throw noEmailOfOrder();
	if (!hasPostalAddress(order.customer)) {
		throw problem("CONFLICT", { detail: "no postal address", forMerchant: NOT_OFFERED["no-postal-address"] });
	}
	if (!(await sendsLetters(hub, tx))) throw noService();
	const onlyWhile = statesOf(message);
	if ((await hindrance(tx, { ...message, onlyWhile: [...onlyWhile], validUntil: null })) !== null) {
		throw problem("CONFLICT", { detail: "its order's state", forMerchant: NOT_OFFERED["not-in-this-state"] });
	}
	const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
		`SELECT count(*)::int AS count FROM messages WHERE merchant_id = $1::uuid AND order_id = $2::uuid AND cause_key LIKE $3`,
		tx.merchantId,
		order.id,
		`letter-of ${id} %`,
	);
	const causeKey = `letter-of ${id} ${count + 1}`;
	const queued = await queueMessages(tx, [letterOf(message, order, causeKey)]);
	await withdraw(tx, [`message:${id}`]);
	return messageView(await messageOf(tx, queued.get(causeKey) ?? ""));
}

/** Sends what came back by letter, once, where the shop wants it and it can be. */
export async function sendUndelivered(hub: Hub, tx: MerchantTransaction, message: StoredMessage): Promise<void> {
	if (message.audience !== "customer") return;
	const order = await orderOf(tx, message);
	if (order === null || order.erased || !hasPostalAddress(order.customer)) return;
	const { common } = (await rulesOfWriting(tx)).settings(order.connectionId);
	if (!common.undeliverableByLetter || !(await sendsLetters(hub, tx))) return;
	const letter = letterOf(message, order, `undelivered ${message.id}`);
	await queueMessages(tx, [letter]);
}

function letterOf(message: StoredMessage, { customer }: AskedOrder, causeKey: string): NewMessage {
	const { kind, orderId: order, subject, intent, body } = message;
	return {
		kind,
		causeKey,
		order,
		audience: "customer",
		channel: "letter",
		recipient: customer.name,
		subject,
		text: MessageBody.parse(body).text,
		html: null,
		optional: false,
		// What it is made of is looked at again: amounts are those of the day the letter is written.
		...(intent !== null && { intent: intent as Record<string, unknown> }),
		onlyWhile: statesOf(message),
		validUntil: null,
		files: [],
	};
}

/**
 * What a person sent once more left whatever the order's state; as a letter it asks nobody who has paid meanwhile. What is written anew
 * looks by itself.
 */
function statesOf({ kind, onlyWhile, intent }: StoredMessage): readonly string[] {
	if (onlyWhile.length > 0 || intent !== null) return onlyWhile;
	const said = MESSAGE_KINDS.find((one) => one === kind);
	if (said === "cancellation") return ["cancelled"];
	if (said === "collectionNotice") return ["debtCollection"];
	const needs: readonly string[] = said === undefined ? [] : MESSAGES[said].needs;
	return needs.includes("payment") ? ["open", "partiallyPaid", "overdue"] : [];
}

async function orderOf(tx: MerchantTransaction, { orderId }: StoredMessage): Promise<AskedOrder | null> {
	if (orderId === null) return null;
	const rules = await rulesOfWriting(tx);
	const [order = null] = await askedOrders(tx, { ...rules, inReview: new Set() }, [orderId]);
	return order;
}

function noEmailOfOrder() {
	return problem("CONFLICT", {
		detail: "no e-mail to the customer of an order",
		forMerchant: {
			de: "Nur E-Mails an den Kunden einer Bestellung können als Brief gesendet werden.",
			en: "Only e-mails to the customer of an order can be sent by letter.",
		},
	});
}

function noService() {
	return problem("CONFLICT", { detail: "nobody sends letters", forMerchant: NO_SERVICE });
}
