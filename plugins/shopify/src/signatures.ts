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
	jti: z.string().min(8).max(200).optional(),
	sub: z.string().max(200).optional(),
});

/** What a session token of the embedded page says. */
export interface SessionToken {
	readonly shop: string;
	/** New with every token. */
	readonly id: string | null;
	/** The user of the admin. */
	readonly user: string | null;
	/** From then on it is refused. */
	readonly expires: Date;
}

type App = { readonly clientId: string; readonly clientSecrets: readonly string[] };

/** `forged` also where it was made for another app. */
export function readSessionToken(token: string, app: App, now: Date): SessionToken | "forged" | "expired" {
	const [header = "", payload = "", signature = "", ...more] = token.split(".");
	if (more.length > 0 || !Header.safeParse(jsonOf(header)).success) return "forged";
	if (!matches(Buffer.from(signature, "base64url"), `${header}.${payload}`, app.clientSecrets)) return "forged";
	const claims = Claims.safeParse(jsonOf(payload));
	if (!claims.success || claims.data.aud !== app.clientId) return "forged";
	const { dest, iss, exp, nbf, jti, sub } = claims.data;
	const { host } = new URL(dest);
	if (iss !== `https://${host}/admin`) return "forged";
	const seconds = now.getTime() / 1000;
	if (seconds > exp + SESSION_TOLERANCE_S || seconds < nbf - SESSION_TOLERANCE_S) return "expired";
	const expires = new Date((exp + SESSION_TOLERANCE_S) * 1000);
	return { shop: host, id: jti ?? null, user: sub ?? null, expires };
}

/**
 * The shop that a session token of the embedded page was made for; null where it is forged, expired, not yet valid, or
 * made for another app.
 */
export function shopOfSessionToken(token: string, app: App, now: Date): string | null {
	const read = readSessionToken(token, app, now);
	return typeof read === "string" ? null : read.shop;
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
