import type { PaymentCode, Text } from "@kontor/connector";
import type { LifecycleEvent } from "../events.ts";
import type { Lifecycle, OrderState } from "../order-state.ts";
import type { Settlement } from "../settlement.ts";
import type { NotOffered } from "./not-offered.ts";

/** What the actions of an order depend on. */
export interface ActionSituation {
	readonly paymentCode: PaymentCode;
	readonly lifecycle: Lifecycle;
	readonly settlement: Settlement;
	readonly isConnected: boolean;
	readonly hasInvoicePdf: boolean;
	readonly hasEmail: boolean;
	readonly hasPostalAddress: boolean;
	/** The amount is converted from another currency (G1). */
	readonly hasForeignRate: boolean;
	readonly remindersStopped: boolean;
	/** It is, or was, with a collection partner. */
	readonly wasHandedOver: boolean;
	readonly personalDataRemoved: boolean;
}

type Check = (situation: ActionSituation) => NotOffered | null;

export interface Action {
	readonly title: Text;
	/** Left out: with every payment code, in every state. */
	readonly codes?: readonly PaymentCode[];
	readonly states?: readonly OrderState[];
	/** What else must hold; the first that does not is said. */
	readonly needs?: readonly Check[];
	/** The event of the history, where it moves the order's state. */
	readonly event?: LifecycleEvent;
}

const when = (holds: (situation: ActionSituation) => boolean, otherwise: NotOffered): Check => {
	return (situation) => (holds(situation) ? null : otherwise);
};
const email = when(({ hasEmail }) => hasEmail, "no-email");
const address = when(({ hasPostalAddress }) => hasPostalAddress, "no-postal-address");
const person = when(({ personalDataRemoved }) => !personalDataRemoved, "data-removed");

const ASKED: readonly PaymentCode[] = ["prepayment", "invoice"];
const OWED_LATER: readonly PaymentCode[] = ["invoice", "cashOnDelivery"];
const TRACKED: readonly PaymentCode[] = ["prepayment", "invoice", "cashOnDelivery"];
const OPEN: readonly OrderState[] = ["open", "partiallyPaid"];
const OWED: readonly OrderState[] = ["open", "partiallyPaid", "overdue"];
const UNPAID: readonly OrderState[] = [
	"open",
	"partiallyPaid",
	"notManaged",
	"cancelled",
	"overdue",
	"debtCollection",
	"monitoring",
];

/** What a person can do with an order (G1, G2, G12 to G14, A7), and when it is offered. */
export const ACTIONS = {
	"re-read": {
		title: { de: "Daten neu einlesen", en: "Re-read data" },
		needs: [when(({ isConnected }) => isConnected, "not-connected")],
	},
	"take-under-management": {
		title: { de: "In die Verwaltung übernehmen", en: "Take under management" },
		states: ["notManaged"],
		event: "taken-under-management",
	},
	"send-invoice-letter": {
		title: { de: "Rechnung als Brief senden", en: "Send the invoice by letter" },
		needs: [person, when(({ hasInvoicePdf }) => hasInvoicePdf, "no-invoice-pdf"), address],
	},
	"send-payment-information": {
		title: { de: "Zahlungsinformation erneut senden", en: "Send payment information again" },
		codes: ASKED,
		states: OWED,
		needs: [person, email],
	},
	"send-payment-slip": {
		title: { de: "Überweisungsträger als Brief senden", en: "Send a payment slip by letter" },
		codes: ASKED,
		states: OWED,
		needs: [person, address],
	},
	"send-reminder": {
		title: { de: "Jetzt erinnern (E-Mail)", en: "Send a reminder now (e-mail)" },
		codes: ASKED,
		states: OWED,
		needs: [person, email],
	},
	"send-reminder-letter": {
		title: { de: "Jetzt erinnern (Brief)", en: "Send a reminder now (letter)" },
		codes: ASKED,
		states: OWED,
		needs: [person, address],
	},
	"run-dunning": {
		title: { de: "Mahnlauf ausführen", en: "Execute the dunning run" },
		codes: TRACKED,
		states: OWED,
	},
	"stop-reminders": {
		title: { de: "Erinnerungen anhalten", en: "Stop reminders" },
		codes: TRACKED,
		states: OWED,
		needs: [when(({ remindersStopped }) => !remindersStopped, "stopped-already")],
	},
	"resume-reminders": {
		title: { de: "Mahnsperre aufheben", en: "Resume reminders" },
		needs: [when(({ remindersStopped }) => remindersStopped, "not-stopped")],
	},
	"mark-paid": {
		title: { de: "Als bezahlt markieren", en: "Mark as paid" },
		states: UNPAID,
		event: "marked-paid-by-hand",
	},
	cancel: {
		title: { de: "Stornieren", en: "Cancel" },
		codes: ["prepayment"],
		states: ["open", "partiallyPaid", "notManaged"],
		event: "cancelled-by-hand",
	},
	"mark-overdue": {
		title: { de: "Als überfällig markieren", en: "Mark as overdue" },
		codes: OWED_LATER,
		states: ["open", "partiallyPaid", "notManaged"],
		event: "overdue-by-hand",
	},
	revive: {
		title: { de: "Storno oder Überfälligkeit aufheben", en: "Lift the cancellation or overdue mark" },
		states: ["cancelled", "overdue"],
		event: "revived-by-hand",
	},
	"hand-over": {
		title: { de: "An das Inkasso übergeben", en: "Hand over to debt collection" },
		codes: OWED_LATER,
		states: ["open", "partiallyPaid", "notManaged", "overdue"],
		needs: [person],
		event: "collection-by-hand",
	},
	"show-collection": {
		title: { de: "Inkassodetails zeigen", en: "Show collection details" },
		needs: [when(({ wasHandedOver }) => wasHandedOver, "not-handed-over")],
	},
	"end-collection": {
		title: { de: "Inkasso beenden", en: "End debt collection" },
		states: ["debtCollection"],
		event: "collection-ended",
	},
	"arrange-repayment": {
		title: { de: "Rückzahlung veranlassen", en: "Arrange a repayment" },
		needs: [when(({ settlement }) => settlement.assigned - settlement.repaid > 0, "nothing-received")],
	},
	"edit-email": {
		title: { de: "E-Mail-Adresse ändern", en: "Edit the e-mail address" },
		states: OPEN,
		needs: [person],
	},
	"edit-amount": {
		title: { de: "Betrag ändern", en: "Edit the amount" },
		states: OPEN,
		needs: [when(({ hasForeignRate }) => !hasForeignRate, "foreign-rate")],
	},
	"set-reference-date": {
		title: { de: "Fälligkeits- oder Rechnungsdatum setzen", en: "Set the due or invoice date" },
		codes: TRACKED,
		states: OWED,
	},
	"set-terms": {
		title: { de: "Zahlungsbedingungen setzen", en: "Set payment terms" },
		codes: ["invoice"],
		states: OWED,
	},
	"add-payer-data": {
		title: { de: "Zusätzliche Zahlungsdaten eingeben", en: "Add payment information for assignment" },
		states: [...UNPAID, "removedExternally"],
		needs: [person],
	},
	"remove-personal-data": {
		title: { de: "Personenbezogene Daten entfernen", en: "Remove personal data" },
		needs: [person],
	},
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[];
