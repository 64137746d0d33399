import { createHmac, randomUUID } from "node:crypto";
import type { Shop, StoredOrder, Subscription } from "./state.ts";

/** A topic as its header names it: "ORDERS_CREATE" is "orders/create". */
function headerOf(topic: string): string {
	return topic.toLowerCase().replace("_", "/");
}

/** Delivered at once where the shop is told so; a test that wants to deliver by itself uses `deliveryOf`. */
export function announce(shop: Shop, order: StoredOrder, topic: string): void {
	if (!shop.deliverAtOnce) return;
	for (const subscription of shop.subscriptions.values()) {
		if (subscription.topic === topic) setImmediate(() => void send(shop, subscription, order));
	}
}

const MOST_FAILURES = 8;

/** Shopify removes a subscription that failed eight times in a row. */
export async function send(shop: Shop, subscription: Subscription, order: StoredOrder): Promise<void> {
	const { headers, body } = deliveryOf(shop, subscription.topic, bodyOf(subscription, order));
	const signal = AbortSignal.timeout(5000);
	const status = await fetch(subscription.uri, { method: "POST", headers, body, redirect: "manual", signal })
		.then(async (response) => {
			await response.body?.cancel();
			return response.status;
		})
		.catch(() => 0);
	subscription.failures = status >= 200 && status < 300 ? 0 : subscription.failures + 1;
	if (subscription.failures >= MOST_FAILURES) shop.subscriptions.delete(subscription.id);
}

export function bodyOf(
	{ topic, includeFields }: Pick<Subscription, "topic" | "includeFields">,
	order: StoredOrder,
): object {
	if (topic === "ORDERS_DELETE") return { id: order.id };
	if (topic === "ORDERS_EDITED") return { order_edit: { id: 1, order_id: order.id, line_items: { additions: [] } } };
	if (topic === "APP_UNINSTALLED") return { id: 548_380_009, name: "Laden", myshopify_domain: "laden.myshopify.com" };
	const whole: Record<string, unknown> = {
		id: order.id,
		admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
		updated_at: order.updated.toISOString(),
		email: "joerg@example.test",
	};
	if (includeFields.length === 0) return whole;
	return Object.fromEntries(includeFields.map((field) => [field, whole[field]]));
}

export function deliveryOf(
	shop: Shop,
	topic: string,
	payload: object,
	secret: string = shop.clientSecrets[0] ?? "",
): { headers: Record<string, string>; body: string } {
	const body = JSON.stringify(payload);
	return {
		body,
		headers: {
			"content-type": "application/json",
			"x-shopify-topic": headerOf(topic),
			"x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
			"x-shopify-shop-domain": shop.domain,
			"x-shopify-api-version": "2026-07",
			"x-shopify-webhook-id": randomUUID(),
			"x-shopify-event-id": randomUUID(),
			"x-shopify-triggered-at": shop.now().toISOString(),
		},
	};
}

/** The merchant removes the app: its tokens are void, and it is told. */
export async function removeApp(shop: Shop): Promise<void> {
	shop.accessTokens.clear();
	shop.refreshTokens.clear();
	const [order] = shop.orders.values();
	const removal = [...shop.subscriptions.values()].find(({ topic }) => topic === "APP_UNINSTALLED");
	shop.subscriptions.clear();
	if (removal !== undefined && order !== undefined) await send(shop, removal, order);
}
