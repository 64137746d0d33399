import { serve } from "./fake/server.ts";
import { openShop, type Shop, type ShopOptions } from "./fake/state.ts";

/** The plugin itself, for where the shop is a fake: `shopify(() => fake.url)`. */
export { shopify } from "../src/shopify.ts";
export { sessionToken } from "./fake/oauth.ts";
export { cancel, editTotal, financialStatus, place } from "./fake/order-life.ts";
export { removeApp } from "./fake/webhooks.ts";

/** A shop that answers as Shopify does, as far as the plugin uses it: `await startFakeShopify()`. */
export interface FakeShopify {
	readonly url: string;
	readonly shop: Shop;
	close(): Promise<void>;
}

export async function startFakeShopify(options: ShopOptions & { port?: number } = {}): Promise<FakeShopify> {
	const shop = openShop(options);
	const server = await serve(shop, options.port);
	return {
		url: shop.url,
		shop,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
