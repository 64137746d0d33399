import type { PlatformOrder } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

/** A platform's order that may be meant. */
export interface FoundOrder {
	readonly id: string;
	/** PRODUCT H. */
	readonly state: string;
}

interface Row extends FoundOrder {
	readonly number: string;
	readonly ref: string;
	readonly plugin: string;
	readonly shop: string;
}

/** The orders that each of the given may mean, in their order: exactly one is right. */
export async function findOrders(
	tx: MerchantTransaction,
	asked: readonly PlatformOrder[],
): Promise<readonly (readonly FoundOrder[])[]> {
	const rows = await tx.query<Row>(
		`WITH found AS (
			SELECT id, connection_id, number, ref, state FROM orders WHERE merchant_id = $1::uuid AND number = ANY($2)
			UNION
			SELECT o.id, o.connection_id, o.number, o.ref, o.state FROM connections c
			  JOIN orders o ON o.merchant_id = c.merchant_id AND o.connection_id = c.id AND o.ref = ANY($2)
			 WHERE c.merchant_id = $1::uuid)
		 SELECT f.id, f.number, f.ref, f.state, c.plugin, c.name AS shop FROM found f
		   JOIN connections c ON c.merchant_id = $1::uuid AND c.id = f.connection_id
		  WHERE c.state <> 'disconnected' AND NOT c.test_system`,
		tx.merchantId,
		asked.map(({ orderNumber }) => orderNumber),
	);
	const byNumber = Map.groupBy(rows, ({ number }) => number);
	const byRef = Map.groupBy(rows, ({ ref }) => ref);
	return asked.map(({ platform, orderNumber }) => {
		const ofPlatform = (some: readonly Row[] = []) =>
			some.filter(
				({ plugin, shop }) => plugin === platform.plugin && (platform.shop === null || platform.shop === shop),
			);
		// What the customer knows comes before the shop's own key.
		const known = ofPlatform(byNumber.get(orderNumber));
		return known.length > 0 ? known : ofPlatform(byRef.get(orderNumber));
	});
}
