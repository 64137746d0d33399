import { randomUUID } from "node:crypto";
import type { PlatformOrder } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { enqueueRequest } from "../writeback/enqueue-request.ts";
import { isOf } from "./find-orders.ts";
import type { StoredRequest } from "./stored-request.ts";

/** The shops that can be asked for each of some platforms' orders, in their order. */
export async function shopsToAsk(
	tx: MerchantTransaction,
	asked: readonly PlatformOrder[],
): Promise<readonly (readonly string[])[]> {
	const shops = await tx.query<{ id: string; plugin: string; shop: string }>(
		`SELECT c.id, c.plugin, c.name AS shop FROM connections c JOIN plugins p ON p.id = c.plugin
		  WHERE c.merchant_id = $1::uuid AND c.plugin = ANY($2) AND c.state = 'connected' AND NOT c.test_system
		    AND (p.manifest->'capabilities'->'findsOrders')::boolean
		  ORDER BY c.id`,
		tx.merchantId,
		[...new Set(asked.map(({ platform }) => platform.plugin))],
	);
	return asked.map((order) => shops.filter((shop) => isOf(order, shop)).map(({ id }) => id));
}

/** Has shops say which orders of the request's number they have. The caller holds the request, and no order. */
export async function askShops(
	tx: MerchantTransaction,
	{ connectionId, id, body }: StoredRequest,
	shops: readonly string[],
): Promise<void> {
	for (const shop of shops.toSorted()) {
		const work = randomUUID();
		await enqueueRequest(tx, {
			id: work,
			connectionId: shop,
			request: "find",
			input: { number: body.orderNumber },
			lane: `find:${work}`,
		});
		await tx.execute(
			`INSERT INTO status_request_searches (merchant_id, connection_id, request_id, shop_id, work_id, round, asked_at)
			 VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, 1, $6)
			 ON CONFLICT (merchant_id, connection_id, request_id, shop_id) DO UPDATE
			    SET work_id = EXCLUDED.work_id, asked_at = EXCLUDED.asked_at, found = NULL, round = status_request_searches.round + 1`,
			tx.merchantId,
			connectionId,
			id,
			shop,
			work,
			tx.now,
		);
	}
}
