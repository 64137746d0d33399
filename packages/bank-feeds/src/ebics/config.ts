import { titled } from "@kontor/connector";
import * as z from "zod";
import { COUNTRIES, STATEMENT_KINDS } from "./business-transactions.ts";

const identifier = z.string().regex(/^[a-zA-Z0-9,=]{1,35}$/);
/** 32 bytes as banks publish them: hex digits, in blocks or not, with colons or without. */
const keyHash = z.string().regex(/^(?:[\s:-]*[0-9a-fA-F]){64}[\s:-]*$/);

/** An EBICS access as the bank's letter names it. */
export const EbicsConfig = z.object({
	url: z
		.string()
		.regex(/^(https:\/\/\S+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/\S*)?)$/)
		.meta(titled({ de: "EBICS-URL der Bank", en: "EBICS URL of the bank" })),
	hostId: z
		.string()
		.regex(/^[!-~]{1,35}$/)
		.meta(titled({ de: "Host-ID (Bankrechner)", en: "Host id" })),
	partnerId: identifier.meta(titled({ de: "Kunden-ID", en: "Partner id (customer id)" })),
	userId: identifier.meta(titled({ de: "Teilnehmer-ID", en: "User id" })),
	bankName: z
		.string()
		.max(80)
		.optional()
		.meta(titled({ de: "Name der Bank", en: "Name of the bank" })),
	country: z
		.enum(COUNTRIES)
		.default("DE")
		.meta(titled({ de: "Land der Bank", en: "Country of the bank" })),
	statements: z
		.array(z.enum(STATEMENT_KINDS))
		.min(1)
		.default(["camt.053", "camt.052"])
		.meta(titled({ de: "Auszüge", en: "Statements" })),
	camtVersion: z
		.string()
		.regex(/^\d{2}$/)
		.default("08")
		.meta(titled({ de: "Version der camt-Formate", en: "Version of the camt formats" })),
	/** Leaves what is new to other software that fetches with the same partner id, where the bank delivers it once only. */
	onlyByDate: z
		.boolean()
		.default(false)
		.meta(
			titled({
				de: "Nur nach Datum abrufen (wenn andere Software mit derselben Kunden-ID abruft)",
				en: "Fetch by date only (if other software fetches with the same partner id)",
			}),
		),
	ibans: z
		.array(z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/))
		.default([])
		.meta(titled({ de: "IBANs, falls die Bank sie nicht nennt", en: "IBANs, if the bank does not list them" })),
	/** A005 where the bank does not take A006. */
	signatureVersion: z
		.enum(["A006", "A005"])
		.default("A006")
		.meta(titled({ de: "Version der Unterschrift", en: "Version of the signature" })),
	/** Of the bank's certificates or keys, as the bank publishes them; without them the merchant compares by eye. */
	bankKeyHashes: z
		.object({
			authentication: keyHash.meta(titled({ de: "Hashwert X002", en: "Hash of X002" })),
			encryption: keyHash.meta(titled({ de: "Hashwert E002", en: "Hash of E002" })),
		})
		.optional()
		.meta(titled({ de: "Hashwerte der Bankschlüssel", en: "Hash values of the bank's keys" })),
	letterLanguage: z
		.enum(["de", "en"])
		.default("de")
		.meta(titled({ de: "Sprache des Briefs an die Bank", en: "Language of the letter to the bank" })),
});
export type EbicsConfig = z.infer<typeof EbicsConfig>;
