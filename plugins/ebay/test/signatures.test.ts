import { createHash, createPublicKey, verify } from "node:crypto";
import { eBayApi } from "ebay-api";
import { afterEach, describe, expect, it, vi } from "vitest";
import { signatureHeaders } from "../src/digital-signature.ts";
import type { EbayApp } from "../src/manifest.ts";
import { challengeResponse, isSigned, publicKeyOf, signatureIn } from "../src/notifications/signature.ts";

/** Of eBay's own library, @ebay event-notification-nodejs-sdk 1.0.3, test/test.json (Apache-2.0). */
const PUBLIC_KEY = {
	key: "-----BEGIN PUBLIC KEY-----MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZhhxXKtR+TOvtDbgTPCkSof02qgBB7IsYOyf76ilExJ/upAa/vKIKheOoCyOpcLmi4t0b4uepb7LLjmMr90FUg==-----END PUBLIC KEY-----",
	algorithm: "ECDSA" as const,
	digest: "SHA1",
};
const RIGHT =
	"eyJhbGciOiJlY2RzYSIsImtpZCI6Ijk5MzYyNjFhLTdkN2ItNDYyMS1hMGYxLTk2Y2NiNDI4YWY0OSIsInNpZ25hdHVyZSI6Ik1FWUNJUUNmeGZJV3V4bVdjSUJRSjljNS9YN2lHREpxczJSQ0dzQkVhQWppbnlycmZBSWhBSVY2d0djVGlCdVY1S0pVaWYyaG9reXJMK1E5c3NIa2FkK214Mm5FRTI1dyIsImRpZ2VzdCI6IlNIQTEifQ==";
const MISMATCHED =
	"eyJhbGciOiJlY2RzYSIsImtpZCI6Ijk5MzYyNjFhLTdkN2ItNDYyMS1hMGYxLTk2Y2NiNDI4YWY0OSIsInNpZ25hdHVyZSI6Ik1FVUNJUUNHY1NubUFrVGZyK1paMlZnMGJXRW9zOGEvdGVCcWk3UGU2OCtoR21MTUNRSWdlRnZrcnRvKzhkczhSVndJM0dnbjFtTUdDck5NRVpKM1NSbE8yZngveHFJPSIsImRpZ2VzdCI6IlNIQTEifQ==";
const BODY =
	'{"metadata":{"topic":"MARKETPLACE_ACCOUNT_DELETION","schemaVersion":"1.0","deprecated":false},"notification":{"notificationId":"49feeaeb-4982-42d9-a377-9645b8479411_33f7e043-fed8-442b-9d44-791923bd9a6d","eventDate":"2021-03-19T20:43:59.462Z","publishDate":"2021-03-19T20:43:59.679Z","publishAttemptCount":1,"data":{"username":"test_user","userId":"ma8vp1jySJC","eiasToken":"nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ=="}}}';
const OTHER_BODY =
	'{"metadata":{"topic":"MARKETPLACE_ACCOUNT_DELETION","schemaVersion":null,"deprecated":false},"notification":{"notificationId":"a8056b59-5d45-43af-b235-d8707e9cd8f8_27d7b146-b03f-4b8a-846e-9aa1f750a969","eventDate":"2021-03-11T19:13:43.982Z","publishDate":"2021-03-11T19:13:44.209Z","publishAttemptCount":1000,"data":{"username":"test_user","userId":"ma8vp1jySJC","eiasToken":"nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ=="}}}';

const key = publicKeyOf(PUBLIC_KEY);
function verified(body: string, header: string): boolean {
	const given = signatureIn(header);
	if (given === null || key === null) throw new Error("key and header can be read");
	return isSigned(Buffer.from(body), given, key);
}

describe("a notification's signature", () => {
	it("verifies with eBay's vectors", () => {
		expect(verified(BODY, RIGHT)).toBe(true);
		expect(verified(OTHER_BODY, RIGHT)).toBe(false);
		expect(verified(BODY, MISMATCHED)).toBe(false);
	});

	it("covers what eBay's own libraries serialize again, and no spaces", () => {
		expect(verified(BODY.replace("test_user", "test\\u005fuser"), RIGHT), "another escape").toBe(true);
		expect(verified(`${BODY} `, RIGHT)).toBe(false);
		expect(verified(BODY.replaceAll('":', '": '), RIGHT)).toBe(false);
		expect(verified(`${BODY}x`, RIGHT)).toBe(false);
	});

	it("takes the digest from eBay's key, and not from the delivery", () => {
		const header = JSON.parse(Buffer.from(RIGHT, "base64").toString());
		const claiming = Buffer.from(JSON.stringify({ ...header, digest: "SHA256", alg: "none" })).toString("base64");
		expect(verified(BODY, claiming)).toBe(true);
		expect(publicKeyOf({ ...PUBLIC_KEY, digest: "MD5" })).toBeNull();
		expect(publicKeyOf({ ...PUBLIC_KEY, key: "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----" })).toBeNull();
	});

	it.each([
		["none", null],
		["no base64 of JSON", "AAAA"],
		["no key id", Buffer.from('{"signature":"x"}').toString("base64")],
		["a key id that is a path", Buffer.from('{"kid":"../../token","signature":"x"}').toString("base64")],
		["a megabyte", "A".repeat(1_000_000)],
	])("is none where there is %s", (_, header) => {
		expect(signatureIn(header)).toBeNull();
	});

	it("answers eBay's challenge", () => {
		const token = "71745723-d031-455c-bfa5-f90d11b4f20a";
		expect(challengeResponse(token, token, "http://www.testendpoint.com/webhook")).toBe(
			"048de9ffd0e35021fefc0388d5c52e0f475324f582f3778ca81a53354ccbbc97",
		);
	});
});

