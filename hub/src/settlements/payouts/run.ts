import type { MerchantTransaction } from "../../db/database.ts";
import type { Hub } from "../../hub.ts";
import type { JobPayloads } from "../../jobs/jobs.ts";
import { settingsOfShops } from "../../merchants/shop-settings.ts";
import { notify } from "../../notifications/notify.ts";
import { book } from "../book.ts";
import { judge } from "../judge.ts";
import { type StoredSettlement, settlementById } from "../stored-settlement.ts";
import { askForPayouts } from "./ask-for-payouts.ts";
import { causeOfSettlement, toBook } from "./notices.ts";
import { areBeingRead, readOrders } from "./read-orders.ts";
import { requestPayouts } from "./request-payouts.ts";

/** The job: asks about new payouts, and books or shows those that are split. Each is a transaction of its own. */
export async function runPayouts(hub: Hub, { merchantId }: JobPayloads["payouts"]): Promise<void> {
	await hub.db.merchant(merchantId, "askForPayouts", askForPayouts);
	const open = await hub.db.merchant(merchantId, "openPayouts", (tx) =>
		tx.query<{ id: string }>(
			`SELECT id FROM settlements WHERE merchant_id = $1::uuid AND connection_id IS NOT NULL AND state = 'open' ORDER BY created_at, id`,
			tx.merchantId,
		),
	);
	for (const { id } of open) await hub.db.merchant(merchantId, "decidePayout", (tx) => decide(tx, id));
}

/** The look once an hour: what is to be asked again, and payouts of which nothing was said, since a shop was taken off before its orders were read. */
export async function lookAtPayouts(tx: MerchantTransaction): Promise<void> {
	await askForPayouts(tx);
	const [unsaid] = await tx.query(
		`SELECT FROM settlements s WHERE s.merchant_id = $1::uuid AND s.connection_id IS NOT NULL AND s.state = 'open' AND NOT EXISTS (
		        SELECT FROM notifications n WHERE n.merchant_id = s.merchant_id AND n.cause_key = 'payout-to-book:' || s.id) LIMIT 1`,
		tx.merchantId,
	);
	if (unsaid !== undefined) await requestPayouts(tx);
}

/**
 * Books what the merchant lets the machine book: a payout that names itself in its posting, with orders that are all known, to the cent
 * (PRODUCT D1, D3). Whatever else there is, a person is asked once nothing is being read any more.
 */
async function decide(tx: MerchantTransaction, id: string): Promise<void> {
	const settlement = await settlementById(tx, id);
	const { connectionId, state, key, postingId } = settlement;
	if (state !== "open" || connectionId === null || (await wasTakenBack(tx, settlement))) return;
	if (await readOrders(tx, { ...settlement, connectionId })) return;
	const refs = settlement.lines.map(({ reference }) => reference);
	if (await areBeingRead(tx, connectionId, refs)) return;
	const { payoutBooking } = (await settingsOfShops(tx, [connectionId]))(connectionId);
	if (payoutBooking === "machine" && settlement.foundBy !== "amount-and-date") {
		const { fits, posting } = await judge(tx, settlement);
		if (fits && posting === postingId) return book(tx, id, {}, { by: "machine" });
	}
	if (await wasTold(tx, id)) return;
	await notify(tx, [toBook({ id, payoutId: key }, { posting: postingId, connection: connectionId })]);
}

/** A person has the last word about its posting (I9). */
async function wasTakenBack(tx: MerchantTransaction, { postingId }: StoredSettlement): Promise<boolean> {
	const [row] = await tx.query(
		`SELECT FROM postings WHERE merchant_id = $1::uuid AND id = $2::uuid AND decided_by = 'person'`,
		tx.merchantId,
		postingId,
	);
	return row !== undefined;
}

/** Once for each: what the merchant has marked as done is not said anew. */
async function wasTold(tx: MerchantTransaction, id: string): Promise<boolean> {
	const [row] = await tx.query(
		`SELECT FROM notifications WHERE merchant_id = $1::uuid AND cause_key = $2 LIMIT 1`,
		tx.merchantId,
		causeOfSettlement(id),
	);
	return row !== undefined;
}

/** An order of the shop was read: a payout may have waited for it, if it was the last one. */
export async function followReading(tx: MerchantTransaction, connectionId: string): Promise<void> {
	const [row] = await tx.query(
		`SELECT FROM settlements s WHERE s.merchant_id = $1::uuid AND s.connection_id = $2::uuid AND s.state = 'open' AND NOT EXISTS (
		        SELECT FROM work w WHERE w.merchant_id = $1::uuid AND w.connection_id = $2::uuid AND w.state IN ('ready', 'leased', 'unknown')
		           AND w.body->>'request' = 'read') LIMIT 1`,
		tx.merchantId,
		connectionId,
	);
	if (row !== undefined) await requestPayouts(tx);
}
