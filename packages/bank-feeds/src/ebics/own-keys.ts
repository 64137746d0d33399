import { deflateSync } from "node:zlib";
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
	const keys = await generateKeys(subscriberOf(context.config), now);
	return { keys, since: now.toISOString(), ini: "unsent", hia: "unsent", coveredSince: {} };
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
		await context.remember({ ...before, [order]: "unsent" });
		throw new RefusedByBank(code, reportText);
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
