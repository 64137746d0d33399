import { createPublicKey, X509Certificate } from "node:crypto";
import { Day, Instant } from "@kontor/connector";
import * as z from "zod";
import type { BankKey } from "./keys.ts";

const StoredKey = z.object({
	/** PKCS#8, PEM. */
	privateKey: z.string(),
	/** DER, base64. */
	certificate: z.string(),
});
export type StoredKey = z.infer<typeof StoredKey>;

const StoredKeys = z.object({ signature: StoredKey, authentication: StoredKey, encryption: StoredKey });
export type StoredKeys = z.infer<typeof StoredKeys>;

const StoredBankKey = z.object({
	/** SPKI, PEM. */
	publicKey: z.string(),
	/** DER, base64. */
	certificate: z.string().optional(),
});
export type StoredBankKey = z.infer<typeof StoredBankKey>;

/** `sending` is written before, so that "already initialised" can be told from "initialised by somebody else". */
const Transmission = z.enum(["unsent", "sending", "sent"]);

/** What an access has to know. The hub encrypts it; the private keys are nowhere else. */
export const EbicsMemory = z.object({
	/** Whose keys they are: another subscriber gets others. */
	subscriber: z.object({ hostId: z.string(), partnerId: z.string(), userId: z.string() }),
	keys: StoredKeys,
	/** When the keys were made: the date of the letter. */
	since: Instant,
	ini: Transmission,
	hia: Transmission,
	bank: z
		.object({
			authentication: StoredBankKey,
			encryption: StoredBankKey,
			/** Which hash of its keys the bank wants to be named in requests. */
			digest: z.enum(["certificate", "public-key"]),
			/** The bank said that its keys are others now; the merchant has not confirmed them yet. */
			outdated: z.boolean(),
		})
		.optional(),
	/** By kind of statement: when all of it was last asked for by date, and from which day on. */
	byDate: z.record(z.string(), z.object({ on: Day, from: Day })),
});
export type EbicsMemory = z.infer<typeof EbicsMemory>;

export function openBankKey(stored: StoredBankKey): BankKey {
	const certificate = stored.certificate;
	return {
		publicKey: createPublicKey(stored.publicKey),
		certificate: certificate === undefined ? undefined : new X509Certificate(Buffer.from(certificate, "base64")),
	};
}

export function storeBankKey(key: BankKey): StoredBankKey {
	return {
		publicKey: key.publicKey.export({ type: "spki", format: "pem" }).toString(),
		certificate: key.certificate?.raw.toString("base64"),
	};
}
