import type { Text } from "@kontor/connector";

/**
 * Everything that can happen to an order, with the words its history uses (I2). The first two are how an order begins;
 * the others go through `transition`.
 */
export const CAUSES = {
	placed: { de: "Bestellung eingegangen", en: "Order placed" },
	"found-at-connection": {
		de: "Beim ersten Verbinden schon im Shop vorhanden",
		en: "Already in the shop when it was first connected",
	},

	"taken-under-management": { de: "In die Verwaltung übernommen", en: "Taken under management" },
	"payment-code-changed": { de: "Zahlungsart im Shop geändert", en: "Payment method changed in the shop" },
	"amount-changed": { de: "Betrag geändert", en: "Amount changed" },
	"received-in-shop": { de: "Zahlungseingang im Shop geändert", en: "Payment received in the shop changed" },

	"payment-assigned": { de: "Zahlung zugeordnet", en: "Payment assigned" },
	"assignment-undone": { de: "Zuordnung zurückgenommen", en: "Assignment undone" },
	"payment-returned": { de: "Zahlung von der Bank zurückgeholt", en: "Payment taken back by the bank" },
	"settled-besides": {
		de: "Skonto, Spesen oder Toleranz geändert",
		en: "Cash discount, charges or tolerance changed",
	},
	"marked-paid-by-hand": { de: "Von Hand als bezahlt markiert", en: "Marked as paid by hand" },
	"repayment-recorded": { de: "Rückzahlung geändert", en: "Repayment changed" },

	"closed-in-shop": { de: "Im Shop nicht mehr offen", en: "No longer open in the shop" },
	"deleted-in-shop": { de: "Im Shop gelöscht", en: "Deleted in the shop" },
	"reopened-in-shop": { de: "Im Shop wieder offen", en: "Open in the shop again" },

	"cancelled-by-schedule": { de: "Storniert, da nicht bezahlt", en: "Cancelled because it was not paid" },
	"cancelled-by-hand": { de: "Von Hand storniert", en: "Cancelled by hand" },
	"overdue-by-schedule": { de: "Überfällig, da nicht bezahlt", en: "Overdue because it was not paid" },
	"overdue-by-hand": { de: "Von Hand als überfällig markiert", en: "Marked as overdue by hand" },
	"collection-by-schedule": {
		de: "Nach der letzten Mahnstufe an das Inkasso übergeben",
		en: "Handed to debt collection after the last reminder",
	},
	"collection-by-hand": { de: "Von Hand an das Inkasso übergeben", en: "Handed to debt collection by hand" },
	"collection-ended": { de: "Inkasso beendet", en: "Debt collection ended" },
	"revived-by-hand": {
		de: "Storno oder Überfälligkeit von Hand aufgehoben",
		en: "Cancellation or overdue mark lifted by hand",
	},
} as const satisfies Record<string, Text>;

/** Why an order's state is what it is: an entry of its history. */
export type Cause = keyof typeof CAUSES;
/** What can happen to an order that exists. */
export type LifecycleEvent = Exclude<Cause, "placed" | "found-at-connection">;

export const LIFECYCLE_EVENTS = Object.keys(CAUSES).filter(
	(cause): cause is LifecycleEvent => cause !== "placed" && cause !== "found-at-connection",
);
