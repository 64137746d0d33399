import type { MerchantTransaction } from "../db/database.ts";
import { operationOf, settingsOf } from "../merchants/settings.ts";
import { notify } from "../notifications/notify.ts";
import { shopsOf } from "../orders/shops.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { storedCommand } from "./command-of.ts";
import { guardLanesOf } from "./enqueue-request.ts";
import { notTransferred } from "./notices.ts";
import { TRIED_FOR_MS } from "./pauses.ts";
import { promoteLanes } from "./promote-lanes.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** What is stored of a command that no host took any more. */
const NO_HOST = {
	kind: "fault",
	fault: { fault: "unavailable", code: "NO_HOST", message: "no host carried it out within seven days" },
};

/**
 * Gives up commands that are older than seven days and that nobody takes: their host is gone, or their shop is
 * disconnected (PRODUCT E1). One that was never begun has its seven days from when it could first be. While the merchant
 * holds write-backs their time stands still (E5).
 */
export async function giveUpAbandoned(tx: MerchantTransaction): Promise<void> {
	if (operationOf(await settingsOf(tx)) !== "live") return keepForLater(tx);
	const abandoned = await tx.query<{ order_id: string | null; connection_id: string }>(
		`SELECT DISTINCT order_id, connection_id FROM work WHERE ${ABANDONED}`,
		tx.merchantId,
		new Date(tx.now.getTime() - TRIED_FOR_MS),
		new Date(tx.now.getTime() - DAY_MS),
	);
	if (abandoned.length === 0) return;
	// What is about an order that is not held is guarded by its shop.
	const shopsOfUnheld = abandoned.flatMap(({ order_id, connection_id }) => (order_id === null ? [connection_id] : []));
	for (const id of shopsOfUnheld.toSorted()) await guardLanesOf(tx, id);
	const orders = await lockOrders(
		tx,
		abandoned.flatMap(({ order_id }) => order_id ?? []),
	);
	const failed = await tx.query<{ order_id: string | null; lane: string; command: unknown }>(
		`UPDATE work SET state = 'failed', settled_at = $4, outcome = coalesce(outcome, $5::jsonb)
		  WHERE ${ABANDONED} AND (order_id = ANY($6::uuid[]) OR order_id IS NULL AND connection_id = ANY($7::uuid[]))
		 RETURNING order_id, lane, body->'command' AS command`,
		tx.merchantId,
		new Date(tx.now.getTime() - TRIED_FOR_MS),
		new Date(tx.now.getTime() - DAY_MS),
		tx.now,
		JSON.stringify(NO_HOST),
		orders.map(({ id }) => id),
		shopsOfUnheld,
	);
	const shops = await shopsOf(
		tx,
		orders.map(({ connectionId }) => connectionId),
	);
	const byId = new Map(orders.map((order) => [order.id, order] as const));
	await notify(
		tx,
		failed.flatMap(({ order_id, command }) => {
			const order = order_id === null ? undefined : byId.get(order_id);
			// A test system is not to be told (A8).
			return order === undefined || shops.get(order.connectionId)?.testSystem === true
				? []
				: [notTransferred(order, storedCommand(command), { fault: "unavailable" })];
		}),
	);
	await promoteLanes(
		tx,
		failed.map(({ lane }) => lane),
	);
}

/** Offered for a day and not taken, or for all seven if it was never begun. */
const ABANDONED = `merchant_id = $1::uuid AND kind = 'command' AND state IN ('ready', 'leased', 'unknown') AND created_at <= $2
	AND due_at <= CASE WHEN attempts = 0 THEN $2 ELSE $3 END`;

/** Their seven days begin when they may go, also of what was begun before. When each was made stands in the command. */
async function keepForLater(tx: MerchantTransaction): Promise<void> {
	await tx.execute(
		`UPDATE work SET due_at = $2, created_at = $2
		  WHERE merchant_id = $1::uuid AND kind = 'command' AND state IN ('ready', 'waiting', 'leased', 'unknown') AND due_at <= $3`,
		tx.merchantId,
		tx.now,
		new Date(tx.now.getTime() - DAY_MS / 2),
	);
}
