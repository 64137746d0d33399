import { serve } from "./fake/server.ts";
import { openShop, type Shop, type ShopOptions } from "./fake/state.ts";

export { installApp, signedPage, uninstallApp } from "./fake/app.ts";
export { cancel, editAmount, place } from "./fake/order-life.ts";

/** A shop that answers as Shopware 6.5, 6.6 or 6.7 does, quirks included, as far as the plugin uses it. */
export interface FakeShopware {
	readonly url: string;
	readonly shop: Shop;
	close(): Promise<void>;
}

export async function startFakeShopware(options: ShopOptions = {}): Promise<FakeShopware> {
	const shop = openShop(options);
	const server = await serve(shop);
	return {
		url: shop.url,
		shop,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
