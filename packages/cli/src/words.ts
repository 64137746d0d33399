import type { CommandKind, Text } from "@kontor/connector";
import type { AssignmentKind, Outcome } from "@kontor/matching";
import type { OrderState } from "@kontor/receivables";

/** The states of PRODUCT H as a merchant reads them. */
export const ORDER_STATE: Readonly<Record<OrderState, Text>> = {
	open: { de: "offen", en: "open" },
	partiallyPaid: { de: "teilweise bezahlt", en: "partially paid" },
	paid: { de: "bezahlt", en: "paid" },
	overpaid: { de: "überzahlt", en: "overpaid" },
	notManaged: { de: "nicht verwaltet", en: "not managed" },
	cancelled: { de: "storniert", en: "cancelled" },
	overdue: { de: "überfällig", en: "overdue" },
	debtCollection: { de: "im Inkasso", en: "in collection" },
	partiallyRepaid: { de: "teilweise erstattet", en: "partially repaid" },
	repaid: { de: "erstattet", en: "repaid" },
	removedExternally: { de: "im Shop entfernt", en: "removed in the shop" },
	monitoring: { de: "beobachtet", en: "monitored" },
};

export const OUTCOME: Readonly<Record<Outcome, Text>> = {
	assigned: { de: "zugeordnet", en: "assigned" },
	review: { de: "zu prüfen", en: "to review" },
	none: { de: "keine Zahlung einer Bestellung", en: "no payment of an order" },
};

export const KIND: Readonly<Record<AssignmentKind | "byHand" | "linked" | "payout" | "payoutFee", Text>> = {
	payment: { de: "Zahlung", en: "payment" },
	surplus: { de: "zu viel gezahlt", en: "paid too much" },
	cashDiscount: { de: "Skonto", en: "cash discount" },
	charges: { de: "Bankgebühren", en: "bank charges" },
	tolerance: { de: "Toleranz", en: "tolerance" },
	byHand: { de: "von Hand", en: "by hand" },
	linked: { de: "im anderen System bezahlt", en: "paid in the other system" },
	payout: { de: "vom Marktplatz ausgezahlt", en: "paid out by the marketplace" },
	payoutFee: { de: "vom Marktplatz einbehalten", en: "kept by the marketplace" },
};

/** What a shop is told. */
export const COMMAND: Readonly<Record<CommandKind, Text>> = {
	"mark-paid": { de: "als bezahlt markieren", en: "mark as paid" },
	"mark-partially-paid": { de: "als teilweise bezahlt markieren", en: "mark as partially paid" },
	"revoke-payment": { de: "Zahlung zurücknehmen", en: "take the payment back" },
	cancel: { de: "stornieren", en: "cancel" },
	"set-status": { de: "Status setzen", en: "set the status" },
	annotate: { de: "Notiz hinzufügen", en: "add a note" },
	"push-shipment": { de: "Sendung melden", en: "report the shipment" },
	"record-repayment": { de: "Erstattung vermerken", en: "record the repayment" },
};
