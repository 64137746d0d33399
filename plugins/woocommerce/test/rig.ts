import type { BuildRig } from "@kontor/conformance";
import { formatDecimal, OrderRef, type PaymentCode } from "@kontor/connector";
import { connector } from "../src/connector.ts";
import { manifest, type Shop } from "../src/manifest.ts";
import { editAddress } from "./fake/control.ts";
import { moveTo, place, remove } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { deliveryOf } from "./fake/webhooks.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";

const PAGE_SIZE = 3;
const METHODS: Readonly<Record<PaymentCode, string>> = {
	prepayment: "bacs",
	invoice: "invoice",
	cashOnDelivery: "cod",
	monitored: "bacs",
};

/** A fresh fake shop in a zone with half an hour, and what the suite of all connectors needs to drive it. */
export const buildRig: BuildRig = async () => {
	const fake = await startFakeWooCommerce({ timeZone: "Asia/Kolkata", pageSize: PAGE_SIZE });
	const { shop } = fake;
	const orderOf = (ref: OrderRef): StoredOrder => {
		const order = shop.orders.get(Number(ref));
		if (order === undefined) throw new Error(`the fake shop has no order ${ref}`);
		return order;
	};
	return {
		connector,
		config: { url: fake.url, allowHttp: true },
		secrets: { consumerKey: shop.consumerKey, consumerSecret: shop.consumerSecret },
		wrongSecrets: { consumerKey: "ck_0000000000", consumerSecret: "cs_0000000000" },
		timeZone: shop.timeZone,
		currencies: ["EUR", "JPY", "KWD"],
		pageSize: PAGE_SIZE,
		close: () => fake.close(),
		shop: {
			async place({ amount, paymentCode }) {
				const { currency } = amount;
				const order = place(shop, { total: formatDecimal(amount), currency, paymentMethod: METHODS[paymentCode] });
				return OrderRef.parse(String(order.id));
			},
			edit: async (ref) => editAddress(shop, orderOf(ref)),
			settleElsewhere: async (ref) => moveTo(shop, orderOf(ref), "refunded"),
			remove: async (ref) => remove(shop, orderOf(ref), true),
			effects: async () => shop.ledger.map(({ order, what }) => ({ ref: OrderRef.parse(String(order)), what })),
			async webhook(ref, { key }) {
				const { headers, body } = deliveryOf(shop, { id: 3, secret: key }, orderOf(ref), "updated");
				return { method: "POST", url: "/", headers: new Headers(headers), body: new TextEncoder().encode(body) };
			},
		},
	};
};

/** What a handler gets, for tests of our own. */
export function shopContext(fake: FakeWooCommerce, given: Partial<Shop> = {}): Shop {
	const { consumerKey, consumerSecret } = fake.shop;
	return {
		config: { url: fake.url, allowHttp: true },
		secrets: { consumerKey, consumerSecret },
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
		http: fetch,
		webhook: null,
		log: () => {},
		signal: new AbortController().signal,
		now: () => new Date(),
		...given,
	};
}
