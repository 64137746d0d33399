import { titled } from "@kontor/connector";
import * as z from "zod";
import type { FeedManifest } from "../feed.ts";

/** What a merchant says of his access. */
const config = z.object({
	bankCode: z
		.string()
		.regex(/^[1-9]\d{7}$/)
		.meta(titled({ de: "Bankleitzahl", en: "Bank code (BLZ)" })),
	url: z
		.url()
		.optional()
		.meta(
			titled({
				de: "FinTS-Adresse der Bank (nur wenn die Bank nicht in der Liste steht)",
				en: "The bank's FinTS address (only if the bank is not in the list)",
			}),
		),
	// FinTS 3.0: identifications have at most 30 characters, and messages are ISO 8859-1.
	user: z
		.string()
		.regex(/^[\x21-\x7e\xa1-\xff]{1,30}$/)
		.meta(titled({ de: "Benutzerkennung oder Anmeldename", en: "User id or login name" })),
	customer: z
		.string()
		.regex(/^[\x21-\x7e\xa1-\xff]{1,30}$/)
		.optional()
		.meta(
			titled({ de: "Kunden-ID (nur wenn die Bank eine eigene vergibt)", en: "Customer id (only if there is one)" }),
		),
	tanMethod: z
		.string()
		.regex(/^9\d\d$/)
		.optional()
		.meta(titled({ de: "TAN-Verfahren, Nummer der Bank (z. B. 922)", en: "TAN method, the bank's number (e.g. 922)" })),
	tanMedium: z
		.string()
		.min(1)
		.max(32)
		.optional()
		.meta(titled({ de: "Name des TAN-Mediums (z. B. des Handys)", en: "Name of the TAN medium (e.g. of the phone)" })),
});

const secrets = z.object({
	pin: z
		.string()
		.regex(/^[\x20-\x7e\xa0-\xff]{1,99}$/)
		.meta(titled({ de: "PIN", en: "PIN" })),
});

export type FintsConfig = z.infer<typeof config>;
export type FintsSecrets = z.infer<typeof secrets>;

/** FinTS 3.0 with PIN and TAN. */
export const manifest: FeedManifest<FintsConfig, FintsSecrets> = {
	id: "fints",
	title: { de: "FinTS (Onlinebanking)", en: "FinTS (German online banking)" },
	config,
	secrets,
	// PSD2 (RTS article 36): four times a day without the account's holder.
	fetchesPerDay: 4,
};
