import { parseArgs } from "node:util";
import { serve } from "./fake/server.ts";
import { openShop, type Shop, type ShopOptions } from "./fake/state.ts";

export { moveTo, place } from "./fake/order-life.ts";
export { announce } from "./fake/webhooks.ts";

/**
 * A shop that answers as WooCommerce 10 does, quirks included, as far as the plugin uses it.
 *
 * In a test: `await startFakeWooCommerce()`. As a process: `node test/fake-woocommerce.ts --port 8080`, which prints one
 * line of JSON (`url`, `consumerKey`, `consumerSecret`) and runs until it is killed; see fake/control.ts for what can be
 * asked of it at `/__fake/`.
 */
export interface FakeWooCommerce {
	readonly url: string;
	readonly shop: Shop;
	close(): Promise<void>;
}

export async function startFakeWooCommerce(options: ShopOptions & { port?: number } = {}): Promise<FakeWooCommerce> {
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

if (import.meta.main) {
	const { values } = parseArgs({
		options: {
			port: { type: "string", default: "0" },
			"time-zone": { type: "string", default: "Europe/Berlin" },
			key: { type: "string" },
			secret: { type: "string" },
		},
	});
	const { url, shop } = await startFakeWooCommerce({
		port: Number(values.port),
		timeZone: values["time-zone"],
		deliverAtOnce: true,
		...(values.key === undefined ? {} : { consumerKey: values.key }),
		...(values.secret === undefined ? {} : { consumerSecret: values.secret }),
	});
	console.log(JSON.stringify({ url, consumerKey: shop.consumerKey, consumerSecret: shop.consumerSecret }));
}
