import { Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";

/** Every message whose text a merchant may write himself; a letter says the same as its e-mail. */
export const MessageTextKind = z.enum([
	"paymentInformation",
	"paymentInformationAgain",
	"amountChanged",
	"dueSoon",
	"reminder",
	"demand",
	"finalDemand",
	"severalReminder",
	"deliveryQuestion",
	"cancellation",
	"overdue",
	"paymentReceived",
	"bankDetailsRequest",
	"repaymentNotice",
	"collectionNotice",
	"merchantDigest",
]);
export type MessageTextKind = z.infer<typeof MessageTextKind>;

/** `de-CH`: German to Switzerland and Liechtenstein. */
export const MessageLocale = z.enum(["de", "de-CH", "en"]);
export type MessageLocale = z.infer<typeof MessageLocale>;

/**
 * Text with placeholders, `{{ amount }}`, and conditions, `{% if invoice.number %}`. A blank line ends a paragraph, `- ` begins an item,
 * `**` marks what is bold.
 */
export const MessageTemplate = z
	.object({ subject: z.string().max(20_000), body: z.string().max(20_000) })
	.meta({ id: "MessageTemplate" });
export type MessageTemplate = z.infer<typeof MessageTemplate>;

export const MessageText = z
	.object({
		kind: MessageTextKind,
		locale: MessageLocale,
		title: Text,
		builtIn: MessageTemplate,
		/** What was set here: for the merchant, or for the shop that is asked about. */
		own: MessageTemplate.nullable(),
		/** What is sent by now. */
		effective: MessageTemplate,
		/** Whose it is. A merchant's German text holds for Swiss customers, too, in Swiss spelling, until there is one for them. */
		from: z.enum(["shop", "merchant", "builtIn"]),
		/** Placeholders that it must have, and that it may have besides. */
		needs: z.array(z.string()),
		offers: z.array(z.string()),
	})
	.meta({ id: "MessageText" });
export type MessageText = z.infer<typeof MessageText>;

const Which = {
	kind: MessageTextKind,
	locale: MessageLocale,
	/** The shop whose text it is (PRODUCT A11); left out: the merchant's, for all shops that have none. */
	connection: z.uuid().optional(),
};

export const listMessageTexts = operation({
	id: "listMessageTexts",
	method: "get",
	path: "/v1/message-texts",
	audience: "merchant",
	summary: "The texts of e-mails and letters, ours and the merchant's own, as they hold for all shops or for one.",
	query: z.object({ connection: z.uuid().optional(), kind: MessageTextKind.optional() }),
	result: z.object({
		items: z.array(MessageText),
		/** What each placeholder stands for. A block stands alone on a line. */
		placeholders: z.record(z.string(), z.object({ title: Text, block: z.boolean() })),
	}),
});

export const putMessageText = operation({
	id: "putMessageText",
	method: "put",
	path: "/v1/message-texts",
	audience: "merchant",
	summary:
		"Sets the merchant's or a shop's own text of a message, once it is checked; null restores what holds without. Changes what is sent from now on.",
	body: z.object({ ...Which, text: MessageTemplate.nullable() }),
	result: MessageText,
});

export const previewMessageText = operation({
	id: "previewMessageText",
	method: "post",
	path: "/v1/message-texts/preview",
	audience: "merchant",
	summary: "Shows a text as it would be sent, of a real order or of an invented one. Nothing is stored or sent.",
	body: z.object({
		...Which,
		/** Left out: the one that holds. */
		text: MessageTemplate.optional(),
		/** Left out: an invented one with everything that can be said. */
		order: z.uuid().optional(),
		/** Draws the letter, too. */
		letter: z.boolean().default(false),
	}),
	result: z.object({
		subject: z.string(),
		text: z.string(),
		/** Pictures inside. It belongs into a sandboxed frame. */
		html: z.string(),
		/** The letter as PDF, where it was wanted and the order has a postal address. */
		pdf: z.base64().nullable(),
		/** Why it is not this text but ours: it makes no message of this order. */
		fault: Text.nullable(),
	}),
});
