import { createHmac, randomBytes } from "node:crypto";
import { bueroplus } from "@kontor/plugin-bueroplus";
import { type FakeErp, LOGIN, startFakeBueroplus } from "@kontor/plugin-bueroplus/fake";
import { type FakeShopify, shopify, startFakeShopify } from "@kontor/plugin-shopify/fake";
import { connector as shopware } from "@kontor/plugin-shopware";
import { type FakeShopware, installApp, startFakeShopware } from "@kontor/plugin-shopware/fake";
import { connector as woocommerce } from "@kontor/plugin-woocommerce";
import { type FakeWooCommerce, startFakeWooCommerce } from "@kontor/plugin-woocommerce/fake";
import type { Connection } from "@kontor/protocol";
import { type Kontor, startKontor } from "./kontor.ts";

/** Kontor with shops of each kind that shows its page: one ready, one connected, one that was installed from its own side. */
export interface World {
	readonly kontor: Kontor;
	readonly shopware: { readonly fake: FakeShopware; readonly connection: Connection };
	/** Nobody's yet. */
	readonly shopify: { readonly fake: FakeShopify };
	readonly woocommerce: { readonly fake: FakeWooCommerce; readonly connection: Connection };
	/** Shows no page of its own; has Vorgänge of the WooCommerce shop. */
	readonly bueroplus: { readonly erp: FakeErp; readonly connection: Connection };
	close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
	const fakes = {
		shopware: await startFakeShopware({ line: "6.6" }),
		shopify: await startFakeShopify({ deliverAtOnce: true }),
		woocommerce: await startFakeWooCommerce({ deliverAtOnce: true }),
		bueroplus: await startFakeBueroplus(),
	};
	const { clientId, clientSecrets } = fakes.shopify.shop;
	const plugins = [shopware, woocommerce, bueroplus, shopify(() => fakes.shopify.url)];
	const kontor = await startKontor(plugins, { shopify: { clientId, clientSecrets } });
	const [one, two, erp] = await Promise.all([
		addShopware(kontor, fakes.shopware),
		addWooCommerce(kontor, fakes.woocommerce),
		addBueroplus(kontor, fakes.bueroplus),
	]);
	return {
		kontor,
		shopware: { fake: fakes.shopware, connection: one },
		shopify: { fake: fakes.shopify },
		woocommerce: { fake: fakes.woocommerce, connection: two },
		bueroplus: { erp: fakes.bueroplus.shop, connection: erp },
		async close() {
			await kontor.close();
			await Promise.all(Object.values(fakes).map((fake) => fake.close()));
		},
	};
}

const isReady = ({ state }: Connection) => state === "ready";

/** The merchant downloads the app that was made for his shop and installs it there; it is not connected yet. */
async function addShopware(kontor: Kontor, { url, shop }: FakeShopware): Promise<Connection> {
	const { id } = await kontor.add({ plugin: "shopware", name: "Shopware-Laden", config: { url, allowHttp: true } });
	const { authorizeUrl } = await kontor.until(id, (connection) => connection.authorizeUrl !== null);
	const bytes = Buffer.from(await (await fetch(authorizeUrl ?? "")).arrayBuffer());
	// The package is a ZIP without compression.
	const manifest = /<manifest.*<\/manifest>/s.exec(bytes.toString("utf8"))?.[0] ?? "";
	await installApp(shop, manifest);
	return kontor.until(id, isReady);
}

async function addWooCommerce(kontor: Kontor, { url, shop }: FakeWooCommerce): Promise<Connection> {
	const { consumerKey, consumerSecret } = shop;
	const config = { url, allowHttp: true };
	const secrets = { consumerKey, consumerSecret };
	const { id } = await kontor.add({ plugin: "woocommerce", name: "WooCommerce-Laden", config, secrets });
	await kontor.until(id, isReady);
	return kontor.connect(id);
}

async function addBueroplus(kontor: Kontor, { url }: { readonly url: string }): Promise<Connection> {
	const config = { url, platforms: [{ source: "WooCommerce", plugin: "woocommerce" }] };
	const { id } = await kontor.add({ plugin: "bueroplus", name: "büro⁺", config, secrets: LOGIN });
	await kontor.until(id, isReady);
	return kontor.connect(id);
}

/** The link that Kontor's plugin for WordPress makes, from nothing but what the shop has: its webhooks. */
export function signedLink(
	{ url, shop }: FakeWooCommerce,
	{ at = new Date(), secret = "" }: { readonly at?: Date; readonly secret?: string } = {},
): string {
	const [hook] = shop.webhooks.values();
	if (hook === undefined) throw new Error("the shop has no webhook of Kontor's yet");
	const query = new URLSearchParams({
		shop: url,
		user: "chefin",
		lang: "en_GB",
		ts: String(Math.floor(at.getTime() / 1000)),
		nonce: randomBytes(16).toString("hex"),
	}).toString();
	const signature = createHmac("sha256", secret || hook.secret)
		.update(`kontor embed 1\n${query}`)
		.digest("hex");
	return `${hook.deliveryUrl.replace("/webhooks/", "/embed/woocommerce/")}?${query}&signature=${signature}`;
}
