import { randomUUID } from "node:crypto";
import { type changeHost, type createHost, problem } from "@kontor/protocol";
import type * as z from "zod";
import { newKey } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { lockHost, releaseAll, servedBy } from "./served-connections.ts";

/** A host's key is bound to plugins, and may be bound to single connections; it is shown this once. */
export async function admitHost(
	hub: Hub,
	{ name, plugins, connections }: z.infer<typeof createHost.body>,
): Promise<{ id: string; key: string }> {
	const id = randomUUID();
	const { key, hash } = newKey();
	await hub.db.global("create-host", async (tx) => {
		await tx.model.host.create({ data: { id, name, plugins, connections, createdAt: tx.now } });
		await tx.model.credential.create({
			data: { hash, audience: "host", hostId: id, scopes: [], label: name, createdAt: tx.now },
		});
	});
	return { id, key };
}

/** Connections of a plugin that it is not admitted for any more go to another host. @throws ProblemError 404 when there is no such host. */
export async function changeAdmission(
	hub: Hub,
	hostId: string,
	{ plugins }: z.infer<typeof changeHost.body>,
): Promise<void> {
	const dropped = await hub.db.global("change-host", async (tx) => {
		await lockHost(tx, hostId);
		await tx.model.host.update({ where: { id: hostId }, data: { plugins } });
		return servedBy(tx, hostId, plugins);
	});
	await releaseAll(hub, hostId, dropped);
}

/** A further key, good beside the others; a host whose last one was revoked is admitted again by it. @throws ProblemError 404 */
export async function addHostKey(hub: Hub, hostId: string): Promise<{ id: string; key: string }> {
	const { key, hash } = newKey();
	await hub.db.global("create-host-key", async (tx) => {
		const host = await tx.model.host.findUnique({ where: { id: hostId }, select: { name: true } });
		if (host === null) throw problem("NOT_FOUND");
		await tx.model.credential.create({
			data: { hash, audience: "host", hostId, scopes: [], label: host.name, createdAt: tx.now },
		});
	});
	return { id: Buffer.from(hash).toString("hex").slice(0, 16), key };
}
