import { createHash, createHmac } from "node:crypto";
import { orderBody } from "./order-body.ts";
import type { Shop, StoredOrder, StoredWebhook } from "./state.ts";

export type OrderEvent = "created" | "updated" | "deleted" | "restored";

/** WooCommerce hands deliveries to WP-Cron; nothing is sent while the buyer waits. */
export function announce(shop: Shop, order: StoredOrder, event: OrderEvent): void {
	for (const webhook of shop.webhooks.values()) {
		if (webhook.status !== "active" || webhook.topic !== `order.${event}`) continue;
		const queued = shop.queue.some((waiting) => waiting.webhook === webhook.id && waiting.order === order.id);
		if (!queued) shop.queue.push({ webhook: webhook.id, order: order.id, event });
	}
	if (shop.deliverAtOnce) setImmediate(() => void runCron(shop));
}

/** Sends what waits, each once: a delivery that fails is never repeated. */
export async function runCron(shop: Shop): Promise<void> {
	for (let waiting = shop.queue.shift(); waiting !== undefined; waiting = shop.queue.shift()) {
		const webhook = shop.webhooks.get(waiting.webhook);
		const order = shop.orders.get(waiting.order);
		if (webhook?.status !== "active" || order === undefined) continue;
		const { headers, body } = deliveryOf(shop, webhook, order, waiting.event);
		await post(webhook.deliveryUrl, headers, body).then(
			(status) => (status >= 200 && status < 303 ? succeeded(webhook) : failed(webhook)),
			() => failed(webhook),
		);
	}
}

/** The body is built when it is sent, not when the event happened. */
export function deliveryOf(
	shop: Shop,
	webhook: Pick<StoredWebhook, "id" | "secret">,
	order: StoredOrder,
	event: string,
): { headers: Record<string, string>; body: string } {
	const json = event === "deleted" ? { id: order.id } : orderBody(shop, order, 2);
	const body = JSON.stringify(json)
		.replaceAll("/", "\\/")
		.replace(/[^\0-\x7f]/g, escaped);
	const second = Math.floor(shop.now().getTime() / 1000);
	return {
		body,
		headers: {
			"user-agent": "WooCommerce/10.0.2 Hookshot (WordPress/6.8.8)",
			"content-type": "application/json",
			"x-wc-webhook-source": `${shop.url}/`,
			"x-wc-webhook-topic": `order.${event}`,
			"x-wc-webhook-resource": "order",
			"x-wc-webhook-event": event,
			"x-wc-webhook-signature": createHmac("sha256", webhook.secret).update(body).digest("base64"),
			"x-wc-webhook-id": String(webhook.id),
			// Two deliveries of one webhook within a second share it.
			"x-wc-webhook-delivery-id": createHash("md5").update(`${webhook.id}${second}`).digest("hex"),
		},
	};
}

/** Asks a new webhook's address for 200, unsigned. What it answers changes nothing. */
export async function ping(webhook: StoredWebhook): Promise<void> {
	const headers = { "content-type": "application/x-www-form-urlencoded" };
	await post(webhook.deliveryUrl, headers, `webhook_id=${webhook.id}`).catch(() => undefined);
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
	const signal = AbortSignal.timeout(5000);
	const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
	await response.body?.cancel();
	return response.status;
}

function succeeded(webhook: StoredWebhook): void {
	webhook.failures = 0;
}

/** Disabled with the seventh failure in a row. */
function failed(webhook: StoredWebhook): void {
	if (webhook.failures > 5) webhook.status = "disabled";
	else webhook.failures++;
}

function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
