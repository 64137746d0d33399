import { problem, type StatusRequestView } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { askForRequests } from "./ask-for-requests.ts";
import { begin } from "./begin.ts";
import { requestViews } from "./list-requests.ts";
import { COLUMNS, type StoredRequest, storedRequests } from "./stored-request.ts";

type Way = "entered-by-hand" | "try-again";

/**
 * A person says how it goes on with a request that failed: without him its subject's status stands still. Entered by
 * hand, it counts as taken by the platform, and the rules go on from there; tried again, it begins with what was not taken
 * yet.
 * @throws ProblemError 404; 409 for one that did not fail, or after which another one was made
 */
export async function resolveRequest(
	tx: MerchantTransaction,
	{ connection, statusRequest: id }: { readonly connection: string; readonly statusRequest: string },
	way: Way,
): Promise<StatusRequestView> {
	const [request] = await storedRequests(
		tx,
		`SELECT ${COLUMNS} FROM status_requests r
		  WHERE r.merchant_id = $1::uuid AND r.connection_id = $2::uuid AND r.id = $3::uuid FOR UPDATE`,
		tx.merchantId,
		connection,
		id,
	);
	if (request === undefined) throw problem("NOT_FOUND");
	if (request.state !== "failed") throw problem("CONFLICT", { detail: `it is ${request.state}` });
	await assertLast(tx, request);
	if (way === "try-again") await tryAgain(tx, request);
	else await takeAsDone(tx, request);
	const [view] = await requestViews(tx, { id, limit: 1 });
	if (view === undefined) throw problem("NOT_FOUND");
	return view;
}

async function assertLast(tx: MerchantTransaction, { connectionId, id, body }: StoredRequest): Promise<void> {
	const [later] = await tx.query(
		`SELECT FROM status_requests later JOIN status_requests own USING (merchant_id, connection_id, subject)
		  WHERE own.merchant_id = $1::uuid AND own.connection_id = $2::uuid AND own.id = $3::uuid AND later.seq > own.seq
		    AND own.subject = $4`,
		tx.merchantId,
		connectionId,
		id,
		body.subject,
	);
	if (later !== undefined) throw problem("CONFLICT", { detail: "another one was made since" });
}

/** From now on it has its days anew, and its order is looked for again. */
async function tryAgain(tx: MerchantTransaction, request: StoredRequest): Promise<void> {
	await tx.execute(
		`UPDATE status_requests SET state = 'waiting', code = NULL, settled_at = NULL, work_id = NULL, unheld = NULL, created_at = $4
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND id = $3::uuid`,
		tx.merchantId,
		request.connectionId,
		request.id,
		tx.now,
	);
	await begin(tx, [{ ...request, state: "waiting", createdAt: tx.now }]);
}

async function takeAsDone(tx: MerchantTransaction, { connectionId, id }: StoredRequest): Promise<void> {
	await tx.execute(
		`UPDATE status_requests SET state = 'done', settled_at = $4, body = body || '{"mail": null}'
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND id = $3::uuid`,
		tx.merchantId,
		connectionId,
		id,
		tx.now,
	);
	await askForRequests(tx, connectionId);
}
