import { type CheckResult, ConnectorError, type Description, type Text } from "@kontor/connector";
import type { Api } from "./client.ts";
import { RECENT_GATEWAYS, SHOP } from "./documents.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { NO_METHOD, TERMS_METHOD, TEST_METHOD } from "./mapping.ts";
import { missingScopes } from "./scopes.ts";
import { SHOP_STATUSES } from "./statuses.ts";

/** Who the shop is, and whether Kontor may do all it has to. */
export async function check(ctx: Shop, api: Api): Promise<CheckResult> {
	try {
		const { data, date } = await api.ask(SHOP);
		const { shop, currentAppInstallation } = data;
		const missing = missingScopes(currentAppInstallation.accessScopes.map(({ handle }) => handle));
		if (missing.length > 0) return { ok: false, field: null, forMerchant: lacks(missing) };
		return { ok: true, identity: shop.id, shopClock: date ?? ctx.now().toISOString() };
	} catch (error) {
		if (!(error instanceof ConnectorError)) throw error;
		const fault = error.fault === "unexpected-reply" ? faults.known("bad-config", "SHOPIFY_NOT_FOUND", "check") : error;
		const { forMerchant, code } = fault.details;
		if (forMerchant === undefined) throw fault;
		return { ok: false, field: code === "SHOPIFY_NOT_FOUND" ? "shop" : null, forMerchant };
	}
}

const ALWAYS = [
	{ id: TERMS_METHOD, title: "Zahlungsbedingungen / Payment terms", active: true },
	{ id: NO_METHOD, title: "Manuell / Manual", active: true },
	{ id: TEST_METHOD, title: "Testbestellungen / Test orders", active: true },
];

/** Shopify lists no payment methods; those of the newest orders are the ones in use. */
export async function describe(api: Api): Promise<Description> {
	const { data } = await api.ask(RECENT_GATEWAYS);
	const seen = new Set(data.orders.nodes.flatMap(({ paymentGatewayNames }) => paymentGatewayNames));
	const named = [...seen].filter(
		(name) => name.trim() !== "" && ![NO_METHOD, TERMS_METHOD, TEST_METHOD].includes(name),
	);
	return {
		paymentMethods: [...named.map((name) => ({ id: name, title: name, active: true })), ...ALWAYS],
		statuses: SHOP_STATUSES,
	};
}

function lacks(scopes: readonly string[]): Text {
	const list = scopes.join(", ");
	return {
		de: `Kontor fehlen in diesem Shop Berechtigungen (${list}). Bitte den Shop neu verbinden und allen zustimmen.`,
		en: `Kontor lacks permissions in this shop (${list}). Please connect the shop again and consent to all of them.`,
	};
}
