import type { PlatformOrder } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

/** A platform's order that may be meant, of those that Kontor holds. */
export interface HeldOrder {
	readonly id: string;
	readonly connectionId: string;
	readonly ref: string;
	/** PRODUCT H. */
	readonly state: string;
}

interface Row extends HeldOrder {
	readonly number: string;
	readonly plugin: string;
	readonly shop: string;
}

/** The orders that each of the given may mean, in their order: exactly one is right. */
export async function findOrders(
	tx: MerchantTransaction,
	asked: readonly PlatformOrder[],
): Promise<readonly (readonly HeldOrder[])[]> {
	const rows = await tx.query<Row>(
		`WITH found AS (
			SELECT id, connection_id, number, ref, state FROM orders WHERE merchant_id = $1::uuid AND number = ANY($2)
			UNION
			SELECT o.id, o.connection_id, o.number, o.ref, o.state FROM connections c
			  JOIN orders o ON o.merchant_id = c.merchant_id AND o.connection_id = c.id AND o.ref = ANY($2)
			 WHERE c.merchant_id = $1::uuid)
		 SELECT f.id, f.connection_id AS "connectionId", f.number, f.ref, f.state, c.plugin, c.name AS shop FROM found f
		   JOIN connections c ON c.merchant_id = $1::uuid AND c.id = f.connection_id
		  WHERE c.state <> 'disconnected' AND NOT c.test_system`,
		tx.merchantId,
		asked.map(({ orderNumber }) => orderNumber),
	);
	const byNumber = Map.groupBy(rows, ({ number }) => number);
	const byRef = Map.groupBy(rows, ({ ref }) => ref);
	return asked.map((order) => {
		const ofPlatform = (some: readonly Row[] = []) => some.filter((row) => isOf(order, row));
		const known = ofPlatform(byNumber.get(order.orderNumber));
		return known.length > 0 || mayBeNumber(order.orderNumber) ? known : ofPlatform(byRef.get(order.orderNumber));
	});
}

/** Whether a connection is the platform's that an order is said to be of. */
export function isOf(
	{ platform }: PlatformOrder,
	{ plugin, shop }: { readonly plugin: string; readonly shop: string },
): boolean {
	return plugin === platform.plugin && (platform.shop === null || platform.shop === shop);
}

/** What the customer knows is meant. A shop's own key is taken for it only where it cannot be the number of another order. */
function mayBeNumber(text: string): boolean {
	return /^\d{1,12}$/.test(text);
}
