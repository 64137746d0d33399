import { problem, type reportCustomer } from "@kontor/protocol";
import type * as z from "zod";
import type { HostCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { ordersOfCustomer } from "../orders/erasing/orders-to-erase.ts";
import { takeNotices } from "./shop-notices.ts";

/**
 * What a platform says of a customer without saying where he bought: each connection of the plugin that this host serves, or served, also
 * those that were disconnected. Stored when this returns; the same again changes nothing.
 */
export async function takeCustomerNotice(
	hub: Hub,
	caller: HostCaller,
	{ plugin, notice }: z.infer<typeof reportCustomer.body>,
): Promise<void> {
	if (!caller.plugins.includes(plugin)) throw problem("NOT_ALLOWED", { detail: `this key is not bound to ${plugin}` });
	const { rows } = await hub.db.pool.query<{ merchant_id: string; connections: string[] }>(
		`SELECT merchant_id, array_agg(connection_id::text ORDER BY connection_id) AS connections FROM hosted_connections
		  WHERE plugin = $1 AND host_id = $2 AND (cardinality($3::uuid[]) = 0 OR connection_id = ANY($3))
		  GROUP BY merchant_id ORDER BY merchant_id`,
		[plugin, caller.hostId, caller.connections],
	);
	for (const { merchant_id, connections } of rows) {
		await hub.db.merchant(merchant_id, "report-customer", async (tx) => {
			for (const id of connections) {
				// Most accounts are nobody's customer here: a shop is only held where something is to be done.
				const orders = await ordersOfCustomer(tx, id, notice.numbers);
				if (orders.length > 0) await takeNotices(tx, id, [notice]);
			}
		});
	}
}
