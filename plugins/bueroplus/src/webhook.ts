import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { ConnectorError, type RawRequest } from "@kontor/connector";

/** Hex HMAC-SHA256 over `<unix seconds>.<raw body>`, in `x-shop-timestamp` and `x-shop-signature`. */
export function signatureOf(key: string, timestamp: string, body: Uint8Array): string {
	return createHmac("sha256", key).update(`${timestamp}.`).update(body).digest("hex");
}

/** What the shop shows of a key instead of the key. */
export function digestOf(key: string): string {
	return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

const TOLERANCE_SECONDS = 300;

/** @throws ConnectorError `bad-config` for anything but a fresh signature by one of the keys. */
export function authenticate({ headers, body }: RawRequest, keys: readonly string[], now: Date): void {
	const timestamp = headers.get("x-shop-timestamp") ?? "";
	const given = Buffer.from(headers.get("x-shop-signature") ?? "");
	if (!/^\d+$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
		throw new ConnectorError("bad-config", "the webhook's time is missing or too far off", { code: "WEBHOOK_TOO_OLD" });
	}
	const fits = keys.some((key) => {
		const expected = Buffer.from(signatureOf(key, timestamp, body));
		return expected.length === given.length && timingSafeEqual(expected, given);
	});
	if (!fits)
		throw new ConnectorError("bad-config", "the webhook's signature fits no key", { code: "WEBHOOK_SIGNATURE" });
}
