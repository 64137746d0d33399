import { problem } from "@kontor/protocol";
import { BY_KEY, statement } from "../db/transaction-pool.ts";
import type { HostCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";

/**
 * Whose connection it is, for a host that names it: the first thing every host operation with a connection asks (I6).
 * @throws ProblemError 404 when it is not this host's, whether it exists or not.
 */
export async function merchantOfConnection(hub: Hub, caller: HostCaller, connectionId: string): Promise<string> {
	if (caller.connections.length > 0 && !caller.connections.includes(connectionId)) throw problem("NOT_FOUND");
	const { rows } = await hub.db.pool.query<{ merchant_id: string }>(
		statement(
			`${BY_KEY} SELECT merchant_id FROM hosted_connections WHERE connection_id = $1 AND host_id = $2 AND plugin = ANY($3)`,
			[connectionId, caller.hostId, caller.plugins],
		),
	);
	const [row] = rows;
	if (row === undefined) throw problem("NOT_FOUND");
	return row.merchant_id;
}
