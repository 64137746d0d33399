import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Signatures as Shopware makes them: hex HMAC-SHA256 over the bytes as they were sent, never over parsed ones. */

export function sign(secret: string, message: string | Uint8Array): string {
	return createHmac("sha256", secret).update(message).digest("hex");
}

/** In constant time. Nothing is signed by nobody: an absent signature and an empty secret are refused. */
export function isSigned(secret: string, message: string | Uint8Array, signature: string | null | undefined): boolean {
	if (secret === "" || signature === null || signature === undefined) return false;
	const right = Buffer.from(sign(secret, message), "latin1");
	const given = Buffer.from(signature.toLowerCase(), "latin1");
	return given.length === right.length && timingSafeEqual(given, right);
}

/** What the app answers a registration with; the address is the one of this very request, as it was sent. */
export function proof(shopId: string, shopUrl: string, appName: string, appSecret: string): string {
	return sign(appSecret, `${shopId}${shopUrl}${appName}`);
}

/** Says which key something was made with, and gives nothing away. */
export function fingerprint(key: string): string {
	return createHash("sha256").update(key).digest("hex").slice(0, 12);
}
