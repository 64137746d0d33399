import { problem } from "@kontor/protocol";
import type { Hub } from "../hub.ts";
import { ID_OF_KEY } from "./list-hosts.ts";
import { lockHost, releaseAll, servedBy } from "./served-connections.ts";

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
		return servedBy(tx, hostId);
	});
	await releaseAll(hub, hostId, served);
}
