import { Instant, Text } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

/** An e-mail or letter, as lists show it. */
export const Message = z
	.object({
		id: z.uuid(),
		order: z.uuid().nullable(),
		/** What it is about: `paymentInformation`, `reminder`, ... */
		kind: z.string(),
		audience: z.enum(["customer", "merchant"]),
		channel: z.enum(["email", "letter"]),
		/** E-mail address, or the name on the letter. */
		recipient: z.string(),
		subject: z.string(),
		/**
		 * `ready` waits for its turn; `accepted`: the letter service has it, and did not post it yet; `unsure` may have been sent:
		 * nobody can say, so it is not repeated by itself. `refused` was not taken by the server, `undeliverable` came back.
		 */
		state: z.enum(["ready", "sending", "accepted", "sent", "unsure", "refused", "undeliverable", "cancelled"]),
		/** The last that was said of it: the server's answer, why it was cancelled. */
		reply: z.string().nullable(),
		/** When it is tried (again). */
		dueAt: Instant.nullable(),
		createdAt: Instant,
		/** When its state became what it is, where it is the last one. */
		settledAt: Instant.nullable(),
	})
	.meta({ id: "Message" });
export type Message = z.infer<typeof Message>;

/** The same with all that was sent. */
export const MessageDetail = Message.extend({
	text: z.string(),
	html: z.string().nullable(),
	/** The customer could decline this kind of message. */
	optional: z.boolean(),
	/** Of a letter: as it stands in its window. */
	address: z.array(z.string()),
	files: z.array(z.object({ position: z.int(), name: z.string(), contentType: z.string(), size: z.int() })),
}).meta({ id: "MessageDetail" });
export type MessageDetail = z.infer<typeof MessageDetail>;

const params = z.object({ message: z.uuid() });

export const listMessages = operation({
	id: "listMessages",
	method: "get",
	path: "/v1/messages",
	audience: "merchant",
	summary: "E-mails and letters of the last 36 months, newest first: of one order, or those in one state.",
	query: z.object({
		order: z.uuid().optional(),
		state: Message.shape.state.optional(),
		...PageQuery,
	}),
	result: pageOf(Message),
});

export const getMessage = operation({
	id: "getMessage",
	method: "get",
	path: "/v1/messages/{message}",
	audience: "merchant",
	summary: "One message as it was sent.",
	params,
	result: MessageDetail,
});

export const getMessageFile = operation({
	id: "getMessageFile",
	method: "get",
	path: "/v1/messages/{message}/files/{position}",
	audience: "merchant",
	summary: "What was attached to a message, or the letter itself.",
	params: params.extend({ position: z.coerce.number().int().min(0) }),
	result: Bytes,
});

export const resendMessage = operation({
	id: "resendMessage",
	method: "post",
	path: "/v1/messages/{message}/resend",
	audience: "merchant",
	summary: "Sends the same once more, to the same or another address.",
	params,
	body: z.object({ recipient: z.email().max(254).optional() }),
	result: Message,
	status: 201,
});

export const sendMessageAsLetter = operation({
	id: "sendMessageAsLetter",
	method: "post",
	path: "/v1/messages/{message}/letter",
	audience: "merchant",
	summary: "Sends an e-mail about an order by letter, too, with the amounts as they are now.",
	params,
	result: Message,
	status: 201,
});

export const cancelMessage = operation({
	id: "cancelMessage",
	method: "post",
	path: "/v1/messages/{message}/cancel",
	audience: "merchant",
	summary:
		"Keeps a message from being sent that was not sent yet; a letter is asked back from its service, which may be too late.",
	params,
	result: Message,
});

export const reportBounce = operation({
	id: "reportBounce",
	method: "post",
	path: "/v1/messages/bounces",
	audience: "merchant",
	summary: "Takes a delivery status notification (RFC 3464), as a mail server delivers it, and marks what came back.",
	body: Bytes,
	result: z.object({
		/** Null where it is no such notification, or about none of the merchant's messages. */
		message: z.uuid().nullable(),
		/** `delayed`: whoever has it still tries. */
		result: z.enum(["undeliverable", "delayed", "delivered"]).nullable(),
	}),
});

