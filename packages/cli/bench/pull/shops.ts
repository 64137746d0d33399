import type { Connector } from "@kontor/connector";
import { connector as shopify } from "@kontor/plugin-shopify";
import { place as placeInShopify, startFakeShopify } from "@kontor/plugin-shopify/fake";
import { connector as shopware } from "@kontor/plugin-shopware";
import { type FakeShopware, place as placeInShopware, startFakeShopware } from "@kontor/plugin-shopware/fake";
import { connector as woocommerce } from "@kontor/plugin-woocommerce";
import {
	type FakeWooCommerce,
	place as placeInWooCommerce,
	startFakeWooCommerce,
} from "@kontor/plugin-woocommerce/fake";
import { APP } from "./app.ts";
import { type Figures, type Front, type Memory, openFront, type Pace, type Recorded } from "./front.ts";

/** A process of its own for all shops, so that what they take is not taken for the host's. */

/** A shop as a merchant connects it. */
export interface BenchShop {
	readonly plugin: string;
	readonly name: string;
	readonly url: string;
	/** What a platform's own name for it is: Shopify's is called by that. */
	readonly domain: string;
	readonly config: Readonly<Record<string, unknown>>;
	readonly secrets: Readonly<Record<string, unknown>>;
}

export type Asked = { readonly open: number; readonly orders: number } | "begin" | "figures" | "recorded";
export type Told =
	| { readonly shops: readonly BenchShop[] }
	| { readonly figures: Figures }
	| { readonly recorded: readonly { readonly url: string; readonly calls: readonly Recorded[] }[] }
	| "begun";

/**
 * As shops on shared hosting and the platforms answer: about 0.9 s for a hundred orders of WooCommerce, 0.7 s for a hundred
 * of Shopware, 0.2 s for a query of Shopify and 0.25 s for a megabyte of its file.
 */
const PACES = {
	woocommerce: { baseMs: 120, msPerKB: 6.5 },
	shopware: { baseMs: 120, msPerKB: 0.9 },
	shopify: { baseMs: 200, msPerKB: 0.05 },
} as const;

const fronts: Front[] = [];
/** Each order a minute after the one before, the first one months ago. */
let clock = 0;
const now = () => (clock === 0 ? new Date() : new Date(clock));

process.on("message", (asked: Asked) => {
	void told(asked).then((answer) => process.send?.(answer));
});

async function told(asked: Asked): Promise<Told> {
	if (asked === "begin") {
		for (const front of fronts) front.begin();
		return "begun";
	}
	if (asked === "recorded") return { recorded: fronts.map((front) => ({ url: front.url, calls: front.recorded() })) };
	if (asked === "figures") {
		const all = fronts.map((front) => front.figures());
		const sum = (what: keyof Figures) => all.reduce((total, one) => total + one[what], 0);
		return { figures: { requests: sum("requests"), overLimit: sum("overLimit") } };
	}
	const kinds = [openWooCommerce, openShopware, openShopify] as const;
	const shops: BenchShop[] = [];
	for (let n = 0; n < asked.open; n++) shops.push((await kinds[n % 3]?.(n, asked.orders)) ?? never());
	clock = 0;
	return { shops };
}

const memories = new Map<string, Memory>();

async function front({ manifest }: Connector, isKept: (recorded: Recorded) => boolean): Promise<Front> {
	const memory = memories.get(manifest.id) ?? new Map();
	memories.set(manifest.id, memory);
	const { requestsPerSecond: perSecond, concurrency: atOnce } = manifest.limits;
	const pace: Pace = { ...PACES[manifest.id as keyof typeof PACES], perSecond, atOnce };
	const opened = await openFront(pace, memory, isKept);
	fronts.push(opened);
	return opened;
}

function placeAll(orders: number, place: (n: number) => unknown): void {
	clock = Date.parse("2026-06-01T08:00:00Z");
	for (let n = 0; n < orders; n++) {
		clock += 60_000;
		place(n);
	}
}

let oneWooCommerce: FakeWooCommerce | null = null;

/** All of them are one fake, which would know a signature made for another address for none: it gets the key from here. */
async function openWooCommerce(n: number, orders: number): Promise<BenchShop> {
	const opened = await front(woocommerce, ({ method, url }) => method === "GET" && url.includes("/orders?"));
	if (oneWooCommerce === null) {
		oneWooCommerce = await startFakeWooCommerce({ now });
		const { shop } = oneWooCommerce;
		placeAll(orders, () => placeInWooCommerce(shop, { total: "119.00" }));
	}
	const { consumerKey, consumerSecret } = oneWooCommerce.shop;
	const basic = Buffer.from(`${consumerKey}:${consumerSecret}`).toString("base64");
	opened.leadTo(oneWooCommerce.url, { "x-forwarded-proto": "https", authorization: `Basic ${basic}` });
	return {
		plugin: "woocommerce",
		name: `WooCommerce ${n}`,
		url: opened.url,
		domain: opened.url,
		config: { url: opened.url, allowHttp: true },
		secrets: { consumerKey, consumerSecret },
	};
}

let oneShopware: FakeShopware | null = null;

async function openShopware(n: number, orders: number): Promise<BenchShop> {
	const opened = await front(shopware, ({ url }) => url.endsWith("/search/order"));
	if (oneShopware === null) {
		oneShopware = await startFakeShopware({ now });
		const { shop } = oneShopware;
		placeAll(orders, () => placeInShopware(shop, { amount: 119 }));
	}
	const { apiKey, secretKey } = oneShopware.shop;
	opened.leadTo(oneShopware.url);
	return {
		plugin: "shopware",
		name: `Shopware ${n}`,
		url: opened.url,
		domain: opened.url,
		config: { url: opened.url, allowHttp: true },
		secrets: { apiKey, secretKey },
	};
}

/** A standard plan's bucket: 2,000 points, 100 a second. Each shop is its own fake: its file is made once a comparison. */
async function openShopify(n: number, orders: number): Promise<BenchShop> {
	const opened = await front(shopify, () => false);
	const bucket = { maximum: 2000, restoreRate: 100 };
	const fake = await startFakeShopify({ now, bucket, bulkPolls: 3 });
	opened.leadTo(fake.url);
	const { shop } = fake;
	Object.assign(shop, { domain: `bench-${n}.myshopify.com`, clientId: APP.clientId, clientSecrets: APP.clientSecrets });
	placeAll(orders, () => placeInShopify(shop, { minor: 11_900 }));
	shop.url = opened.url;
	const { accessToken, refreshToken } = shop;
	const expiresAt = Date.now() + 3_600_000;
	shop.accessTokens.set(accessToken, { expires: new Date(expiresAt), replaces: null });
	return {
		plugin: "shopify",
		name: `Shopify ${n}`,
		url: opened.url,
		domain: shop.domain,
		config: { shop: shop.domain },
		secrets: { accessToken, refreshToken, expiresAt },
	};
}

function never(): never {
	throw new Error("three kinds of shops");
}
