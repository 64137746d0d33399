import { randomUUID } from "node:crypto";
import type { CommandKind } from "@kontor/connector";
import type { ClientOptions, ManifestOnWire } from "@kontor/protocol";
import { MANIFEST } from "./connected-shop.ts";
import type { TestHub } from "./test-hub.ts";

const ERP: ManifestOnWire = {
	...MANIFEST,
	id: "test-erp",
	capabilities: { ...MANIFEST.capabilities, commands: [], statusRequests: true },
};
/** A platform that can be given parcels. */
export const PLATFORM: ManifestOnWire = {
	...MANIFEST,
	capabilities: {
		...MANIFEST.capabilities,
		commands: [...MANIFEST.capabilities.commands, "push-shipment"] satisfies CommandKind[],
	},
};

/** A platform that also finds orders by their number. */
export const FINDER: ManifestOnWire = {
	...PLATFORM,
	capabilities: { ...PLATFORM.capabilities, findsOrders: true },
};

/** A connected ERP whose rules make status requests. */
export interface ConnectedErp {
	readonly connection: string;
	readonly host: ClientOptions;
}

export function newErpHost(hub: TestHub): Promise<ErpHost> {
	return hub.newHost(ERP);
}

type ErpHost = Awaited<ReturnType<TestHub["newHost"]>>;

/** `given`: the host that serves it; left out: one of its own. */
export async function connectErp(hub: TestHub, merchantId: string, given?: ErpHost): Promise<ConnectedErp> {
	const host = given ?? (await newErpHost(hub));
	const connection = randomUUID();
	await hub.sql.query(
		`INSERT INTO connections (merchant_id, id, plugin, name, url, host_id, state, config, webhook_keys, mapping, connected_at, created_at)
		 VALUES ($1, $2, $3, 'ERP', 'https://erp.test', $4, 'connected', '{}', '', '{"paymentMethods":{},"statuses":{}}', $5, $5)`,
		[merchantId, connection, ERP.id, host.id, hub.now()],
	);
	await hub.sql.query(
		`INSERT INTO hosted_connections (connection_id, merchant_id, plugin, host_id) VALUES ($1, $2, $3, $4)`,
		[connection, merchantId, ERP.id, host.id],
	);
	return { connection, host };
}
