import type { Text } from "@kontor/connector";
import type { PlaceholderName } from "./placeholders.ts";

interface Kind {
	readonly title: Text;
	/** The customer, or the merchant, may do without it (F10): such mail carries a way to unsubscribe. */
	readonly optional: boolean;
	/** Without these a template is refused: F9 for what a payment needs. */
	readonly needs: readonly PlaceholderName[];
	/** May be used besides those that every message has. */
	readonly offers: readonly PlaceholderName[];
}

const ORDER = ["order.number", "order.date", "invoice.number", "invoice.date"] as const;
const DEMAND = [...ORDER, "amount", "amounts", "previousDate", "payableUntil", "level", "alreadyPaid"] as const;

/** Every message there is. Templates, texts and samples are complete by type. */
export const MESSAGES = {
	paymentInformation: {
		title: { de: "Zahlungsinformation", en: "Payment information" },
		optional: false,
		needs: ["payment"],
		offers: [
			...ORDER,
			"amount",
			"amounts",
			"payableUntil",
			"discount.percent",
			"discount.amount",
			"discount.until",
			"foreign.amount",
			"foreign.rate",
		],
	},
	paymentInformationAgain: {
		title: { de: "Zahlungsinformation, noch einmal", en: "Payment information, repeated" },
		optional: false,
		needs: ["payment"],
		offers: [...ORDER, "amount", "amounts", "payableUntil"],
	},
	amountChanged: {
		title: { de: "Zahlungsinformation bei geändertem Betrag", en: "Payment information for a changed amount" },
		optional: false,
		needs: ["payment"],
		offers: [...ORDER, "amount", "amounts", "previousAmount", "payableUntil"],
	},
	dueSoon: {
		title: { de: "Hinweis vor der Fälligkeit", en: "Notice before the due date" },
		optional: true,
		needs: ["payment"],
		offers: [...ORDER, "amount", "amounts", "dueDate", "discount.percent", "discount.amount", "discount.until"],
	},
	reminder: {
		title: { de: "Zahlungserinnerung", en: "Payment reminder" },
		optional: false,
		needs: ["payment"],
		offers: DEMAND,
	},
	demand: { title: { de: "Mahnung", en: "Overdue notice" }, optional: false, needs: ["payment"], offers: DEMAND },
	finalDemand: {
		title: { de: "Letzte Mahnung", en: "Final notice" },
		optional: false,
		needs: ["payment"],
		offers: DEMAND,
	},
	severalReminder: {
		title: { de: "Erinnerung an mehrere Bestellungen", en: "Reminder of several orders" },
		optional: false,
		needs: ["payment", "orders"],
		offers: ["amount", "amounts", "payableUntil", "level", "alreadyPaid"],
	},
	deliveryQuestion: {
		title: { de: "Nachfrage zur Nachnahme", en: "Question about cash on delivery" },
		optional: false,
		needs: [],
		offers: [...ORDER, "amount", "alreadyPaid"],
	},
	cancellation: {
		title: { de: "Stornierung", en: "Cancellation" },
		optional: false,
		needs: [],
		offers: [...ORDER, "amount"],
	},
	overdue: { title: { de: "Überfällig", en: "Overdue" }, optional: false, needs: ["payment"], offers: DEMAND },
	paymentReceived: {
		title: { de: "Zahlung erhalten", en: "Payment received" },
		optional: true,
		needs: [],
		offers: [...ORDER, "received.amount", "received.date", "outstanding"],
	},
	bankDetailsRequest: {
		title: { de: "Bitte um Bankverbindung", en: "Request for bank details" },
		optional: false,
		needs: ["bankDetails"],
		offers: [...ORDER, "repayment.amount"],
	},
	repaymentNotice: {
		title: { de: "Rückzahlung", en: "Repayment" },
		optional: false,
		needs: [],
		offers: [...ORDER, "repayment.amount", "repayment.iban"],
	},
	collectionNotice: {
		title: { de: "Abgabe an Inkasso", en: "Handover to debt collection" },
		optional: false,
		needs: [],
		offers: [...ORDER, "amount", "amounts", "collection.partner", "collection.reference"],
	},
	merchantDigest: {
		title: { de: "Übersicht für den Händler", en: "Digest for the merchant" },
		optional: true,
		needs: ["tasks"],
		offers: ["taskCount", "merchantArea"],
	},
} as const satisfies Readonly<Record<string, Kind>>;

export type MessageKind = keyof typeof MESSAGES;

export const MESSAGE_KINDS = Object.keys(MESSAGES) as MessageKind[];

/**
 * What a reminder of a level is called (F7): prepayment is only ever reminded of; of an invoice's later levels the last one
 * before the collection agency says so.
 */
export function reminderKind(reminder: {
	readonly paymentCode: "prepayment" | "invoice" | "cashOnDelivery";
	readonly level: number;
	readonly levels: number;
	readonly collectionFollows: boolean;
}): "reminder" | "demand" | "finalDemand" {
	if (reminder.paymentCode === "prepayment" || reminder.level <= 1) return "reminder";
	return reminder.level >= reminder.levels && reminder.collectionFollows ? "finalDemand" : "demand";
}
