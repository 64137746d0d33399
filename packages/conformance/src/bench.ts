import { randomBytes } from "node:crypto";
import type { Connector, Context, Money, Order, OrderRef, PaymentCode, Scope } from "@kontor/connector";
import { assert } from "vitest";
import type { Evidence } from "./canaries.ts";
import { tap } from "./http-tap.ts";
import { recorded } from "./recorded.ts";
import type { Effect, FakeShop, Rig } from "./rig.ts";

/** A rig on which one check is run: what the connector is called with, and everything it said. */
export interface Bench {
	readonly rig: Rig;
	readonly shop: FakeShop;
	/** The rig's connector; what it returns, throws and logs is kept as evidence. */
	readonly connector: Connector;
	readonly scope: Scope;
	/** Newest first, as while keys rotate. */
	readonly webhookKeys: readonly [newest: string, older: string];
	readonly evidence: Evidence[];
	readonly context: (given?: Partial<Pick<Context, "http" | "secrets">>) => Context;
	/** Places an order; left out: of the first payment code with statuses, 49.99 in the rig's first currency. */
	readonly place: (order?: { amount?: Money; paymentCode?: PaymentCode }) => Promise<OrderRef>;
	/** The order as the connector reads it now; fails where it is not there. */
	readonly read: (ref: OrderRef) => Promise<Order>;
	/** What an order's buyer or merchant would have noticed so far. */
	readonly effectsOn: (ref: OrderRef) => Promise<readonly Effect[]>;
}

const WEBHOOK_URL = "https://kontor.example/webhooks/00000000-0000-4000-8000-000000000001";

export function openBench(rig: Rig): Bench {
	const { manifest } = rig.connector;
	const evidence: Evidence[] = [];
	const connector = recorded(rig.connector, evidence);
	const scope = scopeOf(rig);
	const config = manifest.config.parse(rig.config);
	const secrets = manifest.secrets.parse(rig.secrets);
	const webhookKeys = [newKey(), newKey()] as const;
	const app = manifest.app === undefined ? {} : { app: manifest.app.parse(rig.app ?? {}) };
	const context: Bench["context"] = (given) => ({
		...app,
		config,
		secrets,
		scope,
		http: tap(rig),
		webhook: { url: WEBHOOK_URL, keys: webhookKeys },
		log: (event, fields) => evidence.push({ from: "log", value: { event, ...fields } }),
		signal: new AbortController().signal,
		now: () => new Date(),
		...given,
	});
	return {
		rig,
		shop: rig.shop,
		connector,
		scope,
		webhookKeys,
		evidence,
		context,
		place: ({ amount = defaultAmount(rig), paymentCode = paymentCodes(scope)[0] } = {}) => {
			assert(paymentCode !== undefined, "the default mapping has statuses for at least one payment code");
			return rig.shop.place({ amount, paymentCode });
		},
		async read(ref) {
			const order = await connector.read(context(), ref);
			assert(order !== null, `the shop holds order ${ref}, read() answered null`);
			return order;
		},
		async effectsOn(ref) {
			return (await rig.shop.effects()).filter((effect) => effect.ref === ref);
		},
	};
}

/** The manifest's own mapping, connected long ago, unless the rig brings another. */
export function scopeOf({ connector: { manifest }, scope }: Rig): Scope {
	return scope ?? { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" };
}

/** Payment codes that some method is mapped to and that have statuses, the simplest first. */
export function paymentCodes({ mapping }: Scope): PaymentCode[] {
	const mapped = Object.values(mapping.paymentMethods);
	const order: PaymentCode[] = ["prepayment", "invoice", "cashOnDelivery", "monitored"];
	return order.filter((code) => mapped.includes(code) && mapping.statuses[code] !== undefined);
}

function defaultAmount({ currencies }: Rig): Money {
	return { minor: 4999, currency: currencies.includes("EUR") ? "EUR" : (currencies[0] ?? "EUR") };
}

/** A key of 32 bytes, in the notation of Standard Webhooks; a shop takes it as a text. */
function newKey(): string {
	return `whsec_${randomBytes(32).toString("base64")}`;
}
