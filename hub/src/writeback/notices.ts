import { type Command, FAULTS, type Text } from "@kontor/connector";
import type { FaultOnWire } from "@kontor/protocol";
import { causeOfProblem } from "../connections/connection-problems.ts";
import type { Notice } from "../notifications/notify.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";

type Told = Pick<TrackedOrder, "id" | "number" | "connectionId">;

/** What a command was to tell, in the merchant's words. */
const WHAT: Readonly<Record<Command["kind"], Text>> = {
	"mark-paid": { de: "dass sie bezahlt ist", en: "that it is paid" },
	"mark-partially-paid": { de: "dass sie teilweise bezahlt ist", en: "that it is partly paid" },
	"revoke-payment": { de: "dass die Zahlung zurückgenommen wurde", en: "that the payment was taken back" },
	cancel: { de: "dass sie storniert ist", en: "that it is cancelled" },
	"set-status": { de: "ihren neuen Status", en: "its new status" },
	annotate: { de: "eine Notiz", en: "a note" },
	"push-shipment": { de: "die Sendungsnummer", en: "the tracking number" },
	"record-repayment": { de: "die Rückzahlung", en: "the repayment" },
};

/** One cause for all that a shop could not be told of an order. */
export function causeOf(orderId: string): string {
	return `write-back:${orderId}`;
}

function about(order: Told): Notice["about"] {
	return { order: order.id, connection: order.connectionId };
}

/** PRODUCT E1. What may have had its effect is said to be unclear: nobody repeats it. */
export function notTransferred(
	order: Told,
	{ kind }: Pick<Command, "kind">,
	fault: Pick<FaultOnWire, "fault" | "forMerchant">,
): Notice {
	const unclear = FAULTS[fault.fault].effect === "possible";
	const why = fault.forMerchant;
	const what = WHAT[kind];
	return {
		code: unclear ? "WRITE_BACK_UNCLEAR" : "WRITE_BACK_FAILED",
		causeKey: causeOf(order.id),
		text: unclear
			? {
					de: `Ob der Shop zu Bestellung ${order.number} erfahren hat, ${what.de}, ist unklar. Bitte dort nachsehen.${why === undefined ? "" : ` ${why.de}`}`,
					en: `It is unclear whether the shop learned of order ${order.number} ${what.en}. Please look there.${why === undefined ? "" : ` ${why.en}`}`,
				}
			: {
					de: `Zu Bestellung ${order.number} konnte dem Shop nicht übermittelt werden: ${what.de}. Bitte dort von Hand eintragen.${why === undefined ? "" : ` ${why.de}`}`,
					en: `The shop could not be told of order ${order.number}: ${what.en}. Please enter it there by hand.${why === undefined ? "" : ` ${why.en}`}`,
				},
		about: about(order),
	};
}

/** PRODUCT E4. */
export function changedMeanwhile(order: Told, { kind }: Pick<Command, "kind">): Notice {
	return {
		code: "CHANGED_IN_SHOP",
		causeKey: `changed-in-shop:${order.id}`,
		text: {
			de: `Der Status der Bestellung ${order.number} wurde inzwischen im Shop geändert und bleibt so. Nicht übermittelt: ${WHAT[kind].de}.`,
			en: `The status of order ${order.number} was changed in the shop meanwhile and is left as it is. Not told: ${WHAT[kind].en}.`,
		},
		about: about(order),
	};
}

export function refusedByShop(order: Told, { kind }: Pick<Command, "kind">): Notice {
	return {
		code: "REFUSED_BY_SHOP",
		causeKey: causeOf(order.id),
		text: {
			de: `Der Shop hat zu Bestellung ${order.number} nicht angenommen: ${WHAT[kind].de}. Bitte dort prüfen.`,
			en: `The shop did not accept of order ${order.number}: ${WHAT[kind].en}. Please check there.`,
		},
		about: about(order),
	};
}

/** Once for the shop, not for each of its orders. */
export function neverAllowed(connectionId: string, { kind }: Pick<Command, "kind">): Notice {
	return {
		code: "NOT_ALLOWED_BY_SHOP",
		causeKey: `not-allowed:${connectionId}:${kind}`,
		text: {
			de: `Dieser Shop lässt sich nicht sagen: ${WHAT[kind].de}. Kontor führt die Zahlungen, der Status im Shop bleibt.`,
			en: `This shop does not accept: ${WHAT[kind].en}. Kontor keeps the payments; the status in the shop stays.`,
		},
		about: { connection: connectionId },
	};
}

export function causeOfRefusal(connectionId: string): string {
	return causeOfProblem(connectionId, "reading", "ACCESS_REFUSED");
}

export function accessRefused(connectionId: string, { forMerchant }: Pick<FaultOnWire, "forMerchant">): Notice {
	const text = forMerchant ?? {
		de: "Der Shop nimmt die Zugangsdaten nicht an. Bitte Zugangsdaten und deren Rechte prüfen; Ausstehendes wird danach übermittelt.",
		en: "The shop does not accept the credentials. Please check them and their permissions; what is pending is told afterwards.",
	};
	return { code: "ACCESS_REFUSED", causeKey: causeOfRefusal(connectionId), text, about: { connection: connectionId } };
}

export function causeOfSilence(connectionId: string): string {
	return causeOfProblem(connectionId, "reading", "SHOP_NOT_READ");
}

/** Its orders could not be read for some time. */
export function notRead(connectionId: string, { forMerchant }: Pick<FaultOnWire, "forMerchant">): Notice {
	const text = forMerchant ?? {
		de: "Die Bestellungen des Shops können gerade nicht gelesen werden. Es wird weiter versucht.",
		en: "The shop's orders cannot be read at the moment. Kontor keeps trying.",
	};
	return { code: "SHOP_NOT_READ", causeKey: causeOfSilence(connectionId), text, about: { connection: connectionId } };
}
