import type { BuildRig } from "@kontor/conformance";
import { formatDecimal, OrderRef, type PaymentCode } from "@kontor/connector";
import { shopSecret, writeRegistration } from "../src/app/shop-secrets.ts";
import { connector } from "../src/connector.ts";
import { manifest, type Shop } from "../src/manifest.ts";
import { delivery } from "./fake/app.ts";
import { editAddress, find, place, remove, transition } from "./fake/order-life.ts";
import { newId, type StoredOrder } from "./fake/state.ts";
import type { Line } from "./fake/state-machines.ts";
import { type FakeShopware, startFakeShopware } from "./fake-shopware.ts";

const PAGE_SIZE = 3;
const SALT = "5a".repeat(16);
const METHODS: Readonly<Record<PaymentCode, string>> = {
	prepayment: "payment_prepayment",
	invoice: "payment_invoicepayment",
	cashOnDelivery: "payment_cashpayment",
	monitored: "payment_custom_b2b",
};

/** Asking for a token or searching is a POST, and changes nothing. */
function isWrite({ method, url }: Request): boolean {
	return !["GET", "HEAD"].includes(method) && !/\/api\/(oauth\/token|search\/)/.test(url);
}

/** A fresh fake shop of one version, and what the suite of all connectors needs to drive it. */
export function rigOf(line: Line): BuildRig {
	return async () => {
		const fake = await startFakeShopware({ line, pageSize: PAGE_SIZE });
		const { shop } = fake;
		const orderOf = (ref: OrderRef): StoredOrder => {
			const order = shop.orders.get(ref);
			if (order === undefined) throw new Error(`the fake shop has no order ${ref}`);
			return order;
		};
		return {
			connector,
			config: { url: fake.url, allowHttp: true },
			secrets: secretsOf(fake),
			wrongSecrets: { apiKey: "SWIA00000000", secretKey: "0000000000000000" },
			timeZone: "Asia/Kolkata",
			currencies: ["EUR", "JPY", "KWD"],
			pageSize: PAGE_SIZE,
			isWrite,
			close: () => fake.close(),
			shop: {
				async place({ amount, paymentCode }) {
					const { currency } = amount;
					const order = place(shop, { amount: Number(formatDecimal(amount)), currency, method: METHODS[paymentCode] });
					return OrderRef.parse(order.id);
				},
				edit: async (ref) => editAddress(shop, orderOf(ref)),
				settleElsewhere: async (ref) => refund(fake, orderOf(ref)),
				remove: async (ref) => remove(shop, orderOf(ref)),
				effects: async () => shop.ledger.map(({ order, what }) => ({ ref: OrderRef.parse(order), what })),
				async webhook(ref, { key, at }) {
					const secret = shopSecret(key, shop.shopId, { salt: SALT, generation: 1 });
					const payload = { order: { id: orderOf(ref).id } };
					const sent = delivery(shop, secret, { event: "checkout.order.placed", payload, eventId: newId(), at });
					const headers = new Headers({
						"content-type": "application/json",
						"shopware-shop-signature": sent.signature,
					});
					return { method: "POST", url: "/", headers, body: new TextEncoder().encode(sent.body) };
				},
				async uninstall({ keepData, key, at }) {
					const secret = shopSecret(key, shop.shopId, { salt: SALT, generation: 1 });
					const payload = { keepUserData: keepData };
					const sent = delivery(shop, secret, { event: "app.deleted", payload, eventId: newId(), at });
					const headers = new Headers({ "shopware-shop-signature": sent.signature });
					return { method: "POST", url: "/", headers, body: new TextEncoder().encode(sent.body) };
				},
			},
		};
	};
}

/** The merchant refunds the money: the end of a transaction. */
function refund({ shop }: FakeShopware, order: StoredOrder): void {
	const found = find(shop, "order_transaction", order.transactions.at(-1)?.id ?? "");
	if (found === null) throw new Error("the order has no transaction");
	for (const action of ["paid", "refund"]) transition(shop, found, action, false);
}

function secretsOf({ shop }: FakeShopware) {
	const { apiKey, secretKey, shopId } = shop;
	const registration = writeRegistration("of no key that is known", { salt: SALT, generation: 1 });
	return { apiKey, secretKey, shopId, registration, registeredAt: 1_700_000_000 };
}

/** What a handler gets, for tests of our own. */
export function shopContext(fake: FakeShopware, given: Partial<Shop> = {}): Shop {
	return {
		app: {},
		config: { url: fake.url, allowHttp: true },
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
