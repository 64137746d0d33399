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
