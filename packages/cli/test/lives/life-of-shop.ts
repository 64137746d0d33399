import {
	type ClientOptions,
	call,
	compareConnection,
	connectConnection,
	createConnection,
	disconnectConnection,
	getConnection,
	listOrders,
	putMapping,
} from "@kontor/protocol";
import { expect } from "vitest";
import { today } from "../kill/bank.ts";
import type { LivingShop } from "./shops.ts";
import { type Owner, until } from "./world.ts";

/** What each kind shows of a payment in part and in full. */
const SHOWN: Readonly<Record<string, { readonly part: string; readonly paid: string }>> = {
	shopware: { part: "paid_partially", paid: "paid" },
	shopify: { part: "PARTIALLY_PAID", paid: "PAID" },
	woocommerce: { part: "on-hold", paid: "processing" },
};

/** Connected, paid, changed, cancelled, disconnected. */
export async function lifeOfShop({ api, receive }: Owner, shop: LivingShop): Promise<void> {
	const { plugin } = shop;
	const shown = SHOWN[plugin];
	if (shown === undefined) throw new Error(`nothing is known of ${plugin}`);
	const early = shop.place(8000);
	const over = shop.place(1500);
	over.cancel();
	shop.clock.aMomentLater();

	// Installed from the link that Kontor gives, checked, described; the mapping starts with the defaults.
	const { id } = await call(api, createConnection, { body: { plugin, name: "Laden", config: shop.config } });
	const connection = { connection: id };
	const show = () => call(api, getConnection, { params: connection });
	const { authorizeUrl } = await until("the link", show, (one) => one.authorizeUrl !== null);
	await shop.install(authorizeUrl ?? "");
	const ready = await until("ready", show, ({ state }) => state === "ready");
	expect(Object.values(ready.mapping.paymentMethods)).toContain("prepayment");
	expect(ready.description?.paymentMethods.length).toBeGreaterThan(0);
	await call(api, putMapping, { params: connection, body: ready.mapping });

	// Connected: what the shop held is not managed, what was done with is not there (A7).
	await call(api, connectConnection, { params: connection });
	await until("connected", show, ({ state }) => state === "connected");
	const state = (of: { number: string }) => orderOf(api, of.number).then((order) => order?.state);
	await until(
		"the first reading",
		() => state(early),
		(seen) => seen === "notManaged",
	);
	expect(await state(over)).toBeUndefined();
	await until("the shop reports by itself", show, ({ reading }) => reading?.reports === true);
	shop.clock.aMomentLater();

	// A buyer orders, the order changes, another is cancelled in the shop.
	const order = shop.place(10_900);
	await until(
		"the new order",
		() => state(order),
		(seen) => seen === "open",
	);
	order.change(11_900);
	const outstanding = () => orderOf(api, order.number).then((one) => one?.outstanding.minor);
	await until("the new amount", outstanding, (minor) => minor === 11_900);
	const dropped = shop.place(4200);
	await until(
		"another order",
		() => state(dropped),
		(seen) => seen === "open",
	);
	dropped.cancel();
	await until(
		"the cancelled order",
		() => state(dropped),
		(seen) => seen === "removedExternally",
	);

	// A part of the money comes, then the rest: each is in the shop, once.
	const payment = { number: order.number, day: today(), payer: order.payer };
	await receive([{ ...payment, minor: 4900 }]);
	await until(
		"the part payment",
		() => state(order),
		(seen) => seen === "partiallyPaid",
	);
	await until("the part payment in the shop", order.payment, (seen) => seen === shown.part);
	await receive([
		{ ...payment, minor: 4900 },
		{ ...payment, minor: 7000 },
	]);
	await until(
		"the payment",
		() => state(order),
		(seen) => seen === "paid",
	);
	await until("the payment in the shop", order.payment, (seen) => seen === shown.paid);
	await call(api, compareConnection, { params: connection });

	if (shop.uninstall === null) await call(api, disconnectConnection, { params: connection });
	else await shop.uninstall();
	await until("disconnected", show, (one) => one.state === "disconnected");
	expect(await state(order), "its history stays").toBe("paid");
}

async function orderOf(api: ClientOptions, number: string) {
	const { items } = await call(api, listOrders, { query: { limit: 100 } });
	return items.find((one) => one.number === number);
}
