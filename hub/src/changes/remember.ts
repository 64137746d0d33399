import type { Text } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

/** What can happen to a connection, or to the merchant's settings, with the words its history uses. */
export const CHANGES = {
	"connection-added": { de: "Shop angelegt", en: "Shop added" },
	connected: { de: "Shop verbunden", en: "Shop connected" },
	"connected-again": { de: "Shop wieder verbunden", en: "Shop connected again" },
	disconnected: { de: "Shop getrennt", en: "Shop disconnected" },
	uninstalled: { de: "Kontor wurde im Shop deinstalliert", en: "Kontor was uninstalled in the shop" },
	"installed-again": { de: "Kontor wurde im Shop neu installiert", en: "Kontor was installed in the shop again" },
	claimed: { de: "Installation aus dem Shop übernommen", en: "Installation from the shop claimed" },
	"connection-changed": { de: "Angaben zum Shop geändert", en: "Details of the shop changed" },
	"personal-data-removed": { de: "Personenbezogene Daten entfernt", en: "Personal data removed" },
	"removal-refused": {
		de: "Entfernung aller Daten nicht ausgeführt: der Shop ist verbunden",
		en: "Removal of all data not carried out: the shop is connected",
	},
	"data-requested": { de: "Ein Kunde hat Auskunft verlangt", en: "A customer asked for his data" },
	"account-added": { de: "Bankkonto angelegt", en: "Bank account added" },
	"account-changed": { de: "Angaben zum Bankkonto geändert", en: "Details of a bank account changed" },
	"settings-changed": { de: "Einstellungen geändert", en: "Settings changed" },
	"text-changed": { de: "Text einer Nachricht geändert", en: "Text of a message changed" },
	"relaunch-step": { de: "Schritt der Umstellung ausgeführt", en: "Step of the relaunch done" },
} as const satisfies Record<string, Text>;

export type ChangeEvent = keyof typeof CHANGES;

export interface ChangeCause {
	readonly by: "person" | "shop" | "machine";
	/** The name of the key a person used. */
	readonly credential?: string;
	readonly [field: string]: unknown;
}

/** Writes down what happened to a connection (null: to the merchant as a whole), in the transaction that made it so. */
export async function remember(
	tx: MerchantTransaction,
	connectionId: string | null,
	event: ChangeEvent,
	cause: ChangeCause,
): Promise<void> {
	await tx.execute(
		`INSERT INTO changes (merchant_id, connection_id, at, event, cause) VALUES ($1::uuid, $2::uuid, $3, $4, $5::jsonb)`,
		tx.merchantId,
		connectionId,
		tx.now,
		event,
		JSON.stringify(cause),
	);
}
