import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { JobPayloads } from "../jobs/jobs.ts";
import { notify } from "../notifications/notify.ts";
import { lockOrdersByRef } from "../orders/tracked-order.ts";
import { guardLanesOf } from "../writeback/enqueue-request.ts";
import { advance, fail } from "./advance.ts";
import { askShops } from "./ask-shops.ts";
import { begin, verdictsOn } from "./begin.ts";
import { endedWork } from "./follow-work.ts";
import { notTaken } from "./notices.ts";
import { COLUMNS, type StoredRequest, storedRequests, type UnheldOrder } from "./stored-request.ts";

/** Goes on with a request for whose order a shop is to be asked, or that is about an order which Kontor does not hold. */
export async function runStatusRequest(
	hub: Pick<Hub, "db">,
	{ merchantId, connection, id }: JobPayloads["statusRequest"],
): Promise<void> {
	await hub.db.merchant(merchantId, "statusRequest", async (tx) => {
		const [request] = await storedRequests(
			tx,
			`SELECT ${COLUMNS} FROM status_requests r
			  WHERE r.merchant_id = $1::uuid AND r.connection_id = $2::uuid AND r.id = $3::uuid AND r.state IN ('waiting', 'underway')
			    FOR UPDATE`,
			merchantId,
			connection,
			id,
		);
		if (request?.state === "waiting") await look(tx, request);
		else if (request?.unheld != null) await follow(tx, request, request.unheld);
	});
}

async function look(tx: MerchantTransaction, request: StoredRequest): Promise<void> {
	const [verdict] = await verdictsOn(tx, [request]);
	if (verdict?.next === "ask") return askShops(tx, request, verdict.shops);
	if (verdict?.next !== "tell" || "id" in verdict.order) return begin(tx, [request]);
	const { order } = verdict;
	// Held under another number.
	const [held] = await lockOrdersByRef(tx, order.connection, [order.ref]);
	if (held !== undefined) return advance(tx, request, held);
	await hold(tx, request, order);
	await advance(tx, request, order);
}

/** What follows when a command for an order that Kontor does not hold has ended. */
async function follow(tx: MerchantTransaction, request: StoredRequest, order: UnheldOrder): Promise<void> {
	const ended = await endedWork(tx, request);
	if (ended === null) return;
	await hold(tx, request, order);
	if (ended.state === "done") {
		const statuses = { ...order.statuses, ...ended.statuses };
		return advance(tx, { ...request, step: request.step + 1 }, { ...order, statuses });
	}
	const code = ended.code ?? ended.state;
	await notify(tx, [notTaken(request, { code, why: ended.forMerchant })]);
	await fail(tx, request, code);
}

/** The shop and the request's connection, in the order in which everybody takes them. */
async function hold(
	tx: MerchantTransaction,
	{ connectionId }: StoredRequest,
	{ connection }: UnheldOrder,
): Promise<void> {
	for (const id of [connectionId, connection].toSorted()) await guardLanesOf(tx, id);
}
