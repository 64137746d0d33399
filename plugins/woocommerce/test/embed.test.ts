import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { embed } from "../src/embed.ts";

/** Whom the page in WordPress' admin is opened for, and what is refused. */

const NOW = Date.parse("2026-11-22T08:00:00Z");
const KEY = "whsec_newest";
const ctx = {
	config: { url: "https://www.shop.example/laden/" },
	webhook: { url: "https://host.example/webhooks/1", keys: [KEY, "whsec_older"] },
	now: () => new Date(NOW),
};
const FIELDS = {
	shop: "https://shop.example/laden",
	user: "inhaberin",
	lang: "de_AT",
	ts: String(NOW / 1000),
	nonce: "0123456789abcdef0123456789abcdef",
};

function opened(fields: Partial<typeof FIELDS> = {}, key = KEY, tail = "") {
	const query = new URLSearchParams({ ...FIELDS, ...fields }).toString();
	const signature = createHmac("sha256", key).update(`kontor embed 1\n${query}`).digest("hex");
	const url = `/embed/woocommerce/1?${query}&signature=${signature}${tail}`;
	return embed(ctx, { method: "POST", url, headers: new Headers(), body: new Uint8Array() });
}

it("opens for the person and in the language of the shop's admin, once and for five minutes", async () => {
	expect(await opened()).toEqual({
		ok: true,
		once: FIELDS.nonce,
		validUntil: "2026-11-22T08:05:00.000Z",
		language: "de",
		person: "inhaberin",
	});
});

it("accepts every present key, and no other", async () => {
	expect(await opened({}, "whsec_older")).toMatchObject({ ok: true });
	expect(await opened({}, "whsec_before")).toEqual({ ok: false, reason: "forged" });
});

it.each([
	["a minute early", { ts: String(NOW / 1000 + 60) }, true],
	["five minutes and a second late", { ts: String(NOW / 1000 - 301) }, "expired"],
	["five minutes and a second early", { ts: String(NOW / 1000 + 301) }, "expired"],
	["without a time", { ts: "" }, "expired"],
	["for a copy", { shop: "https://staging.shop.example/laden" }, "otherShop"],
	["for the shop in another folder", { shop: "https://shop.example" }, "otherShop"],
	["for no shop", { shop: "" }, "otherShop"],
	["without what makes it good once", { nonce: "" }, "forged"],
])("%s", async (_, fields, reason) => {
	expect(await opened(fields)).toMatchObject(reason === true ? { ok: true } : { ok: false, reason });
});

it.each([
	["something behind the signature", () => opened({}, KEY, "&user=eve")],
	[
		"no signature",
		() => embed(ctx, { method: "POST", url: "/embed/woocommerce/1", headers: new Headers(), body: new Uint8Array() }),
	],
	[
		"no keys",
		() =>
			embed(
				{ ...ctx, webhook: null },
				{ method: "POST", url: `/e?a=1&signature=${"0".repeat(64)}`, headers: new Headers(), body: new Uint8Array() },
			),
	],
])("refuses %s", async (_, open) => {
	expect(await open()).toEqual({ ok: false, reason: "forged" });
});
