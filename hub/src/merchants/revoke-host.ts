import { problem } from "@kontor/protocol";
import { releaseConnections } from "../connections/release-host.ts";
import type { Transaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { ID_OF_KEY } from "./list-hosts.ts";

/**
 * Takes a key from a host, from the next request on. What it holds in lease is offered to others as possibly done once the lease ends;
 * with its last key its connections go to another host (PRODUCT L7). The same again changes nothing, and finishes what was cut off.
 * @throws ProblemError 404 for a host or a key that is none.
 */
export async function revokeKeyOfHost(hub: Hub, hostId: string, keyId: string): Promise<void> {
	const served = await hub.db.global("revoke-host-key", async (tx) => {
		await lockHost(tx, hostId);
		const revoked = await tx.execute(
			`UPDATE credentials SET revoked_at = coalesce(revoked_at, $3) WHERE host_id = $1::uuid AND ${ID_OF_KEY} = $2`,
			hostId,
			keyId,
			tx.now,
		);
		if (revoked === 0) throw problem("NOT_FOUND");
		const good = await tx.model.credential.count({ where: { hostId, revokedAt: null } });
		if (good > 0) return [];
		// From here on no new connection is given to it.
		await tx.model.host.update({ where: { id: hostId }, data: { helloAt: null } });
		return tx.query<{ merchant_id: string; connections: string[] }>(
			`SELECT merchant_id::text, array_agg(connection_id::text) AS connections FROM hosted_connections
			  WHERE host_id = $1::uuid GROUP BY merchant_id`,
			hostId,
		);
	});
	for (const { merchant_id, connections } of served) {
		await hub.db.merchant(merchant_id, "release-connections", (tx) => releaseConnections(tx, hostId, connections));
	}
}

/** Whoever adds a connection of its plugins right now is done before, or sees what follows. */
async function lockHost(tx: Transaction, hostId: string): Promise<void> {
	const host = await tx.model.host.findUnique({ where: { id: hostId }, select: { plugins: true } });
	if (host === null) throw problem("NOT_FOUND");
	await tx.query(`SELECT FROM plugins WHERE id = ANY($1) ORDER BY id FOR UPDATE`, host.plugins);
	await tx.query(`SELECT FROM hosts WHERE id = $1::uuid FOR UPDATE`, hostId);
}
