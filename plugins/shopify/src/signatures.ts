import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";

/** What Shopify signs, each checked over the raw text, in constant time, against every secret that may be in use. */

/** `X-Shopify-Hmac-Sha256` of a webhook: base64 over the raw body. */
export function isSignedBody(body: Uint8Array, signature: string | null, secrets: readonly string[]): boolean {
	return matches(Buffer.from(signature ?? "", "base64"), body, secrets);
}

/** `hmac` of the consent page's answer: hex over the sorted query without `hmac` and `signature`, as it came in. */
export function isSignedQuery(rawQuery: string, secrets: readonly string[]): boolean {
	const pairs = rawQuery.split("&");
	const given = pairs.filter((pair) => pair.startsWith("hmac="));
	if (given.length !== 1) return false;
	const signed = pairs
		.filter((pair) => !/^(hmac|signature)=/.test(pair))
		.sort()
		.join("&");
	return matches(Buffer.from(given[0]?.slice("hmac=".length) ?? "", "hex"), signed, secrets);
}

/** `signature` of an app proxy's request: hex over the sorted, decoded `key=value` without separators. */
export function isSignedProxyQuery(rawQuery: string, secrets: readonly string[]): boolean {
	const query = new URLSearchParams(rawQuery);
	const signed = [...new Set(query.keys())]
		.filter((name) => name !== "signature")
		.map((name) => `${name}=${query.getAll(name).join(",")}`)
		.sort()
		.join("");
	return matches(Buffer.from(query.get("signature") ?? "", "hex"), signed, secrets);
}

/** Clocks may differ by so much (Shopify's own library). */
const SESSION_TOLERANCE_S = 10;

const Header = z.object({ alg: z.literal("HS256") });
const Claims = z.object({
	iss: z.string(),
	dest: z.url(),
	aud: z.string(),
	exp: z.number(),
	nbf: z.number(),
});

/**
 * The shop that a session token of the embedded page was made for; null where it is forged, expired, not yet valid, or
 * made for another app.
 */
export function shopOfSessionToken(
	token: string,
	app: { readonly clientId: string; readonly clientSecrets: readonly string[] },
	now: Date,
): string | null {
	const [header = "", payload = "", signature = "", ...more] = token.split(".");
	if (more.length > 0 || !Header.safeParse(jsonOf(header)).success) return null;
	if (!matches(Buffer.from(signature, "base64url"), `${header}.${payload}`, app.clientSecrets)) return null;
	const claims = Claims.safeParse(jsonOf(payload));
	if (!claims.success || claims.data.aud !== app.clientId) return null;
	const { dest, iss, exp, nbf } = claims.data;
	const seconds = now.getTime() / 1000;
	if (seconds > exp + SESSION_TOLERANCE_S || seconds < nbf - SESSION_TOLERANCE_S) return null;
	const { host } = new URL(dest);
	return iss === `https://${host}/admin` ? host : null;
}

function matches(given: Uint8Array, signed: string | Uint8Array, secrets: readonly string[]): boolean {
	return secrets
		.filter((secret) => secret !== "")
		.some((secret) => {
			const right = createHmac("sha256", secret).update(signed).digest();
			return given.length === right.length && timingSafeEqual(given, right);
		});
}

function jsonOf(base64url: string): unknown {
	try {
		return JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"));
	} catch {
		return null;
	}
}
