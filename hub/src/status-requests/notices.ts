import type { HeldStatus } from "@kontor/connector";
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

/** Seven days, and no order of the number came. */
export function orderUnknown({ connectionId, id, body }: StoredRequest): Notice {
	const { orderNumber, to } = body;
	return {
		code: "STATUS_ORDER_UNKNOWN",
		causeKey: `status-request:${connectionId}:${id}`,
		text: {
			de: `„${to}“ konnte nicht gemeldet werden: Kontor kennt die Bestellung ${orderNumber} der Plattform nicht. Bitte dort von Hand eintragen.`,
			en: `"${to}" could not be reported: Kontor does not know the platform's order ${orderNumber}. Please enter it there by hand.`,
		},
		about: { connection: connectionId },
	};
}

export function orderAmbiguous({ connectionId, id, body }: StoredRequest): Notice {
	const { orderNumber, to } = body;
	return {
		code: "STATUS_ORDER_AMBIGUOUS",
		causeKey: `status-request:${connectionId}:${id}`,
		text: {
			de: `„${to}“ wurde nicht gemeldet: die Bestellnummer ${orderNumber} gibt es in mehreren Shops. Bitte in den Einstellungen von büro⁺ bei der Plattform den Namen des Shops angeben.`,
			en: `"${to}" was not reported: the order number ${orderNumber} exists in several shops. Please name the shop with the platform in the settings of büro⁺.`,
		},
		about: { connection: connectionId },
	};
}
