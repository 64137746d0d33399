import type { HeldStatus, Text } from "@kontor/connector";
import type { Notice } from "../notifications/notify.ts";
import type { StoredRequest } from "./stored-request.ts";

/** The status of one subject waits for something. */
export function causeOfHeld(connectionId: string, subject: string): string {
	return `status-held:${connectionId}:${subject}`;
}

export function held(connectionId: string, { subject, forMerchant }: HeldStatus): Notice {
	return {
		code: "STATUS_HELD",
		causeKey: causeOfHeld(connectionId, subject),
		text: forMerchant,
		about: { connection: connectionId },
	};
}

/** Why an order is not told of its status, and what the merchant can do. */
const NOT_FOUND = {
	"order-unknown": {
		code: "STATUS_ORDER_UNKNOWN",
		de: "Kontor findet die Bestellung %n der Plattform nicht. Bitte dort von Hand eintragen.",
		en: "Kontor does not find the platform's order %n. Please enter it there by hand.",
	},
	"order-ambiguous": {
		code: "STATUS_ORDER_AMBIGUOUS",
		de: "die Bestellnummer %n gibt es mehrmals. Gibt es sie in mehreren Shops, nennen Sie in den Einstellungen von büro⁺ bei der Plattform bitte den Namen des Shops; sonst tragen Sie es dort bitte von Hand ein.",
		en: "the order number %n exists several times. If several shops have it, please name the shop with the platform in the settings of büro⁺; if not, please enter it there by hand.",
	},
	"shop-silent": {
		code: "STATUS_SHOP_SILENT",
		de: "Shops der Plattform antworten nicht auf die Frage nach der Bestellung %n. Bitte versuchen Sie es noch einmal, sobald sie erreichbar sind.",
		en: "shops of the platform do not answer the question for the order %n. Please try again once they can be reached.",
	},
} as const;

/** No order of the number, or not the one that is surely meant. */
export function orderNotFound({ connectionId, id, body }: StoredRequest, why: keyof typeof NOT_FOUND): Notice {
	const { code, de, en } = NOT_FOUND[why];
	const { orderNumber, to } = body;
	return {
		code,
		causeKey: causeOf(connectionId, id),
		text: {
			de: `„${to}“ wurde nicht gemeldet: ${de.replace("%n", () => orderNumber)}`,
			en: `"${to}" was not reported: ${en.replace("%n", () => orderNumber)}`,
		},
		about: { connection: connectionId },
	};
}

/** The shop did not take it for an order that Kontor does not hold; of one that it holds, the order's own notice tells. */
export function notTaken({ connectionId, id, body }: StoredRequest, { code, why }: Refusal): Notice {
	const { orderNumber, to } = body;
	const said = why ?? REASONS[code] ?? { de: "", en: "" };
	return {
		code: "STATUS_NOT_TAKEN",
		causeKey: causeOf(connectionId, id),
		text: {
			de: `„${to}“ wurde zur Bestellung ${orderNumber} vom Shop nicht übernommen. ${said.de} Bitte prüfen Sie das dort, und tragen Sie es von Hand ein oder versuchen Sie es noch einmal.`,
			en: `"${to}" was not taken by the shop for order ${orderNumber}. ${said.en} Please check it there, and enter it by hand or try again.`,
		},
		about: { connection: connectionId },
	};
}

export interface Refusal {
	/** A decline's or a fault's. */
	readonly code: string;
	/** What the plugin says of it to the merchant. */
	readonly why: Text | null;
}

const REASONS: Readonly<Record<string, Text>> = {
	"changed-meanwhile": {
		de: "Der Status wurde inzwischen dort geändert und bleibt so.",
		en: "Its status was changed there meanwhile and is left as it is.",
	},
	"order-gone": { de: "Die Bestellung gibt es dort nicht mehr.", en: "The order does not exist there any more." },
	"not-allowed-here": { de: "Der Shop lässt das nicht zu.", en: "The shop does not allow it." },
};

function causeOf(connectionId: string, id: string): string {
	return `status-request:${connectionId}:${id}`;
}
