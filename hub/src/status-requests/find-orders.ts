import type { MerchantTransaction } from "../db/database.ts";
import type { StoredRequest } from "./stored-request.ts";

/** The platform's orders that each request may mean: exactly one is right. */
export async function findOrders(
	tx: MerchantTransaction,
	requests: readonly StoredRequest[],
): Promise<ReadonlyMap<StoredRequest, readonly string[]>> {
	const numbers = requests.map(({ body }) => body.orderNumber);
	const rows = await tx.query<{ id: string; number: string; ref: string; plugin: string; shop: string }>(
		`WITH found AS (
			SELECT id, connection_id, number, ref FROM orders WHERE merchant_id = $1::uuid AND number = ANY($2)
			UNION
			SELECT o.id, o.connection_id, o.number, o.ref FROM connections c
			  JOIN orders o ON o.merchant_id = c.merchant_id AND o.connection_id = c.id AND o.ref = ANY($2)
			 WHERE c.merchant_id = $1::uuid)
		 SELECT f.id, f.number, f.ref, c.plugin, c.name AS shop FROM found f
		   JOIN connections c ON c.merchant_id = $1::uuid AND c.id = f.connection_id
		  WHERE c.state <> 'disconnected' AND NOT c.test_system`,
		tx.merchantId,
		numbers,
	);
	return new Map(
		requests.map((request) => {
			const { platform, orderNumber } = request.body;
			const ofPlatform = rows.filter(
				({ plugin, shop }) => plugin === platform.plugin && (platform.shop === null || platform.shop === shop),
			);
			// What the customer knows comes before the shop's own key.
			const byNumber = ofPlatform.filter(({ number }) => number === orderNumber);
			const found = byNumber.length > 0 ? byNumber : ofPlatform.filter(({ ref }) => ref === orderNumber);
			return [request, found.map(({ id }) => id)];
		}),
	);
}
