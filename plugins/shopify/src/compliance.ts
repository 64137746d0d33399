import { type AboutShop, OrderRef, type RawRequest, type RouteAnswer, type ShopNotice } from "@kontor/connector";
import * as z from "zod";
import type { ShopifyApp } from "./app.ts";
import { jsonIn } from "./json.ts";
import { isSignedBody } from "./signatures.ts";

const Id = z.int().positive();
const Shop = { shop_id: Id, shop_domain: z.string() };

/** What is asked for, by what is in it: the signature does not cover the header with the topic. */
const Compliance = z.union([
	z
		.object({ ...Shop, orders_to_redact: z.array(Id) })
		.transform(({ shop_id, orders_to_redact }) =>
			told(shop_id, { kind: "erase-customer", orders: orders_to_redact.map(refOf) }),
		),
	z
		.object({ ...Shop, orders_requested: z.array(Id) })
		.transform(({ shop_id, orders_requested }) =>
			told(shop_id, { kind: "customer-data-requested", orders: orders_requested.map(refOf) }),
		),
	z.strictObject(Shop).transform(({ shop_id }) => told(shop_id, { kind: "erase-shop" })),
]);

function told(shopId: number, notice: ShopNotice): AboutShop {
	return { aboutShop: { identity: `gid://shopify/Shop/${shopId}`, notices: [notice] } };
}

function refOf(id: number): OrderRef {
	return OrderRef.parse(String(id));
}

/**
 * The mandatory topics customers/data_request, customers/redact and shop/redact, which Shopify sends to one address for
 * all shops, the last of them when the shop is long gone. 401 for a bad signature: anything else fails Shopify's review.
 */
export async function compliance(app: ShopifyApp, raw: RawRequest): Promise<RouteAnswer> {
	if (!isSignedBody(raw.body, raw.headers.get("x-shopify-hmac-sha256"), app.clientSecrets)) return { status: 401 };
	const about = Compliance.safeParse(jsonIn(raw.body));
	return about.success ? about.data : { status: 400 };
}
