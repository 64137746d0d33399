import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import * as z from "zod";

/** What the header `X-EBAY-SIGNATURE` says: base64 of JSON. */
const SignatureHeader = z.object({
	kid: z.string().regex(/^[0-9A-Za-z-]{8,64}$/),
	signature: z.string().min(1).max(1000),
});
export type SignatureHeader = z.infer<typeof SignatureHeader>;

/** eBay's public key with the digest it is used with: neither is taken from the delivery. */
export interface PublicKey {
	readonly key: KeyObject;
	readonly digest: "sha1" | "sha256";
}

/** As the Notification API answers it. */
export const PublicKeyAnswer = z.object({ key: z.string(), algorithm: z.literal("ECDSA"), digest: z.string() });

const DIGESTS: Readonly<Record<string, PublicKey["digest"]>> = { SHA1: "sha1", SHA256: "sha256" };

/** eBay answers a PEM in one line. Null where it is no key that can be used. */
export function publicKeyOf({ key, digest }: z.infer<typeof PublicKeyAnswer>): PublicKey | null {
	const known = DIGESTS[digest.replace("-", "").toUpperCase()];
	const [, base64] = /^-----BEGIN PUBLIC KEY-----(.+)-----END PUBLIC KEY-----\s*$/s.exec(key) ?? [];
	if (known === undefined || base64 === undefined) return null;
	try {
		const der = Buffer.from(base64, "base64");
		return { key: createPublicKey({ key: der, format: "der", type: "spki" }), digest: known };
	} catch {
		return null;
	}
}

/** Null where there is none, or it says nothing that can be read. */
export function signatureIn(header: string | null): SignatureHeader | null {
	if (header === null || header.length > 2000) return null;
	const parsed = SignatureHeader.safeParse(jsonOrNull(Buffer.from(header, "base64").toString("utf8")));
	return parsed.success ? parsed.data : null;
}

/**
 * ECDSA over the body. eBay's own libraries serialize the parsed body again before they verify, so a body that eBay wrote
 * with other escapes is verified in that form, too; one with spaces between its parts is none of eBay's.
 */
export function isSigned(body: Uint8Array, { signature }: SignatureHeader, { key, digest }: PublicKey): boolean {
	const bytes = Buffer.from(signature, "base64");
	if (verify(digest, body, key, bytes)) return true;
	const text = Buffer.from(body).toString("utf8");
	const parsed = jsonOrNull(text);
	if (parsed === null || hasSpaces(text)) return false;
	return verify(digest, Buffer.from(JSON.stringify(parsed)), key, bytes);
}

function hasSpaces(json: string): boolean {
	return /\s/.test(json.replace(/"(?:[^"\\]|\\.)*"/g, ""));
}

/** What an endpoint answers to prove that it is the operator's: hex SHA-256 of code, token and address, in that order. */
export function challengeResponse(code: string, verificationToken: string, endpoint: string): string {
	return createHash("sha256").update(code).update(verificationToken).update(endpoint).digest("hex");
}

export function jsonOrNull(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
