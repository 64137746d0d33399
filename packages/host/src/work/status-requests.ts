import { ConnectorError, type Context } from "@kontor/connector";
import { MAX_STATUS_REQUESTS, postStatusRequests, type RequestResult } from "@kontor/protocol";
import type { Served } from "../connections.ts";
import type { Desk } from "../desk.ts";

/** What the plugin's rules want told now, portion by portion: each is the hub's once it has answered. */
export async function postStatusRequestsOf(
	{ hub }: Desk,
	{ connection, connector }: Served,
	ctx: Context,
): Promise<RequestResult<"status-requests">> {
	if (connector.statusRequests === undefined) {
		throw new ConnectorError("unsupported", `${connection.plugin} makes no status requests`, { code: "NOT_DECLARED" });
	}
	const counted = { requested: 0, held: 0 };
	for await (const { requests, held } of connector.statusRequests(ctx)) {
		for (let from = 0; from < Math.max(requests.length, held.length); from += MAX_STATUS_REQUESTS) {
			const body = {
				requests: requests.slice(from, from + MAX_STATUS_REQUESTS),
				held: held.slice(from, from + MAX_STATUS_REQUESTS),
			};
			await hub.persist(postStatusRequests, { params: { connection: connection.id }, body }, ctx.signal);
		}
		counted.requested += requests.length;
		counted.held += held.length;
	}
	return counted;
}
