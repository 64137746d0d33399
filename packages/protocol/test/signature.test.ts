import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { sign, verify } from "../src/index.ts";

const key = () => `whsec_${randomBytes(32).toString("base64")}`;
const at = new Date("2026-11-02T08:00:00Z");
const body = new TextEncoder().encode('{"type":"commands.available"}');
const headersOf = (signed: object) => new Headers(signed as Record<string, string>);

describe("Standard Webhooks signatures", () => {
	it("gives the specification's published vector", () => {
		const signed = sign(
			["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
			"msg_p5jXN8AQM9LWM0D4loKWxJek",
			new Date(1_614_265_330_000),
			new TextEncoder().encode('{"test": 2432232314}'),
		);
		expect(signed["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	});

	it("agrees with the reference library in both directions", () => {
		fc.assert(
			fc.property(fc.json(), fc.uuid(), (text, id) => {
				const secret = key();
				const now = new Date();
				const bytes = new TextEncoder().encode(text);
				new Webhook(secret).verify(text, { ...sign([secret], id, now, bytes) });
				const theirs = new Headers({
					"webhook-id": id,
					"webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
					"webhook-signature": new Webhook(secret).sign(id, now, text),
				});
				expect(verify([secret], theirs, bytes, now)).toEqual({ ok: true, id });
			}),
			{ numRuns: 50 },
		);
	});

	it("accepts any of several keys while they rotate, on either side", () => {
		const [old, fresh, foreign] = [key(), key(), key()];
		const now = new Date(at);
		expect(verify([fresh, old], headersOf(sign([old], "m1", at, body)), body, now).ok).toBe(true);
		expect(verify([old], headersOf(sign([fresh, old], "m1", at, body)), body, now).ok).toBe(true);
		expect(verify([fresh, old], headersOf(sign([foreign], "m1", at, body)), body, now).ok).toBe(false);
	});

	it("refuses every changed byte, a changed id and a changed time", () => {
		const secret = key();
		const signed = sign([secret], "m1", at, body);
		for (let index = 0; index < body.length; index++) {
			const changed = body.slice();
			changed[index] = (changed[index] ?? 0) ^ 1;
			expect(verify([secret], headersOf(signed), changed, at).ok).toBe(false);
		}
		expect(verify([secret], headersOf({ ...signed, "webhook-id": "m2" }), body, at).ok).toBe(false);
		const later = String(Number(signed["webhook-timestamp"]) + 1);
		expect(verify([secret], headersOf({ ...signed, "webhook-timestamp": later }), body, at).ok).toBe(false);
	});

	it("refuses what is more than five minutes old or early, or lacks a header", () => {
		const secret = key();
		const signed = sign([secret], "m1", at, body);
		const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
		expect(verify([secret], headersOf(signed), body, after(300)).ok).toBe(true);
		expect(verify([secret], headersOf(signed), body, after(301))).toMatchObject({ ok: false });
		expect(verify([secret], headersOf(signed), body, after(-301))).toMatchObject({ ok: false });
		for (const name of Object.keys(signed)) {
			const headers = headersOf(signed);
			headers.delete(name);
			expect(verify([secret], headers, body, at)).toMatchObject({ ok: false });
		}
	});

	it("refuses keys that are too short to be safe", () => {
		expect(() => sign([`whsec_${randomBytes(16).toString("base64")}`], "m1", at, body)).toThrow(RangeError);
	});
});
