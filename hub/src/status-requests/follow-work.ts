import type { Text } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { advance, fail } from "./advance.ts";
import { goOnLater } from "./go-on-later.ts";
import { COLUMNS, type StoredRequest, storedRequests } from "./stored-request.ts";

/** How the command that a request waited for has ended. */
export interface Ended {
	/** done, declined, failed, superseded */
	readonly state: string;
	/** A decline's or a fault's. */
	readonly code: string | null;
	readonly forMerchant: Text | null;
	/** What the platform shows after it. */
	readonly statuses: Readonly<Record<string, string>> | null;
}

/** Null while the command goes on. */
export async function endedWork(tx: MerchantTransaction, { connectionId, id }: StoredRequest): Promise<Ended | null> {
	const [work] = await tx.query<Ended>(
		`SELECT w.state, coalesce(w.outcome->'outcome'->>'code', w.outcome->'fault'->>'code') AS code,
		        w.outcome->'fault'->'forMerchant' AS "forMerchant", w.outcome->'outcome'->'observed'->'statuses' AS statuses
		   FROM status_requests r JOIN work w ON w.merchant_id = r.merchant_id AND w.id = r.work_id
		  WHERE r.merchant_id = $1::uuid AND r.connection_id = $2::uuid AND r.id = $3::uuid
		    AND w.state IN ('done', 'declined', 'failed', 'superseded')`,
		tx.merchantId,
		connectionId,
		id,
	);
	return work ?? null;
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
	const ended = request === undefined ? null : await endedWork(tx, request);
	if (request === undefined || ended === null) return;
	if (ended.state !== "done") return fail(tx, request, ended.code ?? ended.state);
	const [order] = await lockOrders(tx, request.orderId === null ? [] : [request.orderId]);
	if (order === undefined) return fail(tx, request, "order-gone");
	await advance(tx, { ...request, step: request.step + 1 }, order);
}

/** Requests whose command ended unseen: given up after seven days, with nobody to settle it. */
export async function followAbandoned(tx: MerchantTransaction): Promise<void> {
	const ended = await tx.query<{ work_id: string; order_id: string | null; connection_id: string; id: string }>(
		`SELECT r.work_id, r.order_id, r.connection_id, r.id
		   FROM status_requests r JOIN work w ON w.merchant_id = r.merchant_id AND w.id = r.work_id
		  WHERE r.merchant_id = $1::uuid AND r.state = 'underway' AND w.state IN ('done', 'declined', 'failed', 'superseded')`,
		tx.merchantId,
	);
	// Orders before requests, as where an outcome arrives.
	await lockOrders(
		tx,
		ended.flatMap(({ order_id }) => order_id ?? []),
	);
	for (const { work_id, order_id, connection_id: connectionId, id } of ended) {
		if (order_id === null) await goOnLater(tx, { connectionId, id });
		else await followWork(tx, work_id);
	}
}
