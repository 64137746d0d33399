import { AppServer, InMemoryShopRepository } from "@shopware-ag/app-server-sdk";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isSigned, sign } from "../src/app/signatures.ts";

/**
 * Shopware's own library on the same messages. It is no verifier of ours: it compares in variable time, and puts a
 * query together anew before it checks it.
 */
const { signer: official } = new AppServer(
	{ appName: "Kontor", appSecret: "secret", authorizeCallbackUrl: "https://kontor.example" },
	new InMemoryShopRepository(),
);
const secret = fc.string({ minLength: 1, unit: "grapheme" });
const message = fc.string({ unit: "grapheme" });

it("signs as Shopware's own library does, and believes what that signed", async () => {
	const property = fc.asyncProperty(secret, message, async (key, text) => {
		const signature = await official.sign(text, key);
		expect(sign(key, text)).toBe(signature);
		expect(isSigned(key, text, signature)).toBe(true);
		expect(await official.verify(sign(key, text), text, key)).toBe(true);
	});
	await fc.assert(property, { numRuns: 200 });
});

it("refuses what Shopware's own library refuses: another text, another secret", async () => {
	const property = fc.asyncProperty(secret, message, secret, message, async (key, text, otherKey, other) => {
		const signature = await official.sign(other, otherKey);
		expect(isSigned(key, text, signature)).toBe(await official.verify(signature, text, key));
	});
	await fc.assert(property, { numRuns: 200 });
});

it("agrees on a query with Shopware's own library where that leaves it as it came", async () => {
	const query = "shop-id=b7d2554b0ce847cd82f3ac9bd1c0dfca&shop-url=https://shop.example&timestamp=1763800000";
	const url = `https://kontor.example/?${query}&shopware-shop-signature=${sign("secret", query)}`;
	await expect(official.verifyGetRequest(new Request(url), "secret")).resolves.toBeUndefined();
	await expect(official.verifyGetRequest(new Request(url), "another")).rejects.toThrow();
});
