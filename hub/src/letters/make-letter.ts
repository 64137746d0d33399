import { letterPdf, localeOf } from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import { MessageBody, type StoredMessage } from "../messages/stored-message.ts";
import { askedOrders } from "../reminding/asked-orders.ts";
import type { NotPrepared, WaitsFor } from "../reminding/not-prepared.ts";
import { prepareStep } from "../reminding/prepare-step.ts";
import { rulesOfWriting } from "../reminding/rules-of-writing.ts";
import { senderOf } from "../reminding/sender.ts";
import { letterParts } from "./letter-parts.ts";
import type { MadeLetter } from "./write-letter.ts";

/** The letter about an order as it stands now, by the same text as its e-mail (PRODUCT F6). */
export async function letterOfStep(
	tx: MerchantTransaction,
	message: StoredMessage,
): Promise<MadeLetter | NotPrepared | WaitsFor> {
	// Pages of ours are for screens: nobody types their addresses.
	const step = await prepareStep(tx, message, null, () => undefined);
	if ("reason" in step || "waitsFor" in step) return step;
	const { order, intent, rules, sender, locale, written, asked } = step;
	const parts = letterParts(order, sender, { country: rules.country, locale });
	const pdf = await letterPdf({
		...parts,
		message: written,
		day: rules.today,
		...(asked?.code != null && { code: asked.code }),
		...(intent.slip === true &&
			asked !== null && { slip: { payment: asked.payment, amount: asked.amount, title: written.subject } }),
	});
	return { subject: written.subject, address: parts.recipient, pdf };
}

/** A letter that says what an e-mail said that was written by whoever queued it. */
export async function letterOfText(tx: MerchantTransaction, message: StoredMessage): Promise<MadeLetter | NotPrepared> {
	const rules = await rulesOfWriting(tx);
	const { orderId, subject } = message;
	const [order] = orderId === null ? [] : await askedOrders(tx, { ...rules, inReview: new Set() }, [orderId]);
	if (order === undefined) return { reason: "the order is gone", isOver: false };
	const sender = await senderOf(tx, order.connectionId, null);
	const locale = localeOf(order.customer.language, order.customer.billing.country);
	const parts = letterParts(order, sender, { country: rules.country, locale });
	const paragraphs = MessageBody.parse(message.body).text.split(/\n\s*\n/);
	const blocks = paragraphs.map((text) => ({
		kind: "paragraph" as const,
		lines: text.split("\n").map((line) => [{ text: line, bold: false }]),
	}));
	const pdf = await letterPdf({ ...parts, message: { subject, blocks }, day: rules.today });
	return { subject, address: parts.recipient, pdf };
}
