import type { ConnectResult, RawRequest } from "@kontor/connector";
import { homeOf } from "./home.ts";
import type { Shop } from "./manifest.ts";
import { WooKeys } from "./shapes.ts";

/** The nonce travels as `user_id`, the one parameter that WooCommerce hands back. */
export async function begin(
	ctx: Omit<Shop, "secrets">,
	callback: { readonly url: string; readonly returnUrl: string; readonly nonce: string },
): Promise<{ redirect: string }> {
	const page = new URL(`${homeOf(ctx.config.url)}/wc-auth/v1/authorize`);
	page.search = new URLSearchParams({
		app_name: "Kontor",
		scope: "read_write",
		user_id: callback.nonce,
		return_url: callback.returnUrl,
		callback_url: callback.url,
	}).toString();
	return { redirect: page.href };
}

/**
 * The shop posts the keys without any authentication: anyone can. They are worth what the nonce is, which the hub
 * redeems once, and are checked against the shop before they are kept. Only 200 lets WooCommerce call it a success.
 */
export async function complete(_ctx: Omit<Shop, "secrets">, raw: RawRequest): Promise<ConnectResult> {
	const keys = WooKeys.safeParse(jsonOf(raw.body));
	if (!keys.success) return refused("not the keys of a WooCommerce shop");
	const { user_id: nonce, consumer_key: consumerKey, consumer_secret: consumerSecret, key_permissions } = keys.data;
	if (key_permissions !== "read_write") return refused("the key may not both read and write");
	return { ok: true, nonce, secrets: { consumerKey, consumerSecret }, response: { status: 200 } };
}

function refused(reason: string): ConnectResult {
	return { ok: false, reason, response: { status: 400 } };
}

function jsonOf(body: Uint8Array): unknown {
	try {
		return JSON.parse(Buffer.from(body).toString("utf8"));
	} catch {
		return null;
	}
}
