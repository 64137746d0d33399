import { Command } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteWith } from "../src/mark.ts";
import { pay, place } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";
import { connectorAt, shopContext } from "./rig.ts";
import { eur, openTill, type Till, to } from "./till.ts";

/** What is Shopify's own about the other commands; what holds for every shop is in the conformance suite. */
let till: Till;
let fake: FakeShopify;
beforeEach(async () => {
	till = await openTill();
	({ fake } = till);
});
afterEach(() => fake.close());

const order: Till["order"] = (placed) => till.order(placed);
const command: Till["command"] = (kind, on, given) => till.command(kind, on, given);
const run: Till["run"] = (kind, on, given) => till.run(kind, on, given);
const happened: Till["happened"] = (on) => till.happened(on);

describe("cancel", () => {
	it("waits for Shopify's job", async () => {
		const slow = await startFakeShopify({ slowJobs: true });
		const placed = place(slow.shop);
		const given = Command.parse({
			...(await command("cancel", order())),
			orderRef: String(placed.id),
		});
		const outcome = await connectorAt(slow).execute(shopContext(slow), given);
		expect(outcome).toMatchObject({ status: "applied", observed: { statuses: { order: "cancelled" } } });
		await slow.close();
	});

	it("is declined where the shop has received money", async () => {
		const partly = order();
		pay(fake.shop, partly, 1000, "paypal", false);
		expect(await run("cancel", partly)).toMatchObject({ status: "declined", code: "wrong-state" });
	});

	it("only sets a tag where the merchant wants that instead", async () => {
		const kept = order();
		expect(await run("cancel", kept, to("kontor-overdue"))).toMatchObject({ status: "applied" });
		expect(happened(kept)).toEqual(["tag kontor-overdue"]);
	});
});

describe("set-status", () => {
	it("replaces Kontor's tag, and leaves the merchant's", async () => {
		const late = order();
		late.tags = ["VIP", "kontor-overdue"];
		expect(await run("set-status", late, to("kontor-debt-collection"))).toMatchObject({ status: "applied" });
		expect(late.tags).toEqual(["VIP", "kontor-debt-collection"]);
	});

	it.each(["PAID", "PENDING"])("cannot set %s", async (status) => {
		await expect(run("set-status", order(), to(status))).rejects.toMatchObject({ fault: "bad-config" });
	});

	it("is declined on an order that Shopify holds as paid", async () => {
		const paid = order();
		pay(fake.shop, paid, 10_000);
		expect(await run("set-status", paid, to("kontor-overdue"))).toMatchObject({
			status: "declined",
			code: "wrong-state",
		});
	});
});

describe("annotate", () => {
	it("adds a line to what the merchant wrote", async () => {
		const noted = order();
		noted.note = "Bitte als Geschenk";
		await run("annotate", noted);
		expect(noted.note).toMatch(/^Bitte als Geschenk\nZahlung angekündigt \(Kontor [0-9a-f-]{36}\)$/);
	});

	it("lets go of the oldest of Kontor's lines where a note gets too long", () => {
		const ours = (at: number) => `${"x".repeat(1000)} ${at} (Kontor 00000000-0000-4000-8000-00000000000${at})`;
		const long = ["Merchant", ours(1), ours(2), ours(3), ours(4)].join("\n");
		const lines = noteWith(long, ours(5)).split("\n");
		expect(lines.map((line) => (line.slice(-1) === ")" ? line.slice(-2, -1) : line))).toEqual([
			"Merchant",
			"2",
			"3",
			"4",
			"5",
		]);
	});
});

describe("push-shipment", () => {
	it("sends what waits, with the parcel's number, and tells the customer", async () => {
		const sent = order();
		expect(await run("push-shipment", sent)).toMatchObject({
			status: "applied",
			observed: { statuses: { fulfillment: "FULFILLED" } },
		});
		expect(sent.fulfillments).toMatchObject([{ company: "DHL", numbers: ["0034043416"] }]);
		expect(happened(sent)).toEqual(["fulfillment 0034043416", "e-mail shipping confirmation"]);
	});

	it("adds a second parcel to the shipment", async () => {
		const sent = order();
		await run("push-shipment", sent);
		expect(await run("push-shipment", sent, { trackingNumber: "0034043417" })).toMatchObject({ status: "applied" });
		expect(sent.fulfillments).toMatchObject([{ numbers: ["0034043416", "0034043417"] }]);
		expect(await run("push-shipment", sent)).toMatchObject({ status: "already-applied" });
	});

	it.each<[string, (placed: StoredOrder) => unknown]>([
		["goods wait at two locations", ({ parts }) => void parts.push({ id: 1, location: 2, state: "OPEN" })],
		["everything is on hold", ({ parts: [part] }) => Object.assign(part ?? {}, { state: "ON_HOLD" })],
	])("is declined where %s", async (_, change) => {
		const waiting = order();
		change(waiting);
		expect(await run("push-shipment", waiting)).toMatchObject({ status: "declined", code: "wrong-state" });
		expect(happened(waiting)).toEqual([]);
	});
});

describe("record-repayment", () => {
	it("books a refund of a payment by hand, which is no credit", async () => {
		const repaid = order();
		await run("mark-paid", repaid);
		expect(await run("record-repayment", repaid, { amount: eur(2500) })).toMatchObject({
			status: "applied",
			observed: { receivedInShop: eur(7500) },
		});
		const read = await connectorAt(fake).read(shopContext(fake), `${repaid.id}` as Command["orderRef"]);
		expect(read?.amount).toEqual(eur(10_000));
	});

	it("never moves money through a gateway", async () => {
		const byCard = order();
		pay(fake.shop, byCard, 10_000, "shopify_payments", false);
		expect(await run("record-repayment", byCard)).toMatchObject({ status: "declined", code: "wrong-state" });
		expect(happened(byCard)).toEqual([]);
	});

	it("is not more than what is left of the payment", async () => {
		const repaid = order();
		await run("mark-paid", repaid);
		await run("record-repayment", repaid, { amount: eur(8000) });
		expect(await run("record-repayment", repaid, { amount: eur(8000) })).toMatchObject({ status: "declined" });
	});
});
