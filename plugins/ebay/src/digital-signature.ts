import { createHash, createPrivateKey, sign } from "node:crypto";
import type { EbayApp } from "./manifest.ts";

/**
 * eBay's digital signatures for sellers in the EU and the UK: HTTP Message Signatures (RFC 9421) with the application's
 * key of the Key Management API. Every call of the Finances API, and cancellations, need one; elsewhere it does no harm.
 * Source: eBay, "Digital Signatures for APIs".
 */
export interface Signed {
	readonly method: string;
	readonly url: URL;
	/** Exactly as it is sent. */
	readonly body?: string;
}

/** The headers, or none where the operator has no key: eBay then says whether it wanted one. */
export function signatureHeaders(app: EbayApp, request: Signed, now: Date): Record<string, string> {
	const { signingKey, signingJwe } = app;
	if (signingKey === undefined || signingJwe === undefined) return {};
	const digest = request.body === undefined ? undefined : digestOf(request.body);
	const components: readonly (readonly [name: string, value: string])[] = [
		...(digest === undefined ? [] : ([["content-digest", digest]] as const)),
		["x-ebay-signature-key", signingJwe],
		["@method", request.method],
		["@path", request.url.pathname],
		["@authority", request.url.host],
	];
	const names = components.map(([name]) => `"${name}"`).join(" ");
	const params = `(${names});created=${Math.floor(now.getTime() / 1000)}`;
	const base = [...components.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${params}`];
	const signature = sign(undefined, Buffer.from(base.join("\n")), createPrivateKey(pemOf(signingKey)));
	return {
		...(digest === undefined ? {} : { "content-digest": digest }),
		"x-ebay-enforce-signature": "true",
		"x-ebay-signature-key": signingJwe,
		"signature-input": `sig1=${params}`,
		signature: `sig1=:${signature.toString("base64")}:`,
	};
}

/** RFC 9530. */
function digestOf(body: string): string {
	return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
}

/** The Key Management API answers with the bare base64 of a PKCS#8 key. */
function pemOf(key: string): string {
	const bare = key.trim();
	return bare.startsWith("-----") ? bare : `-----BEGIN PRIVATE KEY-----\n${bare}\n-----END PRIVATE KEY-----`;
}
