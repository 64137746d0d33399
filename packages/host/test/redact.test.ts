import { describe, expect, it } from "vitest";
import { redactor } from "../src/redact.ts";

const SECRET = 'cs_1f"0a/b+c=9';

describe("redactor", () => {
	const redact = redactor({ key: "ck_0123456789", nested: [{ secret: SECRET }], short: "abc" });

	it("takes secrets out in every form they travel in", () => {
		const forms = [
			SECRET,
			JSON.stringify({ SECRET }),
			`https://shop.example/?s=${encodeURIComponent(SECRET)}`,
			Buffer.from(SECRET).toString("hex"),
			...["", "a", "ab", "abc"].map((before) => `Basic ${Buffer.from(`${before}:${SECRET}`).toString("base64")}`),
			`x.${Buffer.from(`s=${SECRET};`).toString("base64url")}.y`,
		];
		for (const text of forms) expect(redact(text)).toContain("[secret]");
		expect(redact(`key ck_0123456789 and ${SECRET}`)).toBe("key [secret] and [secret]");
	});

	it("leaves everything else, also what is too short to be one", () => {
		expect(redact("abc: order 4711 is on-hold")).toBe("abc: order 4711 is on-hold");
		expect(redactor(null)("nothing to hide")).toBe("nothing to hide");
	});
});
