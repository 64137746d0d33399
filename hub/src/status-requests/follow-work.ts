import type { MerchantTransaction } from "../db/database.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { advance, fail } from "./advance.ts";
import { COLUMNS, type StoredRequest, storedRequests } from "./stored-request.ts";

interface Ended {
	state: string;
	code: string | null;
}

/**
 * What follows for a request when a command of it has ended: the next one, or the request's own end. To be called in the
 * transaction that settles the command; does nothing for a command that goes on.
 */
export async function followWork(tx: MerchantTransaction, workId: string): Promise<void> {
	const [request] = await storedRequests(
		tx,
		`SELECT ${COLUMNS} FROM status_requests r
		  WHERE r.merchant_id = $1::uuid AND r.work_id = $2::uuid AND r.state = 'underway' FOR UPDATE`,
		tx.merchantId,
		workId,
	);
	if (request !== undefined) await follow(tx, request, workId);
}

/** Requests whose command ended unseen: given up after seven days, with nobody to settle it. */
export async function followAbandoned(tx: MerchantTransaction): Promise<void> {
	const ended = await tx.query<{ work_id: string; order_id: string }>(
		`SELECT r.work_id, r.order_id FROM status_requests r JOIN work w ON w.merchant_id = r.merchant_id AND w.id = r.work_id
		  WHERE r.merchant_id = $1::uuid AND r.state = 'underway' AND w.state IN ('done', 'declined', 'failed', 'superseded')`,
		tx.merchantId,
	);
	// Orders before requests, as where an outcome arrives.
	await lockOrders(
		tx,
		ended.map(({ order_id }) => order_id),
	);
	for (const { work_id } of ended) await followWork(tx, work_id);
}

async function follow(tx: MerchantTransaction, request: StoredRequest, workId: string): Promise<void> {
	const [work] = await tx.query<Ended>(
		`SELECT state, coalesce(outcome->'outcome'->>'code', outcome->'fault'->>'code') AS code FROM work
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		workId,
	);
	if (work === undefined || ["waiting", "ready", "leased", "unknown"].includes(work.state)) return;
	if (work.state !== "done") return fail(tx, request, work.code ?? work.state);
	const [order] = await lockOrders(tx, request.orderId === null ? [] : [request.orderId]);
	if (order === undefined) return fail(tx, request, "order-gone");
	await advance(tx, { ...request, step: request.step + 1 }, order);
}
