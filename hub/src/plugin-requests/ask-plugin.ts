import { randomUUID } from "node:crypto";
import { problem, RULE_REQUESTS } from "@kontor/protocol";
import { assertFits } from "../connections/fits-schema.ts";
import { manifestOf } from "../connections/plugins.ts";
import { connectionOf } from "../connections/stored-connection.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { enqueueRequest } from "../writeback/enqueue-request.ts";

/** What the form for rules asks. @throws ProblemError 403 for anything else */
export function assertAskedByForm({ request }: { readonly request: string }): void {
	if (RULE_REQUESTS.some((one) => one === request)) return;
	throw problem("NOT_ALLOWED", { detail: `"${request}" is not asked from the page of a connection` });
}

/**
 * Has a plugin answer a question of its own.
 * @throws ProblemError 400 for one that its manifest does not declare, or an input that does not fit
 */
export async function askOwn(
	tx: MerchantTransaction,
	connectionId: string,
	{ request, input }: { readonly request: string; readonly input?: unknown },
): Promise<{ id: string }> {
	const connection = await connectionOf(tx, connectionId);
	const { capabilities } = await manifestOf(tx, connection.plugin);
	const declared = capabilities.requests[request];
	if (declared === undefined) {
		throw problem("INVALID_REQUEST", { detail: `body.request: ${connection.plugin} declares no request "${request}"` });
	}
	assertFits(declared.input, input, "body.input");
	const id = randomUUID();
	await enqueueRequest(tx, { id, connectionId, request, input, lane: `plugin-request:${id}` });
	return { id };
}
