import {
	ConnectorError,
	type Delivery,
	OrderRef,
	type RawRequest,
	type Text,
	type WebhookState,
} from "@kontor/connector";
import * as z from "zod";
import type { ShopifyApp } from "./app.ts";
import { refusedBy } from "./carry-out.ts";
import { type Api, connectTo } from "./client.ts";
import { SHOP, SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE } from "./documents.ts";
import * as faults from "./faults.ts";
import { jsonIn } from "./json.ts";
import type { Shop } from "./manifest.ts";
import type { Subscriptions } from "./shapes.ts";
import { isSignedBody } from "./signatures.ts";

/** `orders/updated` comes for payments, refunds, cancellation and tags, too. */
const TOPICS = ["ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_EDITED", "ORDERS_DELETE", "APP_UNINSTALLED"] as const;
/** Of an order only which one it is: the rest is read, as it then is. */
const ONLY_ID = ["id"];

const Id = z.int().positive();

/** The bodies of all topics, told apart by what is in them: the signature does not cover the headers. */
const Body = z.union([
	z.object({ order_edit: z.object({ order_id: Id }) }).transform(({ order_edit }) => order_edit.order_id),
	/** app/uninstalled: a shop. */
	z.object({ myshopify_domain: z.string() }).transform(() => "uninstalled" as const),
	z.object({ id: Id }).transform(({ id }) => id),
]);

/**
 * A delivery names orders, and they are read: so one that comes twice, late, or before another that happened earlier
 * changes nothing. Signed with the app's secret, or with a key of the connection's own.
 */
export async function receive(app: ShopifyApp, ctx: Shop, raw: RawRequest): Promise<Delivery> {
	const keys = [...app.clientSecrets, ...(ctx.webhook?.keys ?? [])];
	if (!isSignedBody(raw.body, raw.headers.get("x-shopify-hmac-sha256"), keys)) {
		throw new ConnectorError("bad-config", "webhook: bad signature", { code: "SHOPIFY_BAD_SIGNATURE" });
	}
	const named = Body.safeParse(jsonIn(raw.body));
	if (!named.success) throw faults.unexpected("webhook", "an order, or the app's removal");
	if (named.data !== "uninstalled") return { orders: [], changed: [OrderRef.parse(String(named.data))] };
	const notices = (await isRemoved(connectTo(app, ctx))) ? [{ kind: "uninstalled", dataKept: true } as const] : [];
	return { orders: [], changed: [], notices };
}

/**
 * The app's secret signs for every installation, so that a late message about an earlier one looks the same: the shop is
 * asked. Shopify takes the tokens back with the app.
 */
async function isRemoved(api: Api): Promise<boolean> {
	try {
		await api.ask(SHOP);
		return false;
	} catch (error) {
		if (error instanceof ConnectorError && error.details.code === "SHOPIFY_TOKEN_REFUSED") return true;
		throw error;
	}
}

/**
 * One subscription per topic that leads here. Shopify removes one after eight failures in a row, and does not say so: it
 * is missing then, and made again.
 */
export async function watchWebhooks(ctx: Shop, api: Api): Promise<WebhookState> {
	if (ctx.webhook === null) return { state: "working", problems: [] };
	const { url } = ctx.webhook;
	const ours = (await allSubscriptions(api)).filter(({ topic }) => (TOPICS as readonly string[]).includes(topic));
	const working = new Set(ours.filter(({ uri }) => uri === url).map(({ topic }) => topic));
	const missing = TOPICS.filter((topic) => !working.has(topic));
	for (const topic of missing) {
		const includeFields = topic === "ORDERS_CREATE" || topic === "ORDERS_UPDATED" ? { includeFields: ONLY_ID } : {};
		const { data } = await api.ask(SUBSCRIBE, { topic, subscription: { uri: url, format: "JSON", ...includeFields } });
		const refused = refusedBy(data.webhookSubscriptionCreate);
		if (refused !== null) throw faults.unexpected("KontorSubscribe", `a subscription (${refused.detail})`);
	}
	// The new ones come first, so that nothing is missed if this is interrupted.
	const elsewhere = ours.filter(({ uri }) => uri !== url);
	for (const { id } of elsewhere) await api.ask(UNSUBSCRIBE, { id });
	if (missing.length === 0) return { state: "working", problems: [] };
	if (ours.length === 0) return { state: "created", problems: [] };
	const code = elsewhere.length > 0 ? "WEBHOOK_ELSEWHERE" : "WEBHOOK_REMOVED";
	return { state: "replaced", problems: [{ code, forMerchant: PROBLEMS[code] }] };
}

const PROBLEMS = {
	WEBHOOK_REMOVED: {
		de: "Shopify hatte Benachrichtigungen an Kontor nach mehreren Fehlschlägen entfernt. Sie sind neu eingerichtet; was inzwischen geschah, holt der nächste Abgleich.",
		en: "Shopify had removed notifications to Kontor after several failures. They have been set up again; what happened meanwhile comes with the next comparison.",
	},
	WEBHOOK_ELSEWHERE: {
		de: "Benachrichtigungen des Shops gingen an eine frühere Adresse von Kontor. Sie sind neu eingerichtet.",
		en: "Notifications of the shop went to a former address of Kontor. They have been set up again.",
	},
} as const satisfies Record<string, Text>;

async function allSubscriptions(api: Api) {
	const all: { id: string; topic: string; uri: string }[] = [];
	for (let after: string | null = null; ; ) {
		const page: z.infer<typeof Subscriptions> = (await api.ask(SUBSCRIPTIONS, { after })).data;
		const { nodes, pageInfo } = page.webhookSubscriptions;
		all.push(...nodes);
		if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return all;
		after = pageInfo.endCursor;
	}
}
