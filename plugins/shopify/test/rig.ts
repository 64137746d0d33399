import type { BuildRig } from "@kontor/conformance";
import { type Connector, OrderRef, type PaymentCode, type RouteContext } from "@kontor/connector";
import { manifest, type Shop as ShopContext } from "../src/manifest.ts";
import { shopify } from "../src/shopify.ts";
import { cancel, moveHouse, type Placed, place, remove } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { bodyOf, deliveryOf } from "./fake/webhooks.ts";
import { type FakeShopify, startFakeShopify } from "./fake-shopify.ts";

const PAGE_SIZE = 3;
const METHODS: Readonly<Record<PaymentCode, Placed>> = {
	prepayment: { gateways: ["Bank Deposit"] },
	invoice: { gateways: [], terms: 14 },
	cashOnDelivery: { gateways: ["Cash on Delivery (COD)"] },
	monitored: { gateways: ["paypal"] },
};

/** The operator's app. */
export function appOf({ shop }: FakeShopify): ShopContext["app"] {
	return { clientId: shop.clientId, clientSecrets: shop.clientSecrets };
}

export function connectorAt(fake: FakeShopify): Connector {
	return shopify(() => fake.url);
}

export function secretsOf({ shop }: FakeShopify): ShopContext["secrets"] {
	const expires = shop.accessTokens.get(shop.accessToken)?.expires ?? new Date(0);
	return { accessToken: shop.accessToken, refreshToken: shop.refreshToken, expiresAt: expires.getTime() };
}

/** A fresh fake shop, and what the suite of all connectors needs to drive it. */
export const buildRig: BuildRig = async () => {
	const fake = await startFakeShopify({ pageSize: PAGE_SIZE, pieceBytes: 3500 });
	const { shop } = fake;
	const orderOf = (ref: OrderRef): StoredOrder => {
		const order = shop.orders.get(Number(ref));
		if (order === undefined) throw new Error(`the fake shop has no order ${ref}`);
		return order;
	};
	return {
		connector: connectorAt(fake),
		config: { shop: shop.domain },
		secrets: secretsOf(fake),
		app: appOf(fake),
		wrongSecrets: {
			accessToken: "shpat_00000000000000000000",
			refreshToken: "shprt_00000000000000000000",
			expiresAt: Date.now() + 3_600_000,
		},
		timeZone: "UTC",
		currencies: ["EUR", "JPY", "KWD"],
		pageSize: PAGE_SIZE,
		isWrite,
		close: () => fake.close(),
		shop: {
			async place({ amount: { minor, currency }, paymentCode }) {
				return OrderRef.parse(String(place(shop, { minor, currency, ...METHODS[paymentCode] }).id));
			},
			edit: async (ref) => moveHouse(shop, orderOf(ref)),
			settleElsewhere: async (ref) => cancel(shop, orderOf(ref)),
			remove: async (ref) => remove(shop, orderOf(ref)),
			effects: async () => shop.ledger.map(({ order, what }) => ({ ref: OrderRef.parse(String(order)), what })),
			async webhook(ref, { key }) {
				const payload = bodyOf({ topic: "ORDERS_UPDATED", includeFields: ["id"] }, orderOf(ref));
				const { headers, body } = deliveryOf(shop, "ORDERS_UPDATED", payload, key);
				return { method: "POST", url: "/", headers: new Headers(headers), body: new TextEncoder().encode(body) };
			},
			async uninstall({ key }) {
				shop.accessTokens.clear();
				const payload = { id: 548_380_009, name: "Laden", myshopify_domain: shop.domain };
				const { headers, body } = deliveryOf(shop, "APP_UNINSTALLED", payload, key);
				return { method: "POST", url: "/", headers: new Headers(headers), body: new TextEncoder().encode(body) };
			},
		},
	};
};

/** Everything is a POST: what changes something is a mutation. A bulk operation only reads. */
async function isWrite(request: Request): Promise<boolean> {
	if (!request.url.endsWith("/graphql.json")) return false;
	const { query } = (await request.json()) as { query: string };
	return query.startsWith("mutation") && !query.includes("bulkOperationRunQuery");
}

/** What a handler gets, for tests of our own. */
export function shopContext(fake: FakeShopify, given: Partial<ShopContext> = {}): ShopContext {
	return {
		app: appOf(fake),
		config: { shop: fake.shop.domain },
		secrets: secretsOf(fake),
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
		http: fetch,
		webhook: null,
		log: () => {},
		signal: new AbortController().signal,
		now: () => new Date(),
		...given,
	};
}

/** What a route gets, for tests of our own. */
export function routeContext(fake: FakeShopify): RouteContext<typeof manifest> {
	const { app, http, log, signal, now } = shopContext(fake);
	return { app, http, log, signal, now, url: "https://kontor.example/routes/shopify", unclaimed: async () => null };
}
