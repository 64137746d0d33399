import { Mapping } from "@kontor/connector";
import type { HostedConnection } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Connection as Row } from "../db/generated/client.ts";
import type { HostCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { openSecrets, openWebhookKeys } from "./secrets.ts";

const Config = z.record(z.string(), z.unknown());

/** What this host serves, with what it needs to do so; disconnected shops are not served (PRODUCT A8). */
export async function hostedConnections(
	hub: Hub,
	caller: HostCaller,
	only: readonly string[] | undefined,
): Promise<HostedConnection[]> {
	const { rows } = await hub.db.pool.query<{ merchant_id: string; ids: string[] }>(
		`SELECT merchant_id, array_agg(connection_id) AS ids FROM hosted_connections
		  WHERE host_id = $1 AND plugin = ANY($2) AND ($3::uuid[] IS NULL OR connection_id = ANY($3))
		    AND (cardinality($4::uuid[]) = 0 OR connection_id = ANY($4))
		  GROUP BY merchant_id`,
		[caller.hostId, caller.plugins, only ?? null, caller.connections],
	);
	const lists: HostedConnection[][] = [];
	for (const { merchant_id, ids } of rows) {
		lists.push(await hub.db.merchant(merchant_id, "list-connections", (tx) => ofMerchant(hub, tx, ids)));
	}
	return lists.flat();
}

async function ofMerchant(hub: Hub, tx: MerchantTransaction, ids: readonly string[]): Promise<HostedConnection[]> {
	const connections = await tx.model.connection.findMany({
		where: { merchantId: tx.merchantId, id: { in: [...ids] }, state: { not: "disconnected" } },
	});
	const embedded = await tx.query<{ id: string }>(
		`SELECT id FROM plugins WHERE manifest #> '{capabilities,embedded}' IS NOT NULL`,
	);
	return connections.flatMap((connection) => {
		const hasPage = embedded.some(({ id }) => id === connection.plugin);
		try {
			return [{ ...asHosted(hub, connection), ...(hasPage ? { pageUrl: pageUrlOf(hub, connection) } : {}) }];
		} catch (error) {
			// A row that does not open (another secret key, spoilt bytes) stops none of the other shops.
			hub.log.error({ err: error, connection: connection.id }, "a connection cannot be read");
			return [];
		}
	});
}

function pageUrlOf(hub: Hub, { plugin, id }: Row): string {
	return `${hub.publicUrl()}/embedded/${plugin}/${id}`;
}

function asHosted({ vault }: Hub, connection: Row): HostedConnection {
	return {
		id: connection.id,
		plugin: connection.plugin,
		version: connection.version,
		config: Config.parse(connection.config),
		secrets: openSecrets(vault, connection),
		secretsVersion: connection.secretsVersion,
		scope: {
			mapping: Mapping.parse(connection.mapping),
			// Before the first connection nothing is read: any T will do.
			connectedAt: (connection.connectedAt ?? connection.createdAt).toISOString(),
		},
		webhookKeys: openWebhookKeys(vault, connection),
	};
}
