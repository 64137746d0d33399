import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPair,
	type KeyObject,
	X509Certificate,
} from "node:crypto";
import { promisify } from "node:util";
import { type KeyUsage, selfSigned } from "./certificate.ts";
import type { StoredKey, StoredKeys } from "./memory.ts";
import type { Subscriber } from "./names.ts";

/** BSI TR-02102 asks for 3000 bits and more from 2024 on; EBICS 3.0 for 2048 and more. */
const KEY_BITS = 3072;
/** What is accepted of the bank at least (EBICS 3.0, 4.7). */
export const LEAST_KEY_BITS = 2048;
/** They prove nothing that the letter does not, so their end should never be why an access stops working. */
const CERTIFICATE_YEARS = 20;

/** A key of ours, ready for use. */
export interface OwnKey {
	readonly privateKey: KeyObject;
	readonly certificate: X509Certificate;
}

/** `signature` is A006 (or A005), `authentication` X002, `encryption` E002. */
export interface OwnKeys {
	readonly signature: OwnKey;
	readonly authentication: OwnKey;
	readonly encryption: OwnKey;
}

/** A public key of the bank. Some banks give it without a certificate. */
export interface BankKey {
	readonly publicKey: KeyObject;
	readonly certificate: X509Certificate | undefined;
}

/** Makes the three keys of a subscriber, each with its self-signed certificate. */
export async function generateKeys(subscriber: Subscriber, now: Date): Promise<StoredKeys> {
	// The usages are those the specification's annex on certificates lists; 091210 is the answer to others.
	const [signature, authentication, encryption] = await Promise.all([
		generateKey(subscriber, "nonRepudiation", now),
		generateKey(subscriber, "digitalSignature", now),
		generateKey(subscriber, "keyEncipherment", now),
	]);
	return { signature, authentication, encryption };
}

async function generateKey(subscriber: Subscriber, usage: KeyUsage, now: Date): Promise<StoredKey> {
	const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: KEY_BITS });
	const from = new Date(now.getTime() - 24 * 3600 * 1000);
	const until = new Date(from);
	until.setUTCFullYear(until.getUTCFullYear() + CERTIFICATE_YEARS);
	// At most 64 characters (X.520).
	const commonName = `${subscriber.userId} ${subscriber.partnerId}`.slice(0, 64);
	const certificate = selfSigned({ commonName, usage, from, until, publicKey, privateKey });
	return {
		privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
		certificate: certificate.toString("base64"),
	};
}

export function openKeys(stored: StoredKeys): OwnKeys {
	return {
		signature: openKey(stored.signature),
		authentication: openKey(stored.authentication),
		encryption: openKey(stored.encryption),
	};
}

function openKey(stored: StoredKey): OwnKey {
	return {
		privateKey: createPrivateKey(stored.privateKey),
		certificate: new X509Certificate(Buffer.from(stored.certificate, "base64")),
	};
}

/** What letters carry and what EBICS 3.0 calls the hash of a key: SHA-256 of the certificate as DER (4.4.1.2.3). */
export function certificateDigest(certificate: X509Certificate): Buffer {
	return createHash("sha256").update(certificate.raw).digest();
}

/** What EBICS 2.5 called the hash of a key, and many banks still publish: SHA-256 of exponent and modulus as hex digits. */
export function publicKeyDigest(publicKey: KeyObject): Buffer {
	const { n, e } = publicKey.export({ format: "jwk" });
	const digits = (part: string | undefined) =>
		Buffer.from(part ?? "", "base64url")
			.toString("hex")
			.replace(/^0+/, "");
	return createHash("sha256")
		.update(`${digits(e)} ${digits(n)}`)
		.digest();
}

/** An RSA key from its parts, as XML signatures carry it. */
export function publicKeyFromParts(modulus: Buffer, exponent: Buffer): KeyObject {
	const key = { kty: "RSA", n: modulus.toString("base64url"), e: exponent.toString("base64url") };
	return createPublicKey({ key, format: "jwk" });
}
