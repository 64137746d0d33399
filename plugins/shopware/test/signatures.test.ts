import { describe, expect, it } from "vitest";
import { sanitizedUrl } from "../src/app/query.ts";
import { isSigned, proof, sign } from "../src/app/signatures.ts";

/** Vectors from the tests of shopware/app-sdk-js (24db582) and shopware/app-php-sdk (9fd9b59), both MIT. */
const VECTORS: readonly (readonly [what: string, secret: string, message: string, signature: string])[] = [
	[
		"response body (shopware-app-signature)",
		"test",
		"Hello, World!",
		"52589bd80ccfa4acbb3f9512dfaf4f700fa5195008aae0b77a9e47dcca75beac",
	],
	[
		"query (shopware-shop-signature)",
		"test",
		"shop-id=blaa",
		"f2cb1044ac5a2cb807e1942b06433d23d66bcf7dfad1095b286203e5c1f39cb6",
	],
	[
		"body of a confirmation",
		"test",
		'{"shopId": "1", "apiKey": "test", "secretKey": "test"}',
		"ecd078f3be7571ed7fe503ebd428dd79c653d108920986a0d936de4b1d371ced",
	],
	[
		"query of a registration",
		"my-secret",
		"shop-id=123&shop-url=https://my-shop.com&timestamp=1234567890",
		"96c91f86c822e11444b7a57b54ef125ed86b1a639c5360d45c5397daa8c3f70b",
	],
	["body of a POST", "secret", "body", "dc46983557fea127b43af721467eb9b3fde2338fe3e14f51952aa8478c13d355"],
	["query ?test=1", "secret", "test=1", "9dd645162c4599f510a88a716a3aac9934c46d2964811e3efcdc53b4b672fe1c"],
	["response body", "test", "test", "88cd2108b5347d973cf39cdf9053d7dd42704876d8c9a9bd8e2d168259d3ddf7"],
];

describe("signatures", () => {
	it.each(VECTORS)("%s", (_what, secret, message, signature) => {
		expect(sign(secret, message)).toBe(signature);
		expect(isSigned(secret, message, signature)).toBe(true);
		expect(isSigned(secret, Buffer.from(message), signature.toUpperCase())).toBe(true);
		expect(isSigned(secret, `${message} `, signature)).toBe(false);
		expect(isSigned(`${secret}x`, message, signature)).toBe(false);
		expect(isSigned(secret, message, signature.slice(1))).toBe(false);
		expect(isSigned(secret, message, `${signature}00`)).toBe(false);
	});

	it("of nobody are refused", () => {
		expect(isSigned("", "body", sign("", "body"))).toBe(false);
		expect(isSigned("secret", "body", null)).toBe(false);
		expect(isSigned("secret", "body", "")).toBe(false);
	});

	it("a query in another encoding is another query", () => {
		const [, secret = "", query = "", signature = ""] = VECTORS[3] ?? [];
		expect(isSigned(secret, new URLSearchParams(query).toString(), signature)).toBe(false);
	});

	it("the proof holds shop id, address and name", () => {
		expect(proof("test", "test.de", "test", "test")).toBe(
			"a1a38c9580bb3bcd0df226086a9783ba4087671ce4968a4469e451c517fff445",
		);
	});

	it("the proof of a shop that moved holds its new address", () => {
		expect(proof("123", "https://my-new-shop.com", "My App", "my-secret")).toBe(
			"7e5fd4777a328ae756c47e5cd905d587b7c141812fb7d8dd5338b2b1f702adfd",
		);
	});
});

it.each([
	["https://shop.example", "https://shop.example"],
	["https://shop.example/", "https://shop.example"],
	["https://shop.example//", "https://shop.example"],
	["https://shop.example/test", "https://shop.example/test"],
	["https://shop.example/test/", "https://shop.example/test"],
	["https://shop.example//test//shop/", "https://shop.example/test/shop"],
	["http://shop.example:8080//test", "http://shop.example:8080/test"],
])("the address %s is kept as %s", (url, kept) => {
	expect(sanitizedUrl(url)).toBe(kept);
});
