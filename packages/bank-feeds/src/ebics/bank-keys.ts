import { X509Certificate } from "node:crypto";
import { authenticate } from "./authentication.ts";
import { fault, unexpected } from "./fault.ts";
import {
	type BankKey,
	certificateDigest,
	LEAST_KEY_BITS,
	type OwnKeys,
	publicKeyDigest,
	publicKeyFromParts,
} from "./keys.ts";
import { DS, H005 } from "./names.ts";
import { decompress, decrypt, decryptTransactionKey } from "./order-data.ts";
import { bankKeysRequest } from "./requests.ts";
import { readKeyManagementResponse } from "./responses.ts";
import { OK, RefusedByBank } from "./return-codes.ts";
import { assertForUs, type EbicsContext, subscriberOf, transportOf } from "./session.ts";
import { post } from "./transport.ts";
import { bytesOf, child, children, optionalChild, parseXml, textOf } from "./xml.ts";

export interface BankKeys {
	readonly authentication: BankKey;
	readonly encryption: BankKey;
}

/**
 * Fetches the bank's public keys (HPB). Nothing signs this answer: it is worth only what `confirmBankKeys` says.
 *
 * @throws RefusedByBank with 091002 while the bank has not enabled the subscriber
 */
export async function fetchBankKeys(context: EbicsContext, own: OwnKeys): Promise<BankKeys> {
	const request = bankKeysRequest(subscriberOf(context.config), context.now());
	const signed = authenticate(request, own.authentication.privateKey);
	const response = readKeyManagementResponse(await post(transportOf(context), signed));
	if (response.code !== OK) throw new RefusedByBank(response.code, response.reportText);
	const { encryption, orderData } = response;
	if (encryption === undefined || orderData === undefined) throw unexpected("HPB without order data");
	assertForUs(encryption, own);
	const transactionKey = decryptTransactionKey(encryption.transactionKey, own.encryption.privateKey);
	const root = parseXml(await decompress(decrypt(Buffer.from(orderData, "base64"), transactionKey)));
	if (root.localName !== "HPBResponseOrderData" || root.namespaceURI !== H005) throw unexpected("HPB with other data");
	if (textOf(child(root, H005, "HostID")) !== context.config.hostId) throw unexpected("HPB with keys of another bank");
	return {
		authentication: readBankKey(child(root, H005, "AuthenticationPubKeyInfo"), "AuthenticationVersion", "X002"),
		encryption: readBankKey(child(root, H005, "EncryptionPubKeyInfo"), "EncryptionVersion", "E002"),
	};
}

function readBankKey(info: Element, versionName: string, version: string): BankKey {
	if (textOf(child(info, H005, versionName)) !== version)
		throw unexpected(`bank key of another version than ${version}`);
	const key = readX509(info) ?? readBareKey(info);
	const bits = key.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
	if (key.publicKey.asymmetricKeyType !== "rsa" || bits < LEAST_KEY_BITS) throw unexpected(`bank key of ${bits} bits`);
	return key;
}

function readX509(info: Element): BankKey | undefined {
	const data = optionalChild(info, DS, "X509Data");
	const encoded = data && optionalChild(data, DS, "X509Certificate");
	if (encoded === undefined) return undefined;
	try {
		const certificate = new X509Certificate(bytesOf(encoded));
		return { certificate, publicKey: certificate.publicKey };
	} catch (cause) {
		throw unexpected("certificate of the bank cannot be read", cause);
	}
}

/** Some banks leave the certificate out and name the key by its parts, as EBICS 2.5 did. */
function readBareKey(info: Element): BankKey {
	const value = descendant(info, "RSAKeyValue");
	const modulus = bytesOf(child(value, DS, "Modulus"));
	const exponent = bytesOf(child(value, DS, "Exponent"));
	try {
		return { certificate: undefined, publicKey: publicKeyFromParts(modulus, exponent) };
	} catch (cause) {
		throw unexpected("key of the bank cannot be read", cause);
	}
}

function descendant(within: Element, name: string): Element {
	const found: Element[] = [];
	const look = (node: Element) => {
		if (node.localName === name && node.namespaceURI === DS) found.push(node);
		for (const inner of children(node)) look(inner);
	};
	look(within);
	const [only] = found;
	if (only === undefined || found.length > 1) throw unexpected(`bank key without certificate and ${name}`);
	return only;
}

/**
 * Makes sure that the keys are the bank's: against the hashes that it published and the merchant entered, or by asking
 * the merchant to compare. Banks publish the hash of the certificate (EBICS 3.0) or of the key (2.5): either identifies it.
 *
 * @throws FeedError `unexpected-reply` where they differ
 */
export async function confirmBankKeys(context: EbicsContext, keys: BankKeys): Promise<void> {
	const expected = context.config.bankKeyHashes;
	if (expected !== undefined) {
		const same =
			hashesOf(keys.authentication).includes(plain(expected.authentication)) &&
			hashesOf(keys.encryption).includes(plain(expected.encryption));
		if (!same) throw notTheBank("the bank's keys differ from the expected hashes");
		return;
	}
	const shown = (key: BankKey) => hashesOf(key).map(inBlocks).join("\n");
	const hashes = `X002:\n${shown(keys.authentication)}\nE002:\n${shown(keys.encryption)}`;
	const answer = await context.ask({
		kind: "enter",
		text: {
			de: `Vergleichen Sie die Hashwerte mit denen, die Ihre Bank veröffentlicht (je Schlüssel genügt einer). Stimmen sie überein? Antworten Sie mit "ja".\n${hashes}`,
			en: `Compare the hash values with those that your bank publishes (one for each key is enough). Are they the same? Answer with "yes".\n${hashes}`,
		},
	});
	if (!/^\s*(ja|yes)\s*$/i.test(answer)) throw notTheBank("the merchant did not confirm the bank's keys");
}

/** The certificate's hash first, then the bare key's; as lower-case hex digits. */
function hashesOf(key: BankKey): string[] {
	const digests = [...(key.certificate ? [certificateDigest(key.certificate)] : []), publicKeyDigest(key.publicKey)];
	return digests.map((digest) => digest.toString("hex"));
}

function plain(hash: string): string {
	return hash.replace(/[\s:-]/g, "").toLowerCase();
}

/** As letters and websites of banks show it: bytes apart, sixteen a line. */
export function inBlocks(hash: string): string {
	const bytes = hash.toUpperCase().match(/../g) ?? [];
	return [bytes.slice(0, 16), bytes.slice(16)].map((line) => line.join(" ")).join("\n");
}

function notTheBank(message: string) {
	return fault("unexpected-reply", message, {
		de: "Die Schlüssel der Gegenstelle sind nicht die Ihrer Bank. Der Zugang wird so nicht benutzt; fragen Sie Ihre Bank nach den Hashwerten.",
		en: "The keys of the other side are not those of your bank. The access is not used like this; ask your bank for the hash values.",
	});
}
