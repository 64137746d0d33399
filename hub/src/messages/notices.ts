import type { Text } from "@kontor/connector";
import { MESSAGES, type MessageKind } from "@kontor/documents";
import type { Notice } from "../notifications/notify.ts";
import type { ChannelNotices } from "./channel.ts";
import type { StoredMessage } from "./stored-message.ts";

export const OF_EMAILS: ChannelNotices = {
	cause: "mail-server",
	fails: (problem) => ({
		code: "MAIL_SERVER_FAILS",
		causeKey: OF_EMAILS.cause,
		text: {
			de: `E-Mails können nicht versendet werden: ${problem.de} Sie warten und gehen hinaus, sobald es wieder geht.`,
			en: `E-mails cannot be sent: ${problem.en} They wait, and leave as soon as it works again.`,
		},
		about: {},
	}),
	refused: (message, reply) =>
		aboutMessage("MESSAGE_REFUSED", message, {
			de: `Die E-Mail „${message.subject}“ wurde vom Mailserver nicht angenommen: ${reply}`,
			en: `The mail server did not accept the e-mail “${message.subject}”: ${reply}`,
		}),
	unsure: (message) =>
		aboutMessage("MESSAGE_UNSURE", message, {
			de: `Ob die E-Mail „${message.subject}“ versendet wurde, steht nicht fest: Die Verbindung brach ab, bevor der Mailserver antwortete. Sie wird nicht von selbst wiederholt; im Auftrag kann sie noch einmal gesendet werden.`,
			en: `It is not certain whether the e-mail “${message.subject}” was sent: the connection broke before the mail server answered. It is not repeated by itself; it can be sent again on the order's page.`,
		}),
	notWritten: (message, reason) =>
		aboutMessage("MESSAGE_NOT_WRITTEN", message, {
			de: `Die E-Mail „${message.subject}“ konnte nicht geschrieben werden: ${reason}`,
			en: `The e-mail “${message.subject}” could not be written: ${reason}`,
		}),
};

export const NO_SERVER: Text = {
	de: "Es ist kein Mailserver eingestellt.",
	en: "No mail server is set.",
};

/** @param lasting the address is wrong; else it may work another time */
export function cameBack(message: StoredMessage, reason: string, lasting: boolean): Notice {
	const { subject } = message;
	return aboutMessage("MESSAGE_UNDELIVERABLE", message, {
		de: lasting
			? `Die E-Mail „${subject}“ kam zurück: ${reason}`
			: `Die E-Mail „${subject}“ konnte auch nach mehreren Versuchen nicht zugestellt werden: ${reason}. Später kann es wieder gehen.`,
		en: lasting
			? `The e-mail “${subject}” came back: ${reason}`
			: `The e-mail “${subject}” could not be delivered, after several tries either: ${reason}. It may work again later.`,
	});
}

/** Of a merchant's own text. */
export function textCause(id: string): string {
	return `message-text:${id}`;
}

export function textFails(id: string, kind: MessageKind, fault: Text): Notice {
	const { title } = MESSAGES[kind];
	return {
		code: "MESSAGE_TEXT_FAILS",
		causeKey: textCause(id),
		text: {
			de: `Ihr eigener Text „${title.de}“ konnte nicht verwendet werden; gesendet wurde unserer. ${fault.de}`,
			en: `Your own text “${title.en}” could not be used; ours was sent. ${fault.en}`,
		},
		about: {},
	};
}

/** It is done once the message is sent once more. */
export function aboutMessage(code: string, { id, orderId }: StoredMessage, text: Text): Notice {
	return { code, causeKey: `message:${id}`, text, about: orderId === null ? {} : { order: orderId } };
}
