import type { Text } from "@kontor/connector";

/** What the merchant can do about each fault that he can do something about. */
export const FAULT_TEXTS = {
	SHOPIFY_UNREACHABLE: {
		de: "Shopify ist gerade nicht erreichbar. Bitte später noch einmal versuchen.",
		en: "Shopify cannot be reached at the moment. Please try again later.",
	},
	SHOPIFY_BUSY: {
		de: "Shopify antwortet gerade nicht richtig oder begrenzt die Zugriffe. Es wird von selbst noch einmal versucht.",
		en: "Shopify does not answer properly at the moment, or limits access. It is tried again automatically.",
	},
	SHOPIFY_NOT_FOUND: {
		de: "Unter dieser Adresse gibt es keinen Shopify-Shop. Bitte die Adresse prüfen, die auf .myshopify.com endet.",
		en: "There is no Shopify shop at this address. Please check the address that ends in .myshopify.com.",
	},
	SHOPIFY_TOKEN_REFUSED: {
		de: "Shopify nimmt Kontors Zugang nicht mehr an: Die App wurde entfernt oder die Zustimmung ist abgelaufen. Bitte den Shop neu verbinden.",
		en: "Shopify does not accept Kontor's access any more: the app was removed, or the consent has expired. Please connect the shop again.",
	},
	SHOPIFY_TOKEN_EXPIRED: {
		de: "Der Zugang zu Shopify wird gerade erneuert.",
		en: "The access to Shopify is being renewed.",
	},
	SHOPIFY_NOT_PERMITTED: {
		de: "Kontor fehlt in diesem Shop eine Berechtigung. Bitte den Shop neu verbinden und allen Berechtigungen zustimmen.",
		en: "Kontor lacks a permission in this shop. Please connect the shop again and consent to all permissions.",
	},
	SHOPIFY_FROZEN: {
		de: "Der Shop ist bei Shopify gesperrt oder pausiert. Bitte im Shopify-Admin den Tarif prüfen.",
		en: "Shopify has frozen or paused the shop. Please check its plan in the Shopify admin.",
	},
	SHOPIFY_STATUS_NOT_WRITABLE: {
		de: "Einen zugeordneten Status kann Shopify nicht setzen. Bitte in der Zuordnung einen Status von Kontor wählen.",
		en: "Shopify cannot set a mapped status. Please choose one of Kontor's statuses in the mapping.",
	},
} as const satisfies Record<string, Text>;

export type FaultCode = keyof typeof FAULT_TEXTS;
