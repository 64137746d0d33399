import type { Text } from "@kontor/connector";
import type { StoredMessage } from "../messages/stored-message.ts";
import type { Notice } from "../notifications/notify.ts";

/** The letter service does not work, whatever is sent. */
export const LETTER_SERVICE_CAUSE = "letter-service";

export function serviceFails(problem: Text): Notice {
	return {
		code: "LETTER_SERVICE_FAILS",
		causeKey: LETTER_SERVICE_CAUSE,
		text: {
			de: `Briefe können nicht versendet werden: ${problem.de} Sie warten und gehen hinaus, sobald es wieder geht.`,
			en: `Letters cannot be sent: ${problem.en} They wait, and leave as soon as it works again.`,
		},
		about: {},
	};
}

export const NO_SERVICE: Text = {
	de: "Es ist kein Briefdienst eingestellt.",
	en: "No letter service is set.",
};

export function letterRefused(message: StoredMessage, reply: string): Notice {
	return aboutLetter("LETTER_REFUSED", message, {
		de: `Der Brief „${message.subject}“ wurde vom Briefdienst nicht angenommen: ${reply}`,
		en: `The letter service did not accept the letter “${message.subject}”: ${reply}`,
	});
}

export function letterUnsure(message: StoredMessage): Notice {
	return aboutLetter("LETTER_UNSURE", message, {
		de: `Ob der Brief „${message.subject}“ beim Briefdienst ankam, steht nicht fest, und er lässt sich dort nicht nachschlagen. Er wird nicht von selbst wiederholt; bitte beim Briefdienst nachsehen.`,
		en: `It is not certain whether the letter “${message.subject}” has reached the letter service, and it cannot be looked up there. It is not repeated by itself; please look there.`,
	});
}

/** @param reason in English: of data that a merchant or shop entered wrongly */
export function letterNotWritten(message: StoredMessage, reason: string): Notice {
	return aboutLetter("LETTER_NOT_WRITTEN", message, {
		de: `Der Brief „${message.subject}“ konnte nicht geschrieben werden: ${reason}`,
		en: `The letter “${message.subject}” could not be written: ${reason}`,
	});
}

function aboutLetter(code: string, { id, orderId }: StoredMessage, text: Text): Notice {
	return { code, causeKey: `message:${id}`, text, about: orderId === null ? {} : { order: orderId } };
}
