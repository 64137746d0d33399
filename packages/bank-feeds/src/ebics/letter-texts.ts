/** What the letters say. Banks compare them with what was sent, so the terms are those of the specification's examples. */
export interface LetterTexts {
	readonly ini: string;
	readonly hia: string;
	readonly date: string;
	readonly time: string;
	readonly bank: string;
	readonly hostId: string;
	readonly partnerId: string;
	readonly userId: string;
	readonly software: string;
	readonly purpose: Readonly<Record<"signature" | "authentication" | "encryption", string>>;
	readonly version: string;
	readonly keyLength: string;
	readonly certificate: string;
	readonly hash: string;
	readonly confirmation: string;
	readonly place: string;
	readonly name: string;
	readonly signature: string;
	readonly page: (page: number, pages: number) => string;
}

export const LETTER_TEXTS: Readonly<Record<"de" | "en", LetterTexts>> = {
	de: {
		ini: "EBICS-Initialisierungsbrief (INI)",
		hia: "EBICS-Initialisierungsbrief (HIA)",
		date: "Datum",
		time: "Uhrzeit (UTC)",
		bank: "Bank",
		hostId: "Host-ID",
		partnerId: "Kunden-ID",
		userId: "Teilnehmer-ID",
		software: "Kundensystem",
		purpose: {
			signature: "Öffentlicher Schlüssel für die elektronische Unterschrift",
			authentication: "Öffentlicher Authentifikationsschlüssel",
			encryption: "Öffentlicher Verschlüsselungsschlüssel",
		},
		version: "Version",
		keyLength: "Schlüssellänge",
		certificate: "Zertifikat (PEM)",
		hash: "Hashwert des Zertifikats (SHA-256)",
		confirmation: "Ich bestätige hiermit die obigen öffentlichen Schlüssel für meinen EBICS-Zugang.",
		place: "Ort, Datum",
		name: "Name, Firma",
		signature: "Unterschrift",
		page: (page, pages) => `Seite ${page} von ${pages}`,
	},
	en: {
		ini: "EBICS initialisation letter (INI)",
		hia: "EBICS initialisation letter (HIA)",
		date: "Date",
		time: "Time (UTC)",
		bank: "Bank",
		hostId: "Host ID",
		partnerId: "Partner ID",
		userId: "User ID",
		software: "Customer system",
		purpose: {
			signature: "Public key for the electronic signature",
			authentication: "Public authentication key",
			encryption: "Public encryption key",
		},
		version: "Version",
		keyLength: "Key length",
		certificate: "Certificate (PEM)",
		hash: "Hash value of the certificate (SHA-256)",
		confirmation: "I hereby confirm the above public keys for my EBICS access.",
		place: "Place, date",
		name: "Name, company",
		signature: "Signature",
		page: (page, pages) => `Page ${page} of ${pages}`,
	},
};
