import type { Text } from "@kontor/connector";
import type { Notice } from "../notifications/notify.ts";
import type { StoredMessage } from "./stored-message.ts";

/** The mail server does not work, whatever is sent. */
export const MAIL_SERVER_CAUSE = "mail-server";

/** What keeps every message from leaving, in words for the merchant. */
export function serverFails(problem: Text): Notice {
	return {
		code: "MAIL_SERVER_FAILS",
		causeKey: MAIL_SERVER_CAUSE,
		text: {
			de: `E-Mails können nicht versendet werden: ${problem.de} Sie warten und gehen hinaus, sobald es wieder geht.`,
			en: `E-mails cannot be sent: ${problem.en} They wait, and leave as soon as it works again.`,
		},
		about: {},
	};
}

export const NO_SERVER: Text = {
	de: "Es ist kein Mailserver eingestellt.",
	en: "No mail server is set.",
};

export function refused(message: StoredMessage, reply: string): Notice {
	return aboutMessage("MESSAGE_REFUSED", message, {
		de: `Die E-Mail „${message.subject}“ wurde vom Mailserver nicht angenommen: ${reply}`,
		en: `The mail server did not accept the e-mail “${message.subject}”: ${reply}`,
	});
}

export function unsure(message: StoredMessage): Notice {
	return aboutMessage("MESSAGE_UNSURE", message, {
		de: `Ob die E-Mail „${message.subject}“ versendet wurde, steht nicht fest: Die Verbindung brach ab, bevor der Mailserver antwortete. Sie wird nicht von selbst wiederholt; im Auftrag kann sie noch einmal gesendet werden.`,
		en: `It is not certain whether the e-mail “${message.subject}” was sent: the connection broke before the mail server answered. It is not repeated by itself; it can be sent again on the order's page.`,
	});
}

/** @param reason in English: of data that a merchant or shop entered wrongly */
export function notWritten(message: StoredMessage, reason: string): Notice {
	return aboutMessage("MESSAGE_NOT_WRITTEN", message, {
		de: `Die E-Mail „${message.subject}“ konnte nicht geschrieben werden: ${reason}`,
		en: `The e-mail “${message.subject}” could not be written: ${reason}`,
	});
}

export function cameBack(message: StoredMessage, reason: string): Notice {
	return aboutMessage("MESSAGE_UNDELIVERABLE", message, {
		de: `Die E-Mail „${message.subject}“ kam zurück: ${reason}`,
		en: `The e-mail “${message.subject}” came back: ${reason}`,
	});
}

function aboutMessage(code: string, { id, orderId }: StoredMessage, text: Text): Notice {
	return { code, causeKey: `message:${id}`, text, about: orderId === null ? {} : { order: orderId } };
}
