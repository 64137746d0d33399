import { randomUUID } from "node:crypto";
import { call, choosePaymentAccount, createAccount, patchAccount } from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectShop, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

describe("the account that an order is to be paid to (C2)", () => {
	let hub: TestHub;
	let shop: TestShop;
	beforeAll(async () => {
		hub = await startTestHub();
		shop = await connectShop(hub);
	});
	afterAll(() => hub.close());

	const chosen = async (country: string, { connection = shop.id, currency = "EUR" } = {}) =>
		(await call(shop.merchant, choosePaymentAccount, { query: { connection, country, currency } })).account?.name ??
		null;
	const add = async (name: string, limits: { connections?: string[]; countries?: string[]; currency?: string } = {}) =>
		(await call(shop.merchant, createAccount, { body: { name, number: name, ...limits } })).id;

	it("is the one that is meant most for its shop, then for its billing country", async () => {
		expect(await chosen("DE")).toBeNull();
		const elsewhere = await add("elsewhere", { countries: ["AT"] });
		expect([await chosen("DE"), await chosen("AT")]).toEqual([null, "elsewhere"]);
		await add("any");
		await add("second");
		expect([await chosen("DE"), await chosen("AT")]).toEqual(["any", "elsewhere"]);
		await add("shop", { connections: [shop.id] });
		expect([await chosen("DE"), await chosen("AT")]).toEqual(["shop", "shop"]);
		await add("swiss", { connections: [shop.id], countries: ["CH", "LI"] });
		expect([await chosen("CH"), await chosen("LI"), await chosen("DE")]).toEqual(["swiss", "swiss", "shop"]);
		expect(await chosen("DE", { connection: randomUUID() })).toBe("any");
		await add("francs", { currency: "CHF" });
		expect([await chosen("CH", { currency: "CHF" }), await chosen("CH")]).toEqual(["francs", "swiss"]);
		expect(await chosen("DE", { currency: "USD" })).toBe("shop");

		const changed = await call(shop.merchant, patchAccount, {
			params: { account: elsewhere },
			body: { countries: ["DE"], connections: [shop.id] },
		});
		expect(changed).toMatchObject({ countries: ["DE"], connections: [shop.id] });
		expect(await chosen("DE")).toBe("elsewhere");
		const body = { name: "x", number: "x", countries: ["Germany"] };
		await expect(call(shop.merchant, createAccount, { body })).rejects.toThrow(/INVALID_REQUEST/);
	});
});
