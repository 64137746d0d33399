import type { Text } from "@kontor/connector";
import { REFUSALS } from "../lifecycle.ts";

/** Why an action is not offered, in the words its button shows. */
export const NOT_OFFERED = {
	...REFUSALS,
	"not-connected": { de: "Der Shop ist nicht verbunden.", en: "The shop is not connected." },
	"no-invoice-pdf": { de: "Die Rechnung liegt nicht als PDF vor.", en: "There is no PDF of the invoice." },
	"no-email": { de: "Es gibt keine E-Mail-Adresse.", en: "There is no e-mail address." },
	"no-postal-address": { de: "Es gibt keine vollständige Anschrift.", en: "There is no complete postal address." },
	"foreign-rate": {
		de: "Der Betrag ist aus einer anderen Währung umgerechnet.",
		en: "The amount is converted from another currency.",
	},
	"nothing-received": {
		de: "Es ist nichts eingegangen, das zurückgezahlt werden könnte.",
		en: "Nothing was received that could be repaid.",
	},
	"not-handed-over": { de: "Nicht beim Inkasso.", en: "Not with debt collection." },
	"stopped-already": { de: "Die Mahnsperre besteht schon.", en: "Reminders are already stopped." },
	"not-stopped": { de: "Es gibt keine Mahnsperre.", en: "Reminders are not stopped." },
	"data-removed": {
		de: "Die personenbezogenen Daten sind entfernt.",
		en: "The personal data have been removed.",
	},
} as const satisfies Record<string, Text>;
export type NotOffered = keyof typeof NOT_OFFERED;
