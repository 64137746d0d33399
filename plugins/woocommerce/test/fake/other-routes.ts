import { type ApiAnswer, type ApiRequest, page, refusal, text } from "./answers.ts";
import { dates } from "./order-body.ts";
import { toSecond } from "./order-life.ts";
import { GATEWAYS, type Shop, type StoredWebhook } from "./state.ts";
import { ping } from "./webhooks.ts";

/** `/payment_gateways`, `/reports/orders/totals`, `/webhooks`. */
export function otherRoutes(shop: Shop, request: ApiRequest): ApiAnswer | null {
	const { method, path } = request;
	if (path === "payment_gateways" && method === "GET") return { status: 200, body: gateways(shop) };
	if (path === "reports/orders/totals" && method === "GET") return { status: 200, body: totals(shop) };
	if (path === "webhooks" && method === "GET") {
		const sorted = [...shop.webhooks.values()].toSorted((a, b) => a.id - b.id);
		return page(shop, request, sorted, (webhook) => shown(shop, webhook));
	}
	if (path === "webhooks" && method === "POST") return create(shop, request);
	const [, id] = /^webhooks\/(\d+)$/.exec(path) ?? [];
	if (id === undefined || method !== "DELETE") return null;
	const webhook = shop.webhooks.get(Number(id));
	if (webhook === undefined) return refusal(404, "woocommerce_rest_shop_webhook_invalid_id", "Ungültige ID.");
	if (request.query.get("force") !== "true") {
		return refusal(501, "woocommerce_rest_trash_not_supported", "Webhooks können nicht in den Papierkorb.");
	}
	shop.webhooks.delete(webhook.id);
	return { status: 200, body: shown(shop, webhook) };
}

function create(shop: Shop, { body }: ApiRequest): ApiAnswer {
	const webhook: StoredWebhook = {
		id: shop.nextId(),
		name: text(body.name ?? "Webhook"),
		status: body.status === "paused" || body.status === "disabled" ? body.status : "active",
		topic: text(body.topic),
		deliveryUrl: text(body.delivery_url),
		secret: text(body.secret),
		failures: 0,
		created: toSecond(shop.now()),
	};
	shop.webhooks.set(webhook.id, webhook);
	void ping(webhook);
	return { status: 201, body: shown(shop, webhook) };
}

/** Without the secret, which WooCommerce never shows. */
function shown(shop: Shop, webhook: StoredWebhook): object {
	const [resource, event] = webhook.topic.split(".");
	return {
		id: webhook.id,
		name: webhook.name,
		status: webhook.status,
		topic: webhook.topic,
		resource,
		event,
		hooks: [],
		delivery_url: webhook.deliveryUrl,
		...dates(shop, "date_created", webhook.created),
		...dates(shop, "date_modified", webhook.created),
	};
}

function gateways(shop: Shop): object[] {
	return GATEWAYS.map(({ id, title, enabled }) => ({
		id,
		title,
		description: "",
		order: "",
		enabled,
		method_title: title,
		method_description: "",
		settings: {},
		_links: {
			self: [{ href: `${shop.url}/wp-json/wc/v3/payment_gateways/${id}` }],
			collection: [{ href: `${shop.url}/wp-json/wc/v3/payment_gateways` }],
		},
	}));
}

function totals(shop: Shop): object[] {
	const orders = [...shop.orders.values()];
	return Object.entries(shop.statuses).map(([slug, name]) => ({
		slug,
		name,
		total: orders.filter(({ status }) => status === slug).length,
	}));
}
