import type { MerchantTransaction } from "../db/database.ts";
import { notify } from "../notifications/notify.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { TRIED_FOR_MS } from "../writeback/pauses.ts";
import { advance, fail } from "./advance.ts";
import { findOrders } from "./find-orders.ts";
import { orderAmbiguous, orderUnknown } from "./notices.ts";
import { COLUMNS, type StoredRequest, storedRequests } from "./stored-request.ts";

/** Begins requests whose order is known; the others wait for it, seven days at most. */
export async function begin(tx: MerchantTransaction, requests: readonly StoredRequest[]): Promise<void> {
	if (requests.length === 0) return;
	const found = await findOrders(
		tx,
		requests.map(({ body }) => body),
	);
	const ids = found.flatMap((some) => some.map(({ id }) => id));
	const orders = new Map((await lockOrders(tx, ids)).map((order) => [order.id, order]));
	for (const [index, request] of requests.entries()) {
		const [one, ...others] = found[index] ?? [];
		const order = one === undefined ? undefined : orders.get(one.id);
		if (others.length > 0) {
			await notify(tx, [orderAmbiguous(request)]);
			await fail(tx, request, "order-ambiguous");
		} else if (order !== undefined) {
			await advance(tx, request, order);
		} else if (tx.now.getTime() - request.createdAt.getTime() >= TRIED_FOR_MS) {
			await notify(tx, [orderUnknown(request)]);
			await fail(tx, request, "order-unknown");
		}
	}
}

/** Looks again for the orders of what waits. `connectionId` null: of every connection. */
export async function beginWaiting(tx: MerchantTransaction, connectionId: string | null): Promise<void> {
	const waiting = await storedRequests(
		tx,
		`SELECT ${COLUMNS} FROM status_requests r
		  WHERE r.merchant_id = $1::uuid AND ($2::uuid IS NULL OR r.connection_id = $2::uuid) AND r.state = 'waiting'
		  ORDER BY r.seq LIMIT 500 FOR UPDATE SKIP LOCKED`,
		tx.merchantId,
		connectionId,
	);
	await begin(tx, waiting);
}
