import { type CheckResult, ConnectorError, type Description } from "@kontor/connector";
import * as z from "zod";
import { type Api, connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import { identityOf } from "./identity.ts";
import type { Shop } from "./manifest.ts";
import { methodIdOf, titleOf } from "./mapping.ts";
import { listOrders } from "./orders.ts";
import { SwPaymentMethod, SwState, SwVersion } from "./shapes.ts";

const MACHINES: Readonly<Record<string, string>> = {
	"order.state": "order",
	"order_transaction.state": "transaction",
	"order_delivery.state": "delivery",
};
const PER_PAGE = 100;

/** Behind any place an order can have: what is asked for with it comes back empty, but all rights are looked at. */
const BEHIND_ALL = Number.MAX_SAFE_INTEGER;

/** Reads as the plugin reads later, so that a missing right shows now. */
export async function check(ctx: Shop): Promise<CheckResult> {
	try {
		const api = connectTo(ctx);
		const version = SwVersion.safeParse(await api.get("_info/version"));
		if (!version.success) throw faults.notShopware();
		if (!isSupported(version.data.version)) throw faults.tooOld();
		const { date } = await listOrders(ctx, api, [], BEHIND_ALL);
		await describe(ctx);
		return {
			ok: true,
			identity: identityOf(ctx.config.url, ctx.secrets.shopId),
			shopClock: date ?? ctx.now().toISOString(),
		};
	} catch (error) {
		if (!(error instanceof ConnectorError)) throw error;
		const fault = error.fault === "unexpected-reply" ? faults.notShopware() : error;
		const { forMerchant } = fault.details;
		if (forMerchant === undefined) throw fault;
		return { ok: false, field: faults.fieldAtFault(fault), forMerchant };
	}
}

/** @see Description in the contract */
export async function describe(ctx: Shop): Promise<Description> {
	const api = connectTo(ctx);
	return { paymentMethods: await methodsOf(api), statuses: await statusesOfShop(api) };
}

async function methodsOf(api: Api): Promise<Description["paymentMethods"]> {
	const rows = await searchAll(api, "payment-method", { sort: [{ field: "position" }, { field: "id" }] });
	const methods = z.array(SwPaymentMethod).safeParse(rows);
	if (!methods.success) throw faults.unexpected("POST search/payment-method", "a list of payment methods");
	// Up to 6.5 two methods may have the same handler of Shopware's: they are one line, active where one of them is.
	const byId = new Map<string, Description["paymentMethods"][number]>();
	for (const method of methods.data) {
		const id = methodIdOf(method);
		const active = method.active === true || byId.get(id)?.active === true;
		byId.set(id, { id, title: byId.get(id)?.title ?? titleOf(method), active });
	}
	return [...byId.values()];
}

async function statusesOfShop(api: Api): Promise<Description["statuses"]> {
	const rows = await searchAll(api, "state-machine-state", {
		sort: [{ field: "id" }],
		filter: [{ type: "equalsAny", field: "stateMachine.technicalName", value: Object.keys(MACHINES).join("|") }],
		associations: { stateMachine: {} },
	});
	const states = z.array(SwState).safeParse(rows);
	if (!states.success) throw faults.unexpected("POST search/state-machine-state", "a list of states");
	return Object.fromEntries(
		Object.entries(MACHINES).map(([technicalName, machine]) => [
			machine,
			states.data
				.filter(({ stateMachine }) => stateMachine.technicalName === technicalName)
				.map((state) => ({ id: state.technicalName, title: titleOf(state) })),
		]),
	);
}

/** A list that does not change; to its empty page, since shops may give fewer rows than asked for. */
async function searchAll(api: Api, entity: string, criteria: object): Promise<unknown[]> {
	const all: unknown[] = [];
	for (let page = 1; ; page++) {
		const { rows } = await api.search(entity, { ...criteria, page, limit: PER_PAGE });
		if (rows.length === 0) return all;
		all.push(...rows);
	}
}

function isSupported(version: string): boolean {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 6 || (major === 6 && minor >= 5);
}
