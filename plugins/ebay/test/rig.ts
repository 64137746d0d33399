import { generateKeyPairSync } from "node:crypto";
import type { BuildRig } from "@kontor/conformance";
import { type Connector, OrderRef, type PaymentCode, type PayoutQuestion } from "@kontor/connector";
import type { Reach } from "../src/client.ts";
import { ebay as connect } from "../src/ebay.ts";
import { manifest, type Shop } from "../src/manifest.ts";
import { appAt } from "./app-at.ts";
import { deliveryOf, orderConfirmation } from "./fake/deliveries.ts";
import { cancelByHand, moveHouse, place } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import { type FakeEbay, startFakeEbay } from "./fake-ebay.ts";
import { payoutOf } from "./payout-of-fifty.ts";

const PAGE_SIZE = 3;
const METHODS: Readonly<Record<PaymentCode, string>> = {
	prepayment: "EFT",
	cashOnDelivery: "CASH_ON_PICKUP",
	monitored: "EBAY",
	invoice: "CREDIT_CARD",
};

function reachOf(fake: FakeEbay): Reach {
	return { originOf: () => fake.url, pageSize: PAGE_SIZE };
}

export function connectorAt(fake: FakeEbay): Connector {
	return connect(reachOf(fake));
}

export function configOf({ ebay }: FakeEbay): Shop["config"] {
	return { seller: ebay.seller.username, marketplace: "EBAY_DE", marksPaid: true };
}

export function secretsOf({ ebay }: FakeEbay): Shop["secrets"] {
	const [accessToken = "", { expires } = { expires: new Date(0) }] =
		[...ebay.accessTokens].filter(([, { user }]) => user === ebay.seller.userId).at(-1) ?? [];
	return {
		accessToken,
		refreshToken: ebay.refreshToken,
		expiresAt: expires.getTime(),
		consentEndsAt: ebay.now().getTime() + 47_304_000_000,
	};
}

/** Whoever signs with a key that is not the connection's: eBay signs with its own, so that is somebody who is not eBay. */
const somebodyElse = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

function isForeign(key: string): boolean {
	return key === "" || Buffer.from(key.replace("whsec_", ""), "base64").toString().startsWith("somebody else");
}

/** A fresh fake eBay, and what the suite of all connectors needs to drive it. */
export const buildRig: BuildRig = async () => {
	const fake = await startFakeEbay();
	const { ebay } = fake;
	const orderOf = (ref: OrderRef): StoredOrder => {
		const order = ebay.orders.get(ref);
		if (order === undefined) throw new Error(`the fake has no order ${ref}`);
		return order;
	};
	return {
		connector: connectorAt(fake),
		config: configOf(fake),
		secrets: secretsOf(fake),
		app: appAt(fake),
		wrongSecrets: {
			accessToken: "v^1.1#i^1#revoked-access",
			refreshToken: "v^1.1#r^1#revoked-refresh",
			expiresAt: Date.now() + 3_600_000,
			consentEndsAt: Date.now() + 90 * 86_400_000,
		},
		timeZone: "UTC",
		currencies: ["EUR", "JPY"],
		pageSize: PAGE_SIZE,
		isWrite,
		close: () => fake.close(),
		shop: {
			async place({ amount: { minor, currency }, paymentCode }) {
				const order = place(ebay, { minor, currency, method: METHODS[paymentCode], payment: "PENDING" });
				return OrderRef.parse(order.id);
			},
			edit: async (ref) => moveHouse(ebay, orderOf(ref)),
			settleElsewhere: async (ref) => cancelByHand(ebay, orderOf(ref)),
			remove: async (ref) => void ebay.orders.delete(ref),
			payOut: async (refs) => payOut(fake, refs.map(orderOf)),
			effects: async () => ebay.ledger.map(({ order, what }) => ({ ref: OrderRef.parse(order), what })),
			async webhook(ref, { key }) {
				const message = orderConfirmation(ebay, { id: ref });
				const { headers, body } = deliveryOf(ebay, message, isForeign(key) ? somebodyElse : undefined);
				return { method: "POST", url: "/", headers: new Headers(headers), body: new TextEncoder().encode(body) };
			},
		},
	};
};

/** A token is no effect. */
async function isWrite({ method, url }: Request): Promise<boolean> {
	return method !== "GET" && !url.endsWith("/oauth2/token");
}

/** eBay keeps an eighth of each order and a fee that belongs to none. @returns how it stands in the seller's statement */
function payOut({ ebay }: FakeEbay, orders: readonly StoredOrder[]): PayoutQuestion {
	const payoutId = String(5_284_736_000 + ebay.payouts.length);
	const sales = orders.map(({ id, minor }) => ({ orderId: id, gross: minor, fee: Math.round(minor / 8) }));
	const payout = payoutOf(payoutId, { sales, at: ebay.now() });
	ebay.payouts.push(payout);
	return {
		posting: { counterparty: "eBay S.a r.l.", text: `P.${payoutId} Auszahlung` },
		amount: { minor: Math.round(Number(payout.amount.value) * 100), currency: payout.amount.currency },
		bookedOn: ebay.now().toISOString().slice(0, 10),
	};
}

/** What a handler gets, for tests of our own. */
export function shopContext(fake: FakeEbay, given: Partial<Shop> = {}): Shop {
	return {
		config: configOf(fake),
		secrets: secretsOf(fake),
		app: appAt(fake),
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
		http: fetch,
		webhook: null,
		log: () => {},
		signal: new AbortController().signal,
		now: () => fake.ebay.now(),
		...given,
	};
}
