import type { Command } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { editTotal, pay } from "./fake/order-life.ts";
import type { FakeShopify } from "./fake-shopify.ts";
import { connectorAt, shopContext } from "./rig.ts";
import { eur, openTill, type Till, to } from "./till.ts";

/** What is Shopify's own about money; what holds for every shop is in the conformance suite. */
let till: Till;
let fake: FakeShopify;
beforeEach(async () => {
	till = await openTill();
	({ fake } = till);
});
afterEach(() => fake.close());

const order: Till["order"] = (placed) => till.order(placed);
const command: Till["command"] = (kind, on, given) => till.command(kind, on, given);
const execute: Till["execute"] = (given) => till.execute(given);
const run: Till["run"] = (kind, on, given) => till.run(kind, on, given);
const happened: Till["happened"] = (on) => till.happened(on);

describe("mark-paid", () => {
	it("pays what is outstanding beside a gift card", async () => {
		const partly = order();
		pay(fake.shop, partly, 3000, "gift_card", false);
		expect(await run("mark-paid", partly, { amount: eur(7000) })).toMatchObject({
			status: "applied",
			observed: { statuses: { payment: "PAID" }, receivedInShop: eur(10_000) },
		});
		expect(happened(partly)).toEqual(["paid 7000"]);
	});

	it.each([
		["raised", 12_000, 10_000],
		["raised by a cent", 10_001, 10_000],
		["in another currency than was settled", 10_000, { minor: 10_000, currency: "CHF" }],
	])("is declined where the order was %s", async (_, total, settled) => {
		const raised = order();
		const given = await command("mark-paid", raised, { amount: typeof settled === "number" ? eur(settled) : settled });
		editTotal(fake.shop, raised, total);
		expect(await execute(given)).toMatchObject({ status: "declined", code: "amount-mismatch" });
		expect(happened(raised)).toEqual([]);
	});

	it("does not count a part that was reported before a second time", async () => {
		const inParts = order();
		await run("mark-partially-paid", inParts);
		const given = await command("mark-paid", inParts);
		editTotal(fake.shop, inParts, 13_000);
		// 90.00 are open, and of the 100.00 that were settled 40.00 stand in the shop already.
		expect(await execute(given)).toMatchObject({ status: "declined", code: "amount-mismatch" });
		editTotal(fake.shop, inParts, 10_000);
		expect(await execute(given)).toMatchObject({ status: "applied", observed: { receivedInShop: eur(10_000) } });
	});

	it("takes Kontor's tags off with the same request", async () => {
		const late = order();
		late.tags = ["VIP", "kontor-overdue"];
		expect(await run("mark-paid", late)).toMatchObject({ status: "applied" });
		expect(late.tags).toEqual(["VIP"]);
	});

	it("settles an order anew whose payment was taken back", async () => {
		const back = order();
		await run("mark-paid", back);
		await run("revoke-payment", back, { outstanding: eur(10_000) });
		expect(await run("mark-paid", back)).toMatchObject({
			status: "applied",
			observed: { statuses: { payment: "PAID" }, receivedInShop: eur(10_000) },
		});
		expect(back.tags).toEqual([]);
		expect(happened(back).filter((what) => what.startsWith("paid"))).toHaveLength(1);
	});

	it("says what the matter is with a status that Shopify cannot set", async () => {
		await expect(run("mark-paid", order(), to("FULFILLED", "fulfillment"))).rejects.toMatchObject({
			fault: "bad-config",
			details: { code: "SHOPIFY_STATUS_NOT_WRITABLE" },
		});
	});

	it("takes what Shopify objects to as its answer", async () => {
		const given = await command("mark-paid", order());
		const http: typeof fetch = async (input, init) => {
			const body = String(new Request(input, init).body === null ? "" : await new Request(input, init).text());
			if (!body.includes("KontorMarkPaid")) return fetch(input, init);
			const orderMarkAsPaid = { userErrors: [{ field: ["id"], message: "Order cannot be marked as paid." }] };
			return Response.json({ data: { orderMarkAsPaid, metafieldsSet: { userErrors: [] } } });
		};
		const outcome = await connectorAt(fake).execute(shopContext(fake, { http }), given);
		expect(outcome).toMatchObject({
			status: "declined",
			code: "wrong-state",
			detail: expect.stringContaining("marked as paid"),
		});
	});
});

describe("mark-partially-paid", () => {
	it("is recorded as a payment on Shopify Plus, part by part", async () => {
		const inParts = order();
		expect(await run("mark-partially-paid", inParts)).toMatchObject({
			status: "applied",
			observed: { statuses: { payment: "PARTIALLY_PAID" }, receivedInShop: eur(4000) },
		});
		expect(await run("mark-partially-paid", inParts, { received: eur(7000), outstanding: eur(3000) })).toMatchObject({
			observed: { receivedInShop: eur(7000) },
		});
		expect(happened(inParts)).toEqual(["paid 4000", "paid 3000"]);
	});

	it("stands in the note on every other plan", async () => {
		fake.shop.plus = false;
		const inParts = order();
		const given = await command("mark-partially-paid", inParts, to("kontor-partially-paid"));
		expect(await execute(given)).toMatchObject({
			status: "applied",
			observed: { statuses: { payment: "kontor-partially-paid" }, receivedInShop: eur(0) },
		});
		expect(inParts.note).toContain("Teilzahlung: 40,00 EUR eingegangen, 60,00 EUR offen.");
		expect(inParts.note).toContain(given.id);
		expect(await execute(given)).toMatchObject({ status: "already-applied" });
	});

	it("stands in the note where the customer pays in another currency", async () => {
		const swiss = order({ presentment: { currency: "CHF", factor: 0.94 } });
		expect(await run("mark-partially-paid", swiss)).toMatchObject({ status: "applied" });
		expect(happened(swiss)).toEqual([expect.stringContaining("note")]);
	});

	it("is declined where the order was raised meanwhile", async () => {
		const raised = order();
		const given = await command("mark-partially-paid", raised);
		editTotal(fake.shop, raised, 12_000);
		expect(await execute(given)).toMatchObject({ status: "declined", code: "amount-mismatch" });
	});
});

describe("revoke-payment", () => {
	it("leaves Shopify's payment, and makes the order owe again", async () => {
		const back = order();
		await run("mark-paid", back);
		expect(
			await run("revoke-payment", back, { outstanding: eur(10_000), ...to("kontor-payment-revoked") }),
		).toMatchObject({
			status: "applied",
			observed: { statuses: { payment: "kontor-payment-revoked" }, receivedInShop: eur(0) },
		});
		expect(back.note).toContain("Frist abgelaufen");
	});

	it("of a part keeps the rest", async () => {
		const back = order();
		await run("mark-paid", back);
		expect(await run("revoke-payment", back, { outstanding: eur(2500) })).toMatchObject({
			observed: { receivedInShop: eur(7500) },
		});
	});

	it("stands no longer once the merchant removed the tag", async () => {
		const back = order();
		await run("mark-paid", back);
		await run("revoke-payment", back, { outstanding: eur(10_000) });
		back.tags = [];
		const read = await connectorAt(fake).read(shopContext(fake), `${back.id}` as Command["orderRef"]);
		expect(read).toMatchObject({ receivedInShop: eur(10_000), statuses: { payment: "PAID" } });
	});
});