/** Where what comes back is delivered, read by IMAP. It is only looked into: nothing is moved, deleted or marked as read. */
export const BounceMailbox = z
	.object({
		host: z.string().min(1).max(253),
		port: z.int().min(1).max(65_535).default(993),
		/** `tls` from the first byte (port 993); `starttls` or nothing is said (143). */
		security: z.enum(["tls", "starttls", "none"]).default("tls"),
		user: z.string().min(1).max(254),
		folder: z.string().min(1).max(200).default("INBOX"),
	})
	.meta({ id: "BounceMailbox" });
export type BounceMailbox = z.infer<typeof BounceMailbox>;

export const BounceMailboxState = z
	.object({
		mailbox: BounceMailbox.nullable(),
		/** Why it cannot be read at the moment. */
		problem: z.object({ text: Text, at: Instant }).nullable(),
		/** When it was last looked into. */
		readAt: Instant.nullable(),
	})
	.meta({ id: "BounceMailboxState" });
export type BounceMailboxState = z.infer<typeof BounceMailboxState>;

export const getBounceMailbox = operation({
	id: "getBounceMailbox",
	method: "get",
	path: "/v1/bounce-mailbox",
	audience: "merchant",
	summary: "Which mailbox is looked into for e-mails that came back, and whether it can be.",
	result: BounceMailboxState,
});

export const putBounceMailbox = operation({
	id: "putBounceMailbox",
	method: "put",
	path: "/v1/bounce-mailbox",
	audience: "merchant",
	summary: "Sets the mailbox that is looked into every ten minutes for e-mails that came back, or null for none.",
	body: z.object({
		mailbox: BounceMailbox.nullable(),
		/** Left out: stays as it is, while host and user are the same. */
		secrets: z.object({ password: z.string().max(1000).optional() }).default({}),
	}),
	result: BounceMailboxState,
});

/** By which server the merchant's e-mails leave. Its password is kept apart and never shown. */
export const MailServer = z
	.object({
		host: z.string().min(1).max(253),
		port: z.int().min(1).max(65_535).default(587),
		/** `tls` from the first byte (port 465); `starttls` or nothing is said (587). */
		security: z.enum(["tls", "starttls", "none"]).default("starttls"),
		user: z.string().max(254).nullable().default(null),
		from: z.object({ name: z.string().max(100), address: z.email().max(254) }),
		replyTo: z.email().max(254).nullable().default(null),
		/** Signs by DKIM (RFC 6376), where the server does not do it. */
		dkim: z
			.object({ domain: z.string().min(1).max(253), selector: z.string().min(1).max(63) })
			.nullable()
			.default(null),
	})
	.meta({ id: "MailServer" });
export type MailServer = z.infer<typeof MailServer>;

export const MailServerState = z
	.object({
		/** Null: the operator's is used, where he has one. */
		server: MailServer.nullable(),
		/** Messages are sent by somebody's server. */
		sends: z.boolean(),
		/** Why nothing leaves at the moment. */
		problem: z.object({ text: Text, at: Instant }).nullable(),
		pausedUntil: Instant.nullable(),
	})
	.meta({ id: "MailServerState" });
export type MailServerState = z.infer<typeof MailServerState>;

export const getMailServer = operation({
	id: "getMailServer",
	method: "get",
	path: "/v1/mail-server",
	audience: "merchant",
	summary: "By which server e-mails leave, and whether they do.",
	result: MailServerState,
});

export const putMailServer = operation({
	id: "putMailServer",
	method: "put",
	path: "/v1/mail-server",
	audience: "merchant",
	summary: "Sets the merchant's own mail server, or null for the operator's; what waits is tried with it at once.",
	body: z.object({
		server: MailServer.nullable(),
		secrets: z
			.object({
				password: z.string().max(1000).optional(),
				/** PEM, of the DKIM key. */
				dkimKey: z.string().max(20_000).optional(),
			})
			.default({}),
	}),
	result: MailServerState,
});

export const optOut = operation({
	id: "optOut",
	method: "post",
	path: "/v1/opt-outs",
	audience: "merchant",
	summary: "Declines optional messages to an address for the customer, or allows them again.",
	body: z.object({ address: z.email().max(254), declined: z.boolean().default(true) }),
});
