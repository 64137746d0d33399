import { bueroplus } from "@kontor/plugin-bueroplus";
import { appAt, ebay, type FakeEbay, startFakeEbay } from "@kontor/plugin-ebay/fake";
import { afterAll, beforeAll, it } from "vitest";
import { lifeOfShop } from "./life-of-shop.ts";
import { lifeOfPayouts } from "./payouts.ts";
import { openShops, type Shops } from "./shops.ts";
import { lifeOfVorgaenge } from "./vorgangsstatus.ts";
import { openWorld, type World } from "./world.ts";

/**
 * What a merchant sees of his shop's life, through real hub, host and plugin: what only plugin and host are needed for is in each
 * plugin's own `life.test.ts`.
 */
let world: World;
let opened: Shops;
let fakeEbay: FakeEbay;
beforeAll(async () => {
	opened = await openShops();
	fakeEbay = await startFakeEbay();
	const plugins = [...opened.plugins, bueroplus, ebay({ originOf: () => fakeEbay.url })];
	world = await openWorld(plugins, { ...opened.apps, ebay: appAt(fakeEbay) });
}, 60_000);
afterAll(async () => {
	await world?.close();
	await fakeEbay?.close();
	await opened?.close();
});

it.concurrent.each(["shopware", "shopify", "woocommerce"])("a shop's life: %s", { timeout: 60_000 }, async (plugin) => {
	const shop = opened.shops.find((one) => one.plugin === plugin);
	if (shop === undefined) throw new Error(`no shop of ${plugin}`);
	await lifeOfShop(await world.owner(), shop);
});

it.concurrent("a Vorgang's life, by the rules of büro⁺", { timeout: 60_000 }, () => lifeOfVorgaenge(world));

it.concurrent("a payout's life, by eBay's books", { timeout: 60_000 }, () => lifeOfPayouts(world, fakeEbay));
