import type { Text } from "@kontor/connector";

/** What the merchant can do about each fault that he can do something about. */
export const FAULT_TEXTS = {
	EBAY_UNREACHABLE: {
		de: "eBay ist gerade nicht erreichbar. Bitte später noch einmal versuchen.",
		en: "eBay cannot be reached at the moment. Please try again later.",
	},
	EBAY_BUSY: {
		de: "eBay antwortet gerade nicht richtig oder begrenzt die Zugriffe. Es wird von selbst noch einmal versucht.",
		en: "eBay does not answer properly at the moment, or limits access. It is tried again automatically.",
	},
	EBAY_QUOTA: {
		de: "Das Tageskontingent für Zugriffe auf eBay ist aufgebraucht. Es geht von selbst weiter, sobald eBay es erneuert.",
		en: "The daily quota of calls to eBay is used up. It goes on by itself once eBay renews it.",
	},
	EBAY_TOKEN_REFUSED: {
		de: "eBay nimmt Kontors Zugang nicht mehr an: Die Zustimmung wurde widerrufen oder ist abgelaufen. Bitte eBay neu verbinden.",
		en: "eBay does not accept Kontor's access any more: the consent was revoked or has expired. Please connect eBay again.",
	},
	EBAY_TOKEN_EXPIRED: {
		de: "Der Zugang zu eBay wird gerade erneuert.",
		en: "The access to eBay is being renewed.",
	},
	EBAY_CONSENT_ENDED: {
		de: "Die Zustimmung bei eBay ist nach 18 Monaten abgelaufen. Bitte eBay neu verbinden.",
		en: "The consent at eBay has expired after 18 months. Please connect eBay again.",
	},
	EBAY_NOT_PERMITTED: {
		de: "Kontor fehlt bei eBay eine Berechtigung. Bitte eBay neu verbinden und allen Berechtigungen zustimmen.",
		en: "Kontor lacks a permission at eBay. Please connect eBay again and consent to all permissions.",
	},
	EBAY_SELLER_SUSPENDED: {
		de: "eBay hat das Verkäuferkonto eingeschränkt oder gesperrt. Bitte in Mein eBay nachsehen.",
		en: "eBay has restricted or suspended the seller account. Please look in My eBay.",
	},
	EBAY_TRACKING_REFUSED: {
		de: "eBay nimmt diese Sendungsnummer oder diesen Versanddienst nicht an. Bitte beide prüfen.",
		en: "eBay does not accept this tracking number or carrier. Please check both.",
	},
	EBAY_SIGNATURE_REFUSED: {
		de: "eBay verlangt für diese Abfrage eine digitale Signatur, die auf diesem Kontor-Server fehlt oder nicht mehr gilt. Bitte den Betreiber ansprechen.",
		en: "eBay asks for a digital signature for this call that this Kontor server lacks or that is not valid any more. Please contact its operator.",
	},
	EBAY_APP_REFUSED: {
		de: "eBay nimmt die Anwendung dieses Kontor-Servers nicht an. Bitte den Betreiber ansprechen.",
		en: "eBay does not accept the application of this Kontor server. Please contact its operator.",
	},
	EBAY_STATUS_NOT_WRITABLE: {
		de: "Einen zugeordneten Status kann eBay nicht setzen. Bitte die Zuordnung der Status prüfen.",
		en: "eBay cannot set a mapped status. Please check the mapping of statuses.",
	},
} as const satisfies Record<string, Text>;

export type FaultCode = keyof typeof FAULT_TEXTS;