/** The Ed25519 key of RFC 9421, appendix B.1.4, which eBay's documentation signs its examples with. */
const SIGNING_KEY = "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF";
const VERIFYING_KEY = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
const JWE = "eyJ6aXAiOiJERUYiLCJlbmMiOiJBMjU2R0NNIn0.AAAA.BBBB";
const APP: EbayApp = {
	clientId: "id",
	clientSecret: "secret",
	ruName: "ru",
	verificationToken: "x".repeat(32),
	alertEmail: "betrieb@kontor.example",
	signingKey: SIGNING_KEY,
	signingJwe: JWE,
};
const AT = new Date("2026-11-22T08:00:00.900Z");

describe("a digital signature", () => {
	afterEach(() => void vi.useRealTimers());

	it.each([
		["GET", "https://apiz.ebay.com/sell/finances/v1/payout/5000106638?x=1", undefined],
		["POST", "https://api.ebay.com/post-order/v2/cancellation", '{"hello": "world"}'],
	])("of a %s verifies with the public key, over what RFC 9421 says", (method, address, body) => {
		const url = new URL(address);
		const headers = signatureHeaders(APP, { method, url, ...(body === undefined ? {} : { body }) }, AT);
		const digest = body === undefined ? [] : [`"content-digest": sha-256=:${sha256(body)}:`];
		const names = [
			...(body === undefined ? [] : ['"content-digest"']),
			'"x-ebay-signature-key"',
			'"@method"',
			'"@path"',
			'"@authority"',
		];
		const params = `(${names.join(" ")});created=1795334400`;
		const base = [
			...digest,
			`"x-ebay-signature-key": ${JWE}`,
			`"@method": ${method}`,
			`"@path": ${url.pathname}`,
			`"@authority": ${url.host}`,
			`"@signature-params": ${params}`,
		].join("\n");
		expect(headers["signature-input"]).toBe(`sig1=${params}`);
		const [, signature = ""] = /^sig1=:(.+):$/.exec(headers.signature ?? "") ?? [];
		const key = createPublicKey({ key: Buffer.from(VERIFYING_KEY, "base64"), format: "der", type: "spki" });
		expect(verify(undefined, Buffer.from(base), key, Buffer.from(signature, "base64"))).toBe(true);
	});

	it("is, byte by byte, the one that npm ebay-api makes", async () => {
		vi.useFakeTimers({ now: AT });
		const theirs = await oracle();
		const url = new URL("https://apiz.ebay.com/sell/finances/v1/payout/5000106638");
		const ours = signatureHeaders(APP, { method: "GET", url }, AT);
		for (const name of ["signature", "signature-input", "x-ebay-signature-key"]) expect(ours[name]).toBe(theirs[name]);
	});

	it("is left out where the operator has no key", () => {
		const { signingKey: _key, ...app } = APP;
		expect(signatureHeaders(app, { method: "GET", url: new URL("https://apiz.ebay.com/") }, AT)).toEqual({});
	});
});

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("base64");
}

/** The headers with which npm ebay-api asks for the same payout; nothing leaves this machine. */
async function oracle(): Promise<Record<string, string>> {
	let sent: Record<string, string> = {};
	const refuse = () => Promise.reject(new Error("not asked for"));
	const req = {
		instance: {},
		get: async (_: string, config: { headers: Record<string, string> }) => {
			sent = config.headers;
			return { data: {} };
		},
		post: refuse,
		put: refuse,
		patch: refuse,
		delete: refuse,
		postForm: refuse,
	};
	const api = new eBayApi(
		{ appId: "id", certId: "secret", sandbox: false, signature: { jwe: JWE, privateKey: SIGNING_KEY } },
		req as never,
	);
	api.OAuth2.setCredentials("token");
	await api.sell.finances.sign.getPayout("5000106638");
	return sent;
}
