import { problem } from "@kontor/protocol";
import { releaseConnections } from "../connections/release-host.ts";
import type { Transaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";

/** What a host serves, by merchant. */
type Served = readonly { readonly merchant_id: string; readonly connections: string[] }[];

/**
 * Holds a host whose admission changes. Whoever adds a connection of its plugins right now is done before, or sees what follows.
 * @throws ProblemError 404 when there is no such host.
 */
export async function lockHost(tx: Transaction, hostId: string): Promise<void> {
	const host = await tx.model.host.findUnique({ where: { id: hostId }, select: { plugins: true } });
	if (host === null) throw problem("NOT_FOUND");
	await tx.query(`SELECT FROM plugins WHERE id = ANY($1) ORDER BY id FOR UPDATE`, host.plugins);
	await tx.query(`SELECT FROM hosts WHERE id = $1::uuid FOR UPDATE`, hostId);
}

/** Its connections; of other plugins than these. */
export function servedBy(tx: Transaction, hostId: string, but: readonly string[] = []): Promise<Served> {
	return tx.query(
		`SELECT merchant_id::text, array_agg(connection_id::text) AS connections FROM hosted_connections
		  WHERE host_id = $1::uuid AND plugin <> ALL($2::text[]) GROUP BY merchant_id`,
		hostId,
		but,
	);
}

/** Merchant by merchant; cut off between two of them, the operator's same call again goes on with the rest. */
export async function releaseAll(hub: Hub, hostId: string, served: Served): Promise<void> {
	for (const { merchant_id, connections } of served) {
		await hub.db.merchant(merchant_id, "release-connections", (tx) => releaseConnections(tx, hostId, connections));
	}
}
