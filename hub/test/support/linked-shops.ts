import type { Order } from "@kontor/connector";
import { call, linkConnections } from "@kontor/protocol";
import { connectShop, order, type TestShop } from "./connected-shop.ts";
import type { TestHub } from "./test-hub.ts";

/** A shop, and the ERP or invoicing system that its orders are handed to. */
export interface LinkedShops {
	readonly shop: TestShop;
	readonly erp: TestShop;
}

/** `host`: serves them; left out: one of their own. */
export async function connectBoth(hub: TestHub, host?: TestShop["host"]): Promise<LinkedShops> {
	const shop = await connectShop(hub, host === undefined ? {} : { host });
	const erp = await connectShop(hub, { merchant: shop.merchant, host: shop.host });
	return { shop, erp };
}

export async function linkBoth(hub: TestHub, host?: TestShop["host"]): Promise<LinkedShops> {
	const both = await connectBoth(hub, host);
	await link(both);
	return both;
}

export function link({ shop, erp }: LinkedShops) {
	return call(shop.merchant, linkConnections, { body: { leader: shop.id, follower: erp.id } });
}

/** What became of the shop's order of this ref in the other system. */
export function invoice(ref: string, changes: Parameters<typeof order>[1] = {}): { order: Order } {
	return order(`RE-${ref}`, {
		paymentMethod: { id: "invoice", title: "Rechnung" },
		invoice: { number: `RE-${ref}` },
		additionalNumbers: [`N${ref}`],
		...changes,
	});
}

/** What is stored of an order: for tests that look at many, often. */
export interface StoredOrder {
	readonly id: string;
	readonly state: string;
	/** What its shop was told or is to be told, and how far that is. */
	readonly told: readonly { readonly kind: string; readonly status: string | null; readonly state: string }[];
}

export async function storedOrder(hub: TestHub, shop: TestShop, ref: string): Promise<StoredOrder> {
	const { rows } = await hub.sql.query<StoredOrder>(
		`SELECT o.id, o.state, coalesce(w.told, '[]') AS told FROM orders o CROSS JOIN LATERAL (
			SELECT jsonb_agg(jsonb_build_object('kind', w.body->'command'->>'kind', 'status', w.body->'command'->'status'->>'status',
			                                    'state', w.state) ORDER BY w.seq) AS told
			  FROM work w WHERE w.merchant_id = o.merchant_id AND w.order_id = o.id AND w.kind = 'command') w
		  WHERE o.merchant_id = $1 AND o.connection_id = $2 AND o.ref = $3`,
		[shop.merchant.id, shop.id, ref],
	);
	const [row] = rows;
	if (row === undefined) throw new Error(`no order ${ref}`);
	return row;
}
