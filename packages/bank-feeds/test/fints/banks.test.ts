import { describe, expect, it } from "vitest";
import { BANKS } from "../../src/fints/index.ts";

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
});
