import { randomUUID } from "node:crypto";
import type { MerchantTransaction } from "../../src/db/database.ts";
import { applyOrderEvents } from "../../src/orders/apply-events.ts";
import { addRepaid } from "../../src/repayments/book-posting.ts";
import type { TestShop } from "./connected-shop.ts";
import type { TestHub } from "./test-hub.ts";

type Shop = Pick<TestShop, "id" | "merchant">;

/** Books a payment on an order, as the assignment of a posting does. Returns the assignment's id. */
export async function pay(hub: TestHub, shop: Shop, ref: string, minor: number): Promise<string> {
	return hub.hub.db.merchant(shop.merchant.id, "test-payment", async (tx) => {
		const assignment = randomUUID();
		const orderId = await orderOf(tx, shop, ref);
		const posting = await post(tx, minor);
		await tx.execute(
			`INSERT INTO assignments (merchant_id, id, posting_id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
			 VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, 'payment', $5, $5, 'machine', '[]', $6)`,
			tx.merchantId,
			assignment,
			posting,
			orderId,
			minor,
			tx.now,
		);
		await applyOrderEvents(tx, [
			{
				orderId,
				event: "payment-assigned",
				cause: { by: "machine", assignment, amount: { minor, currency: "EUR" } },
				payment: { paidOn: "2026-11-02", bankReference: "BANK-1" },
			},
		]);
		return assignment;
	});
}

/** Undoes a payment, as a person does in review (PRODUCT D5). */
export async function undo(hub: TestHub, shop: Shop, ref: string, assignment: string): Promise<void> {
	await hub.hub.db.merchant(shop.merchant.id, "test-undo", async (tx) => {
		await tx.execute(
			`UPDATE assignments SET undone_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			assignment,
			tx.now,
		);
		const orderId = await orderOf(tx, shop, ref);
		await applyOrderEvents(tx, [{ orderId, event: "assignment-undone", cause: { by: "person", assignment } }]);
	});
}

async function orderOf(tx: MerchantTransaction, shop: Shop, ref: string): Promise<string> {
	const [order] = await tx.query<{ id: string }>(
		`SELECT id FROM orders WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = $3`,
		tx.merchantId,
		shop.id,
		ref,
	);
	if (order === undefined) throw new Error(`no order ${ref}`);
	return order.id;
}

async function post(tx: MerchantTransaction, minor: number): Promise<string> {
	const posting = randomUUID();
	await tx.execute(
		`INSERT INTO accounts (merchant_id, id, name, number, currency, assign_from, connections, countries, created_at)
		 VALUES ($1::uuid, $1::uuid, 'Giro', 'DE02120300000000202051', 'EUR', '2026-01-01', '{}', '{}', $2) ON CONFLICT DO NOTHING`,
		tx.merchantId,
		tx.now,
	);
	await tx.execute(
		`INSERT INTO postings (merchant_id, id, account_id, import_id, booking_day, amount, currency, remittance, status, source_format,
		                       content_key, occurrence, body, created_at)
		 VALUES ($1::uuid, $2::uuid, $1::uuid, $2::uuid, '2026-11-02', $3, 'EUR', '', 'booked', 'test', $4, 1, '{}', $5)`,
		tx.merchantId,
		posting,
		minor,
		Buffer.from(posting),
		tx.now,
	);
	return posting;
}

/** Books money that went back to the customer, as the posting of a repayment does; below zero: it came back. */
export async function repay(hub: TestHub, shop: Shop, ref: string, minor: number): Promise<void> {
	await hub.hub.db.merchant(shop.merchant.id, "test-repayment", async (tx) => {
		const orderId = await orderOf(tx, shop, ref);
		await addRepaid(tx, orderId, minor);
		await applyOrderEvents(tx, [{ orderId, event: "repayment-recorded", cause: { by: "machine" } }]);
	});
}
