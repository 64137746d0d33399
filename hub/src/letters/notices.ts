import type { Text } from "@kontor/connector";
import type { ChannelNotices } from "../messages/channel.ts";
import { aboutMessage } from "../messages/notices.ts";

export const OF_LETTERS: ChannelNotices = {
	cause: "letter-service",
	fails: (problem) => ({
		code: "LETTER_SERVICE_FAILS",
		causeKey: OF_LETTERS.cause,
		text: {
			de: `Briefe können nicht versendet werden: ${problem.de} Sie warten und gehen hinaus, sobald es wieder geht.`,
			en: `Letters cannot be sent: ${problem.en} They wait, and leave as soon as it works again.`,
		},
		about: {},
	}),
	refused: (message, reply) =>
		aboutMessage("LETTER_REFUSED", message, {
			de: `Der Brief „${message.subject}“ wurde vom Briefdienst nicht angenommen: ${reply}`,
			en: `The letter service did not accept the letter “${message.subject}”: ${reply}`,
		}),
	unsure: (message) =>
		aboutMessage("LETTER_UNSURE", message, {
			de: `Ob der Brief „${message.subject}“ beim Briefdienst ankam, steht nicht fest, und er lässt sich dort nicht nachschlagen. Er wird nicht von selbst wiederholt; bitte beim Briefdienst nachsehen.`,
			en: `It is not certain whether the letter “${message.subject}” has reached the letter service, and it cannot be looked up there. It is not repeated by itself; please look there.`,
		}),
	notWritten: (message, reason) =>
		aboutMessage("LETTER_NOT_WRITTEN", message, {
			de: `Der Brief „${message.subject}“ konnte nicht geschrieben werden: ${reason}`,
			en: `The letter “${message.subject}” could not be written: ${reason}`,
		}),
};

export const NO_SERVICE: Text = {
	de: "Es ist kein Briefdienst eingestellt.",
	en: "No letter service is set.",
};
