import { createHmac, timingSafeEqual } from "node:crypto";
import { ConnectorError, type Delivery, type RawRequest } from "@kontor/connector";
import { check } from "./check.ts";
import { connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import { identityOf, isSameHost } from "./home.ts";
import type { Shop } from "./manifest.ts";
import { refOf } from "./mapping.ts";
import { findOrder, toOrders } from "./orders.ts";
import { WooDeleted, WooGoodbye, WooLinks, WooOrder, WooRefusal } from "./shapes.ts";

const NOTHING: Delivery = { orders: [], changed: [] };

/**
 * A delivery of the shop. The signature covers the body alone, so nothing is taken from the headers: a body is an order
 * in full, or (order.deleted) an id. WooCommerce asks a new webhook's address with an unsigned form, `webhook_id=N`, that
 * has to be answered with 200; nothing is taken from it.
 */
export async function receive(ctx: Shop, raw: RawRequest): Promise<Delivery> {
	const body = Buffer.from(raw.body);
	if (/^webhook_id=\d+$/.test(body.subarray(0, 40).toString("latin1"))) return NOTHING;
	if (!isAuthentic(body, raw.headers.get("x-wc-webhook-signature"), ctx.webhook?.keys ?? [])) {
		throw new ConnectorError("bad-config", "webhook: bad signature", { code: "WOOCOMMERCE_BAD_SIGNATURE" });
	}
	const json = jsonOf(body);
	const order = WooOrder.safeParse(json);
	if (order.success) return ofOrder(ctx, order.data, WooLinks.safeParse(json).data?._links.self[0]?.href);
	const named = WooDeleted.safeParse(json);
	if (named.success) return { orders: [], changed: [refOf(named.data)] };
	const goodbye = WooGoodbye.safeParse(json);
	if (goodbye.success) return ofGoodbye(ctx, goodbye.data.data_kept);
	if (!WooRefusal.safeParse(json).success) throw faults.unexpected("webhook", "an order or its id");
	// The body is made when it is sent: the order was deleted since, or the webhook's user may no longer see it.
	ctx.log("webhook-without-order");
	return NOTHING;
}

/**
 * A copy of the shop runs with its keys and webhooks, and so do orders placed there. What comes from another host is
 * believed only where the shop itself has this very order (PRODUCT A12); plugins for languages, too, name other hosts.
 */
async function ofOrder(ctx: Shop, woo: WooOrder, link: string | undefined): Promise<Delivery> {
	if (link === undefined || isSameHost(link, ctx.config.url)) return delivered(ctx, woo);
	const own = await findOrder(connectTo(ctx), refOf(woo));
	if (own !== null && own.order_key === woo.order_key) return delivered(ctx, own);
	return { ...NOTHING, notices: [{ kind: "other-address", url: identityOf(link) }] };
}

function delivered(ctx: Shop, woo: WooOrder): Delivery {
	const orders = woo.status === "trash" ? [] : toOrders(ctx, [woo]);
	return orders.length > 0 ? { orders, changed: [] } : { orders: [], changed: [refOf(woo)] };
}

/** Kontor's plugin in the shop removed the key before it said goodbye: where the key is good, somebody connected again. */
async function ofGoodbye(ctx: Shop, dataKept: boolean): Promise<Delivery> {
	const checked = await check(ctx);
	if (checked.ok || checked.field !== "consumerKey") return NOTHING;
	return { ...NOTHING, notices: [{ kind: "uninstalled", dataKept }] };
}

function jsonOf(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString("utf8"));
	} catch {
		throw faults.unexpected("webhook", "JSON");
	}
}

function isAuthentic(body: Uint8Array, signature: string | null, keys: readonly string[]): boolean {
	const given = Buffer.from(signature ?? "", "base64");
	return keys.some((key) => {
		const right = createHmac("sha256", key).update(body).digest();
		return given.length === right.length && timingSafeEqual(given, right);
	});
}
