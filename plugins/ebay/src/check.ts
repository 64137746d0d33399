import { type CheckResult, ConnectorError, type Description } from "@kontor/connector";
import type { Api } from "./client.ts";
import type { Shop } from "./manifest.ts";
import { MANAGED_METHOD, METHOD_TITLES, paymentMethodOf } from "./mapping.ts";
import { listOrders } from "./orders.ts";
import { shopClock } from "./pull.ts";
import { EbayOrder, User } from "./shapes.ts";
import { SHOP_STATUSES } from "./statuses.ts";
import { shifted } from "./windows.ts";

const DAYS_90_MS = 90 * 86_400_000;

/** Who consented, and whether his orders can be read. The user id never changes, the name may. */
export async function check(ctx: Shop, api: Api): Promise<CheckResult> {
	try {
		const { data } = await api.ask(GET_USER);
		if (data.username !== ctx.config.seller)
			return { ok: false, field: "seller", forMerchant: otherSeller(data.username) };
		return { ok: true, identity: data.userId, shopClock: await shopClock(ctx, api) };
	} catch (error) {
		if (!(error instanceof ConnectorError)) throw error;
		const { forMerchant } = error.details;
		if (forMerchant === undefined) throw error;
		return { ok: false, field: null, forMerchant };
	}
}

export const GET_USER = {
	name: "getUser",
	host: "apiz",
	path: "/commerce/identity/v1/user/",
	effect: "read",
	answer: User,
} as const;

/** eBay lists no payment methods: those it has, of which those of the newest orders and its own are in use. */
export async function describe(ctx: Shop, api: Api): Promise<Description> {
	const since = shifted(ctx.now().toISOString(), -DAYS_90_MS);
	const { data } = await listOrders(api, `creationdate:[${since}..]`);
	const seen = (data.orders ?? []).flatMap((node) => {
		const order = EbayOrder.safeParse(node);
		return order.success ? [paymentMethodOf(order.data)] : [];
	});
	const methods = new Map(Object.entries(METHOD_TITLES));
	for (const { id, title } of seen) if (!methods.has(id)) methods.set(id, title);
	const used = new Set([MANAGED_METHOD, ...seen.map(({ id }) => id)]);
	return {
		paymentMethods: [...methods].map(([id, title]) => ({ id, title, active: used.has(id) })),
		statuses: SHOP_STATUSES,
	};
}

function otherSeller(username: string) {
	return {
		de: `Bei eBay wurde als „${username}“ zugestimmt. Bitte diesen Namen eintragen oder mit dem richtigen Konto zustimmen.`,
		en: `The consent at eBay was given as "${username}". Please enter that name, or consent with the right account.`,
	};
}

/** For a consent that is complete but not this connection's. */
export function isThisSeller(ctx: Pick<Shop, "config">, user: { readonly username: string }): boolean {
	return user.username === ctx.config.seller;
}
