import { ConnectorError } from "@kontor/connector";
import { putSecrets } from "@kontor/protocol";
import { contextOf } from "../desk.ts";
import { isProblem } from "../hub-client.ts";
import type { Asked } from "./run-request.ts";

/**
 * Secrets that renew themselves. The shop may have voided the old ones already: the new ones are put to the hub until it
 * has them, whatever becomes of the lease. Where somebody replaced them meanwhile, his stay.
 */
export async function renewSecrets({ desk, served, signal }: Asked): Promise<unknown> {
	const { connection, connector } = served;
	const renewed = await connector.refreshSecrets?.(contextOf(desk, served, signal));
	if (renewed === undefined) {
		throw new ConnectorError("unsupported", `${connection.plugin} does not renew secrets`, { code: "NOT_DECLARED" });
	}
	const { secrets, refreshBefore } = renewed;
	const body = { ifVersion: connection.secretsVersion, secrets: { ...secrets }, refreshBefore };
	try {
		await desk.hub.persist(putSecrets, { params: { connection: connection.id }, body });
	} catch (error) {
		if (!isProblem(error, "VERSION_MOVED")) throw error;
	}
	await desk.connections.refresh(connection.id);
	return { refreshBefore };
}
