import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Standard Webhooks 1.0.0 (standard-webhooks/spec): `${id}.${timestamp}.${body}` under HMAC-SHA256, `v1,<base64>`,
 * one for each key while keys rotate. The body is the raw bytes, never a re-serialisation.
 */
export interface SignedHeaders {
	readonly "webhook-id": string;
	/** Unix seconds of this attempt. */
	readonly "webhook-timestamp": string;
	readonly "webhook-signature": string;
}

/** Both ways, as the specification recommends. */
export const TOLERANCE_SECONDS = 300;

const PREFIX = "whsec_";

/** The bytes of a key written as `whsec_<base64>`. @throws RangeError when it has not 24 to 64 bytes. */
function keyBytes(key: string): Buffer {
	const bytes = Buffer.from(key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key, "base64");
	if (bytes.length < 24 || bytes.length > 64) throw new RangeError("a webhook key has 24 to 64 bytes");
	return bytes;
}

function mac(key: string, id: string, timestamp: string, body: Uint8Array): Buffer {
	return createHmac("sha256", keyBytes(key)).update(`${id}.${timestamp}.`).update(body).digest();
}

export function sign(keys: readonly string[], id: string, at: Date, body: Uint8Array): SignedHeaders {
	const timestamp = String(Math.floor(at.getTime() / 1000));
	return {
		"webhook-id": id,
		"webhook-timestamp": timestamp,
		"webhook-signature": keys.map((key) => `v1,${mac(key, id, timestamp, body).toString("base64")}`).join(" "),
	};
}

export type Verified = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly reason: string };

/** Compares in constant time against every key. Says why not, for the log: the caller answers 401 whatever it is. */
export function verify(keys: readonly string[], headers: Headers, body: Uint8Array, now: Date): Verified {
	const id = headers.get("webhook-id");
	const timestamp = headers.get("webhook-timestamp");
	const signatures = headers.get("webhook-signature");
	if (!id || !timestamp || !signatures) return { ok: false, reason: "a webhook header is missing" };
	if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: "webhook-timestamp is not in unix seconds" };
	if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
		return { ok: false, reason: "webhook-timestamp is more than five minutes off" };
	}
	const expected = keys.map((key) => mac(key, id, timestamp, body));
	const given = signatures
		.split(" ")
		.filter((entry) => entry.startsWith("v1,"))
		.map((entry) => Buffer.from(entry.slice("v1,".length), "base64"));
	const fits = given.some((one) =>
		expected.some((other) => one.length === other.length && timingSafeEqual(one, other)),
	);
	return fits ? { ok: true, id } : { ok: false, reason: "no signature fits any key" };
}
