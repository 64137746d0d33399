import type { MerchantTransaction } from "../db/database.ts";
import { shopsOf } from "../orders/shops.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";
import { enqueueCommands } from "../writeback/enqueue-commands.ts";
import { askForRequests } from "./ask-for-requests.ts";
import { enqueueUnheld } from "./enqueue-unheld.ts";
import { queueMail } from "./queue-mail.ts";
import { stepsOf } from "./steps.ts";
import type { StoredRequest, UnheldOrder } from "./stored-request.ts";
import { dropSearches } from "./stored-searches.ts";

/**
 * Tells the platform the next thing of a request, or ends it where all is told. The caller holds the platform's order; of one that
 * Kontor does not hold, its shop and the request's connection. What is told and how far the request is are one transaction (I3).
 */
export async function advance(
	tx: MerchantTransaction,
	request: StoredRequest,
	order: TrackedOrder | UnheldOrder,
): Promise<void> {
	const isHeld = "id" in order;
	const connectionId = isHeld ? order.connectionId : order.connection;
	const shop = (await shopsOf(tx, [connectionId])).get(connectionId);
	const steps = shop === undefined ? null : stepsOf(request.body, shop.commands);
	if (steps === null) return fail(tx, request, "not-allowed-here");
	const next = steps[request.step];
	if (next === undefined) return succeed(tx, request, order);
	const command = next({ orderRef: order.ref, statuses: order.statuses, at: tx.now });
	await tx.execute(
		`UPDATE status_requests SET state = 'underway', order_id = $4::uuid, step = $5, work_id = $6::uuid, unheld = $7::jsonb
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND id = $3::uuid`,
		tx.merchantId,
		request.connectionId,
		request.id,
		isHeld ? order.id : null,
		request.step,
		command.id,
		isHeld ? null : JSON.stringify(order),
	);
	if (!isHeld) return enqueueUnheld(tx, order, command);
	await enqueueCommands(tx, [{ orderId: order.id, connectionId, intent: "status-request", commands: [command] }]);
}

/** Nothing more of it is told; nor is it wanted again by itself. */
export async function fail(tx: MerchantTransaction, request: StoredRequest, code: string): Promise<void> {
	await settle(tx, request, "failed", code);
}

async function succeed(
	tx: MerchantTransaction,
	request: StoredRequest,
	order: TrackedOrder | UnheldOrder,
): Promise<void> {
	await queueMail(tx, request, order);
	await settle(tx, request, "done", null, "id" in order ? order.id : null);
}

/** The ERP's rules learn of it at once: the next status may be due already. What was mailed is the message's from now on;
 * one that failed may be tried again. */
async function settle(
	tx: MerchantTransaction,
	request: StoredRequest,
	state: "done" | "failed",
	code: string | null,
	orderId: string | null = null,
): Promise<void> {
	const { connectionId, id, body } = request;
	await tx.execute(
		`UPDATE status_requests
		    SET state = $4, code = $5, settled_at = $6, order_id = coalesce($7::uuid, order_id), body = $8::jsonb, unheld = unheld - 'email'
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND id = $3::uuid`,
		tx.merchantId,
		connectionId,
		id,
		state,
		code,
		tx.now,
		orderId,
		JSON.stringify(state === "done" ? { ...body, mail: null } : body),
	);
	await dropSearches(tx, request);
	await askForRequests(tx, connectionId);
}
