import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MerchantTransaction } from "../src/db/database.ts";
import { openAccount } from "./support/bank.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

/** As wrong code would: SQL under the hub's own role, past every check of ours. */
describe("what postings and orders are assigned (I1)", () => {
	let hub: TestHub;
	let shop: TestShop;
	let posting: string;
	let orders: string[];
	beforeAll(async () => {
		hub = await startTestHub();
	});
	beforeEach(async () => {
		shop = await connectShop(hub);
		const bank = await openAccount(shop.merchant);
		await shop.deliver(order("1", { number: "70001" }), order("2", { number: "70002" }));
		await bank.books({ text: "ohne", name: "Unbekannt", minor: 10_001 });
		posting = (await bank.decided()).ohne?.id ?? "";
		orders = [(await shop.order("1")).id, (await shop.order("2")).id];
	});
	afterAll(() => hub.close());

	const sql = <T>(work: (tx: MerchantTransaction) => Promise<T>) => hub.hub.db.merchant(shop.merchant.id, "test", work);
	const insert = (tx: MerchantTransaction, amount: number, kind = "payment") =>
		tx.execute(
			`INSERT INTO assignments (merchant_id, id, posting_id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
			 VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $6, 'person', '[]', $7)`,
			tx.merchantId,
			randomUUID(),
			posting,
			orders[Math.abs(amount % 2)] ?? "",
			kind,
			amount,
			tx.now,
		);
	const totals = async () =>
		(
			await hub.sql.query<{ counted: string; summed: string }>(
				`SELECT p.assigned AS counted, (SELECT coalesce(sum(amount), 0) FROM assignments a WHERE a.posting_id = p.id AND a.undone_at IS NULL) AS summed
				   FROM postings p WHERE p.id = $1
				 UNION ALL
				 SELECT o.assigned, (SELECT coalesce(sum(order_amount), 0) FROM assignments a WHERE a.order_id = o.id AND a.undone_at IS NULL)
				   FROM orders o WHERE o.merchant_id = $2`,
				[posting, shop.merchant.id],
			)
		).rows.map(({ counted, summed }) => ({ counted: Number(counted), summed: Number(summed) }));

	it("never exceed the posting, however many assign at once", async () => {
		const tries = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => sql((tx) => insert(tx, 1_000 + n))));
		expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(9);
		for (const tried of tries)
			if (tried.status === "rejected") expect(String(tried.reason)).toContain("assigned_within_amount");
		const [ofPosting, ...ofOrders] = await totals();
		expect(ofPosting?.counted).toBeLessThanOrEqual(10_001);
		for (const { counted, summed } of [ofPosting, ...ofOrders].flatMap((total) => total ?? []))
			expect(counted).toBe(summed);
	});

	it("cannot be taken below zero, nor come from what settles an order besides", async () => {
		await expect(sql((tx) => insert(tx, -1))).rejects.toThrow(/assigned_within_amount/);
		await expect(sql((tx) => insert(tx, 1, "cashDiscount"))).rejects.toThrow(/only_payments_take_from_postings/);
		await expect(sql((tx) => insert(tx, 1, "gift"))).rejects.toThrow(/only_payments_take_from_postings|kinds/);
	});

	it("follow an undoing, which stands for good", async () => {
		await sql((tx) => insert(tx, 10_001));
		await expect(sql((tx) => insert(tx, 1))).rejects.toThrow(/assigned_within_amount/);
		const undo = (at: string) =>
			sql((tx) => tx.execute(`UPDATE assignments SET undone_at = ${at} WHERE posting_id = $1::uuid`, posting));
		await undo("'2026-11-03'");
		await undo("'2026-11-04'");
		expect((await totals()).map(({ counted }) => counted)).toEqual([0, 0, 0]);
		await expect(undo("NULL")).rejects.toThrow(/undone for good/);
	});

	it.each([
		["the amount of an assignment", "UPDATE assignments SET amount = 1"],
		["its posting", "UPDATE assignments SET posting_id = NULL"],
		["the posting's total", "UPDATE postings SET assigned = 0"],
		["the order's total", "UPDATE orders SET assigned = 0"],
		["what settles an order besides", "UPDATE orders SET settled_otherwise = 1"],
		["what was booked", "DELETE FROM assignments"],
		["a posting", "DELETE FROM postings"],
		["history", "UPDATE order_history SET event = 'placed'"],
	])("%s is not the hub's to change", async (_, statement) => {
		await sql((tx) => insert(tx, 1_000));
		await expect(sql((tx) => tx.execute(statement))).rejects.toThrow(/permission denied/);
	});
});
