import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSignedBody, isSignedProxyQuery, isSignedQuery, shopOfSessionToken } from "../src/signatures.ts";
import { sessionToken } from "./fake/oauth.ts";
import { openShop } from "./fake/state.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a webhook's body", () => {
	/** From Shopify's own library (validate.test.ts), and from the tests of a public client in C#. */
	it.each([
		["test_secret_key", '{"foo": "bar"}', "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g="],
		["sphss_sjdnbsfsdjbgksbgksgb", '{"test":{"test2": "testing"}}', "RJCzgKmUoGP/Ylod4MhDP+BXTVOaV4NVbdqa3xn9vw4="],
	])("signed with %s is accepted as it is", (secret, body, signature) => {
		expect(isSignedBody(bytes(body), signature, [secret])).toBe(true);
		expect(isSignedBody(bytes(body), signature, ["another", secret]), "while secrets rotate").toBe(true);
		expect(isSignedBody(bytes(`${body} `), signature, [secret])).toBe(false);
		expect(isSignedBody(bytes(body), signature, ["another"])).toBe(false);
		expect(isSignedBody(bytes(body), signature.slice(0, 12), [secret])).toBe(false);
	});

	it("is accepted by no empty secret, and not without a signature", () => {
		expect(isSignedBody(bytes("{}"), null, ["secret"])).toBe(false);
		expect(isSignedBody(bytes("{}"), "", [])).toBe(false);
		const signedWithNothing = createHmac("sha256", "").update("{}").digest("base64");
		expect(isSignedBody(bytes("{}"), signedWithNothing, [""])).toBe(false);
	});
});

describe("the query of a consent", () => {
	const RECENT =
		"code=0907a61c0c8d55e99db179b68161bc00&hmac=700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf&shop=some-shop.myshopify.com&state=0.6784241404160823&timestamp=1337178173";
	const OLDER =
		"code=0907a61c0c8d55e99db179b68161bc00&hmac=4712bf92ffc2917d15a2f5a273e39f0116667419aa4b6ac0b3baaf26fa3c4d20&shop=some-shop.myshopify.com&timestamp=1337178173";

	/** The examples of Shopify's documentation. */
	it.each([RECENT, OLDER])("of the documentation is accepted: %s", (query) => {
		expect(isSignedQuery(query, ["hush"])).toBe(true);
		expect(isSignedQuery(query.split("&").reverse().join("&"), ["hush"]), "in whatever order").toBe(true);
		expect(isSignedQuery(`${query}&signature=00`, ["hush"])).toBe(true);
	});

	it.each([
		["one value changed", RECENT.replace("some-shop", "other-shop")],
		["one added", `${RECENT}&admin=1`],
		["one taken away", RECENT.replace("&state=0.6784241404160823", "")],
		["encoded anew", RECENT.replace("0.6784241404160823", "0%2E6784241404160823")],
		["two signatures", `${RECENT}&hmac=00`],
		["no signature", RECENT.replace(/&hmac=\w+/, "")],
		["nothing", ""],
	])("is refused with %s", (_, query) => {
		expect(isSignedQuery(query, ["hush"])).toBe(false);
	});

	it("is judged as it came, not as it would be encoded here", () => {
		const raw = "host=YWRtaW4&shop=some-shop.myshopify.com&state=a~b(c)&timestamp=1";
		const hmac = createHmac("sha256", "hush").update(raw).digest("hex");
		expect(isSignedQuery(`${raw}&hmac=${hmac}`, ["hush"])).toBe(true);
		expect(isSignedQuery(`${new URLSearchParams(raw)}&hmac=${hmac}`, ["hush"])).toBe(false);
	});
});

describe("an app proxy's query", () => {
	/** The examples of Shopify's documentation. */
	it.each([
		[
			"extra=1&extra=2&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555",
			"a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3",
		],
		[
			"extra=1&extra=2&logged_in_customer_id=&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555",
			"e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb",
		],
		[
			"extra=1&extra=2&logged_in_customer_id=1&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555",
			"4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
		],
	])("of the documentation is accepted: %s", (query, signature) => {
		expect(isSignedProxyQuery(`${query}&signature=${signature}`, ["hush"])).toBe(true);
		expect(isSignedProxyQuery(`${query}9&signature=${signature}`, ["hush"])).toBe(false);
	});
});

describe("a session token", () => {
	const shop = openShop();
	const read = (token: string) => shopOfSessionToken(token, shop, shop.now());
	const now = Math.floor(Date.now() / 1000);

	it("names its shop", () => {
		expect(read(sessionToken(shop))).toBe("laden.myshopify.com");
		expect(read(sessionToken(shop, { exp: now - 5 })), "a clock that is off by seconds").toBe("laden.myshopify.com");
	});

	it.each([
		["expired", sessionToken(shop, { exp: now - 60 })],
		["of the future", sessionToken(shop, { nbf: now + 60 })],
		["of another app", sessionToken(shop, { aud: "another" })],
		["of two shops", sessionToken(shop, { dest: "https://other.myshopify.com" })],
		["forged", sessionToken(shop, {}, "another secret")],
		["without a signature", sessionToken(shop).replace(/[^.]+$/, "")],
		["that says it needs none", `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`],
		["that is none", "a.b"],
	])("%s is refused", (_, token) => {
		expect(read(token)).toBeNull();
	});
});
