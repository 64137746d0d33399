import { type CheckResult, ConnectorError, type Description } from "@kontor/connector";
import { type Api, connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import { identityOf } from "./home.ts";
import type { Access, Shop } from "./manifest.ts";
import { statusesOfShop } from "./orders.ts";
import { WooGateways } from "./shapes.ts";

/**
 * Reads what only WooCommerce has, and writes nothing by an empty batch: the one call that needs the key's permission
 * to write and its user's to edit orders without changing any.
 */
export async function check(ctx: Access): Promise<CheckResult> {
	try {
		const api = connectTo(ctx);
		const { gateways, date } = await gatewaysOf(api);
		await api.post("orders/batch", {});
		const home = gateways[0]?._links.self[0]?.href ?? ctx.config.url;
		return { ok: true, identity: identityOf(home), shopClock: date ?? ctx.now().toISOString() };
	} catch (error) {
		if (!(error instanceof ConnectorError)) throw error;
		const fault = await whatIsBehind(ctx, error);
		const { forMerchant } = fault.details;
		if (forMerchant === undefined) throw fault;
		return { ok: false, field: faults.fieldAtFault(fault), forMerchant };
	}
}

/** A fault that two causes share, told apart by asking once more. */
async function whatIsBehind(ctx: Access, error: ConnectorError): Promise<ConnectorError> {
	const { code } = error.details;
	if (error.fault === "unexpected-reply" && code !== "WOOCOMMERCE_BLOCKED") return faults.notWooCommerce();
	const { url, keysInAddress } = ctx.config;
	if (code !== "WOOCOMMERCE_KEY_REFUSED" || keysInAddress === true || !url.startsWith("https:")) return error;
	const api = connectTo({ ...ctx, config: { ...ctx.config, keysInAddress: true } });
	return api.get("payment_gateways").then(faults.headerRemoved, () => error);
}

/** @see Description in the contract */
export async function describe(ctx: Shop): Promise<Description> {
	const api = connectTo(ctx);
	const { gateways } = await gatewaysOf(api);
	return {
		paymentMethods: gateways.map(({ id, title, method_title, enabled }) => ({
			id,
			title: title || method_title || id,
			active: enabled,
		})),
		statuses: { order: await statusesOfShop(api) },
	};
}

async function gatewaysOf(api: Api) {
	const { body, date } = await api.get("payment_gateways");
	const gateways = WooGateways.safeParse(body);
	if (!gateways.success) throw faults.unexpected("GET payment_gateways", "a list of payment gateways");
	return { gateways: gateways.data, date };
}
