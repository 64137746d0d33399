import { deflateSync } from "node:zlib";
import { fault } from "./fault.ts";
import { generateKeys, type OwnKey, openKeys } from "./keys.ts";
import type { EbicsMemory } from "./memory.ts";
import { DS, H005, S002, type Subscriber } from "./names.ts";
import { unsecuredRequest } from "./requests.ts";
import { readKeyManagementResponse } from "./responses.ts";
import { OK, RefusedByBank, WRONG_STATE } from "./return-codes.ts";
import { type EbicsContext, subscriberOf, transportOf } from "./session.ts";
import { post } from "./transport.ts";
import { element, leaf } from "./xml.ts";

/** Keys of an access that nobody has seen yet. */
export async function newMemory(context: EbicsContext): Promise<EbicsMemory> {
	const now = context.now();
	const subscriber = subscriberOf(context.config);
	const keys = await generateKeys(subscriber, now);
	return { subscriber, keys, since: now.toISOString(), ini: "unsent", hia: "unsent", byDate: {} };
}

/**
 * Sends our public keys: A006 with INI, X002 and E002 with HIA. What was sent is remembered before and after, so that a
 * process that dies in between goes on with the same keys and knows what "already initialised" means.
 *
 * @returns what is remembered then
 */
export async function sendOwnKeys(context: EbicsContext, start: EbicsMemory): Promise<EbicsMemory> {
	const keys = openKeys(start.keys);
	const subscriber = subscriberOf(context.config);
	const afterIni = await sendOnce(context, start, "ini", () =>
		signatureKeyOrderData(keys.signature, subscriber, context.config.signatureVersion),
	);
	return sendOnce(context, afterIni, "hia", () => otherKeysOrderData(keys.authentication, keys.encryption, subscriber));
}

async function sendOnce(
	context: EbicsContext,
	before: EbicsMemory,
	order: "ini" | "hia",
	orderData: () => string,
): Promise<EbicsMemory> {
	const state = before[order];
	if (state === "sent") return before;
	if (state === "unsent") await context.remember({ ...before, [order]: "sending" });

	const request = unsecuredRequest(
		subscriberOf(context.config),
		order === "ini" ? "INI" : "HIA",
		deflateSync(orderData()),
	);
	const { code, reportText } = readKeyManagementResponse(await post(transportOf(context), request));
	// After a try whose answer was lost, the bank says that it has the keys already: they are these, we never had others.
	const hasThem = code === WRONG_STATE && state === "sending";
	if (code !== OK && !hasThem) {
		const refused = code === WRONG_STATE ? alreadyInitialised() : new RefusedByBank(code, reportText);
		// The bank may have them all the same where it only had a problem of its own.
		if (refused.fault !== "unavailable") await context.remember({ ...before, [order]: "unsent" });
		throw refused;
	}
	const after: EbicsMemory = { ...before, [order]: "sent" };
	await context.remember(after);
	return after;
}

function signatureKeyOrderData(key: OwnKey, subscriber: Subscriber, version: string): string {
	return element(
		"SignaturePubKeyOrderData",
		{ xmlns: S002, "xmlns:ds": DS },
		element("SignaturePubKeyInfo", {}, x509Data(key), leaf("SignatureVersion", version)),
		...identity(subscriber),
	);
}

function otherKeysOrderData(authentication: OwnKey, encryption: OwnKey, subscriber: Subscriber): string {
	return element(
		"HIARequestOrderData",
		{ xmlns: H005, "xmlns:ds": DS },
		element("AuthenticationPubKeyInfo", {}, x509Data(authentication), leaf("AuthenticationVersion", "X002")),
		element("EncryptionPubKeyInfo", {}, x509Data(encryption), leaf("EncryptionVersion", "E002")),
		...identity(subscriber),
	);
}

function x509Data({ certificate }: OwnKey): string {
	return element("ds:X509Data", {}, leaf("ds:X509Certificate", certificate.raw.toString("base64")));
}

function identity({ partnerId, userId }: Subscriber): string[] {
	return [leaf("PartnerID", partnerId), leaf("UserID", userId)];
}

function alreadyInitialised() {
	return fault("bad-credentials", "INI or HIA refused with 091002 before anything was sent", {
		de: "Die Bank kennt diesen EBICS-Teilnehmer nicht, oder er ist schon mit anderen Schlüsseln eingerichtet. Prüfen Sie die IDs und lassen Sie den Teilnehmer bei der Bank zurücksetzen.",
		en: "The bank does not know this EBICS user, or it is set up with other keys already. Check the ids and have the bank reset the user.",
	});
}
