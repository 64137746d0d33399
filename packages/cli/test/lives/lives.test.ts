import { bueroplus } from "@kontor/plugin-bueroplus";
import { afterAll, beforeAll, it } from "vitest";
import { lifeOfShop } from "./life-of-shop.ts";
import { openShops, type Shops } from "./shops.ts";
import { lifeOfVorgaenge } from "./vorgangsstatus.ts";
import { openWorld, type World } from "./world.ts";

/**
 * What a merchant sees of his shop's life, through real hub, host and plugin: what only plugin and host are needed for is in each
 * plugin's own `life.test.ts`.
 */
let world: World;
let opened: Shops;
beforeAll(async () => {
	opened = await openShops();
	world = await openWorld([...opened.plugins, bueroplus], opened.apps);
}, 60_000);
afterAll(async () => {
	await world?.close();
	await opened?.close();
});

it.concurrent.each(["shopware", "shopify", "woocommerce"])("a shop's life: %s", { timeout: 60_000 }, async (plugin) => {
	const shop = opened.shops.find((one) => one.plugin === plugin);
	if (shop === undefined) throw new Error(`no shop of ${plugin}`);
	await lifeOfShop(await world.owner(), shop);
});

it.concurrent("a Vorgang's life, by the rules of büro⁺", { timeout: 60_000 }, () => lifeOfVorgaenge(world));
