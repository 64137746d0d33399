import { describe, expect, it } from "vitest";
import { BANKS, fintsFeed } from "../../src/fints/index.ts";

describe("the list of banks", () => {
	it("names each bank once, with a code, a BIC and an address that may be called", () => {
		expect(new Set(BANKS.map(({ code }) => code)).size).toBe(BANKS.length);
		for (const { code, bic, name, url } of BANKS) {
			expect(code).toMatch(/^[1-8]\d{7}$/);
			expect(bic).toMatch(/^[A-Z]{4}DE[A-Z0-9]{5}$/);
			expect(name).not.toBe("");
			expect(new URL(url)).toMatchObject({ protocol: "https:", username: "", port: "" });
		}
	});

	it.each(["Postbank", "Commerzbank", "ING", "DKB", "comdirect", "Berliner Sparkasse", "GLS Gemeinschaftsbank"])(
		"knows %s",
		(name) => {
			expect(BANKS.some((bank) => bank.name === name)).toBe(true);
		},
	);

	it("is what a merchant picks from, in Germany", async () => {
		const feed = fintsFeed({ productId: "0123456789ABCDEF012345678" });
		const context = { fetch, signal: AbortSignal.timeout(1000) };
		expect(await feed.banks?.(context, "DE")).toContainEqual({ id: "12030000", name: "DKB", bic: "BYLADEM1001" });
		expect(await feed.banks?.(context, "AT")).toEqual([]);
	});
});
