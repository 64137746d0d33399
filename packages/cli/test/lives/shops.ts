import type { Connector } from "@kontor/connector";
import {
	cancel as cancelInShopify,
	editTotal,
	financialStatus,
	place as placeInShopify,
	removeApp,
	shopify,
	startFakeShopify,
} from "@kontor/plugin-shopify/fake";
import { connector as shopware } from "@kontor/plugin-shopware";
import {
	cancel as cancelInShopware,
	editAmount,
	installApp,
	place as placeInShopware,
	startFakeShopware,
	uninstallApp,
} from "@kontor/plugin-shopware/fake";
import { connector as woocommerce } from "@kontor/plugin-woocommerce";
import { announce, moveTo, place as placeInWooCommerce, startFakeWooCommerce } from "@kontor/plugin-woocommerce/fake";
import { type ShopClock, shopClock } from "./world.ts";

/** What buyer and merchant do in a shop, whichever kind it is; amounts in cents. */
export interface LivingShop {
	readonly plugin: string;
	readonly config: Readonly<Record<string, unknown>>;
	readonly clock: ShopClock;
	/** The merchant follows the link that Kontor gives him, as his browser would. */
	install(authorizeUrl: string): Promise<void>;
	place(minor: number): Placed;
	/** The merchant takes Kontor out of his shop; null where the shop tells nobody. */
	readonly uninstall: (() => Promise<void>) | null;
}

interface Placed {
	readonly number: string;
	readonly payer: string;
	readonly change: (minor: number) => void;
	readonly cancel: () => void;
	/** What the shop shows of the payment. */
	readonly payment: () => string;
}

export interface Shops {
	readonly shops: readonly LivingShop[];
	readonly plugins: readonly Connector[];
	readonly apps: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	close(): Promise<void>;
}

export async function openShops(): Promise<Shops> {
	const opened = [await openShopware(), await openShopify(), await openWooCommerce()];
	return {
		shops: opened.map(({ shop }) => shop),
		plugins: opened.map(({ plugin }) => plugin),
		apps: Object.assign({}, ...opened.map(({ apps }) => apps)),
		async close() {
			for (const one of opened) await one.close();
		},
	};
}

interface Opened {
	readonly shop: LivingShop;
	readonly plugin: Connector;
	readonly apps: Shops["apps"];
	close(): Promise<void>;
}

async function openShopware(): Promise<Opened> {
	const clock = shopClock();
	const fake = await startFakeShopware({ line: "6.6", now: clock.now });
	const { shop } = fake;
	return {
		plugin: shopware,
		apps: {},
		close: () => fake.close(),
		shop: {
			plugin: "shopware",
			clock,
			config: { url: fake.url, allowHttp: true },
			async install(authorizeUrl) {
				const bytes = Buffer.from(await (await fetch(authorizeUrl)).arrayBuffer());
				// The package is a ZIP without compression.
				await installApp(shop, /<manifest.*<\/manifest>/s.exec(bytes.toString("utf8"))?.[0] ?? "");
			},
			place(minor) {
				const order = placeInShopware(shop, { amount: minor / 100 });
				return {
					number: order.number,
					payer: "Erika Mustermann",
					change: (to) => editAmount(shop, order, to / 100),
					cancel: () => cancelInShopware(shop, order),
					payment: () => order.transactions.map(({ state }) => state).join(),
				};
			},
			uninstall: () => uninstallApp(shop, true),
		},
	};
}

async function openShopify(): Promise<Opened> {
	const clock = shopClock();
	const fake = await startFakeShopify({ deliverAtOnce: true, now: clock.now });
	const { shop } = fake;
	const { clientId, clientSecrets } = shop;
	return {
		plugin: shopify(() => fake.url),
		apps: { shopify: { clientId, clientSecrets } },
		close: () => fake.close(),
		shop: {
			plugin: "shopify",
			clock,
			config: { shop: shop.domain },
			async install(authorizeUrl) {
				for (let url: string | null = authorizeUrl; url?.includes("127.0.0.1"); ) {
					const answer: Response = await fetch(url, { redirect: "manual" });
					const location: string | null = answer.headers.get("location");
					url = location === null ? null : new URL(location, url).href;
				}
			},
			place(minor) {
				const order = placeInShopify(shop, { minor });
				return {
					number: order.name.slice(1),
					payer: "Joerg Muessig",
					change: (to) => editTotal(shop, order, to),
					cancel: () => cancelInShopify(shop, order),
					payment: () => financialStatus(order),
				};
			},
			uninstall: () => removeApp(shop),
		},
	};
}

async function openWooCommerce(): Promise<Opened> {
	const clock = shopClock();
	const fake = await startFakeWooCommerce({ deliverAtOnce: true, now: clock.now });
	const { shop } = fake;
	return {
		plugin: woocommerce,
		apps: {},
		close: () => fake.close(),
		shop: {
			plugin: "woocommerce",
			clock,
			config: { url: fake.url, allowHttp: true },
			async install(authorizeUrl) {
				await fetch(authorizeUrl, { redirect: "manual" });
			},
			place(minor) {
				// As shops with many orders have them: a number of two digits says nothing.
				const number = `KD-${10_000 + shop.orders.size}`;
				const order = placeInWooCommerce(shop, { total: (minor / 100).toFixed(2), number });
				return {
					number: order.number,
					payer: `${order.billing.first_name} ${order.billing.last_name}`,
					change: (to) => {
						order.total = (to / 100).toFixed(2);
						announce(shop, order, "updated");
					},
					cancel: () => {
						moveTo(shop, order, "cancelled");
						announce(shop, order, "updated");
					},
					payment: () => order.status,
				};
			},
			uninstall: null,
		},
	};
}
