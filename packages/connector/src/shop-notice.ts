import * as z from "zod";
import type { RawResponse } from "./connector.ts";
import { OrderRef } from "./order.ts";

/**
 * The account of a customer was closed on the platform, which does not say what he ordered: his personal data is to be removed from
 * all orders that have one of these customer numbers.
 */
export const EraseAccount = z.object({
	kind: z.literal("erase-account"),
	numbers: z.array(z.string().min(1).max(190)).min(1).max(10),
});
export type EraseAccount = z.infer<typeof EraseAccount>;

/** What a shop says about itself or its customers. Each may come twice, late, or in another order than it happened. */
export const ShopNotice = z
	.discriminatedUnion("kind", [
		/**
		 * Kontor was removed from the shop and has no access any more. Said only where that is so now: a late or repeated
		 * message about an earlier installation is not passed on (the shop is asked, or the installation's own secret signed it).
		 */
		z.object({
			kind: z.literal("uninstalled"),
			/** False: the merchant asked for the data to be removed, too. */
			dataKept: z.boolean(),
		}),
		/** All of the shop's personal data is to be removed (the platform's duty, not the merchant's wish alone). */
		z.object({ kind: z.literal("erase-shop") }),
		/** A customer's personal data is to be removed; `orders` are his. */
		z.object({ kind: z.literal("erase-customer"), orders: z.array(OrderRef).max(1000) }),
		EraseAccount,
		/** A customer asked what is stored about him; the merchant answers. */
		z.object({ kind: z.literal("customer-data-requested"), orders: z.array(OrderRef).max(1000) }),
		/** It was signed as this shop's, and came from another address: a clone that runs with its keys (PRODUCT A12). */
		z.object({ kind: z.literal("other-address"), url: z.string().min(1).max(500) }),
	])
	.meta({ id: "ShopNotice" });
export type ShopNotice = z.infer<typeof ShopNotice>;

/**
 * What a platform sends to one address for all of its shops: it goes on to every connection whose configuration has this
 * value, as its webhook, or (`to`) as a call of its consent page. The connection authenticates it, where the route did not.
 */
export interface ForConnections {
	readonly forConnections: { readonly field: string; readonly value: string; readonly to?: "webhook" | "connect" };
}

/** What a platform says of a shop, connected or not any more; authenticated by the route. */
export interface AboutShop {
	readonly aboutShop: {
		/** As `check` tells it. */
		readonly identity: string;
		readonly notices: readonly ShopNotice[];
	};
}

/**
 * What a platform says of somebody who may have bought in any of its shops, all of which are told; authenticated by the route. A
 * platform's sellers buy, too: what it says of his own shop goes along.
 */
export interface AboutCustomer extends Partial<AboutShop> {
	readonly aboutCustomer: EraseAccount;
}

/**
 * An installation that began in the shop (PRODUCT A2); authenticated by the route. It waits for a merchant to claim it, or
 * goes on at once: with a merchant's link code, or where the shop is known and was only uninstalled (A8).
 */
export interface FromShop {
	readonly fromShop: {
		/** As `check` tells it. */
		readonly identity: string;
		/**
		 * Who says which shop it is: the platform, or (left out) the shop itself, which another may pretend to be. A shop that is
		 * connected then keeps its credentials until its merchant claims the installation.
		 */
		readonly provenBy?: "platform";
		/** Left out: it has come before, and only the link code is new. */
		readonly installed?: {
			/** What the merchant calls the shop: its title or address. */
			readonly name: string;
			readonly config: Readonly<Record<string, unknown>>;
			readonly secrets: Readonly<Record<string, unknown>>;
		};
		/** As the merchant typed it, from his account in Kontor. */
		readonly linkCode?: string;
	};
	/** What the shop is answered. */
	readonly respond: (claim: Claim) => RawResponse;
}

/** Where an installation from the shop's side stands. */
export type Claim =
	| { readonly state: "linked" }
	/** The merchant enters `code` in Kontor. `refused`: the link code he typed is not valid, or not any more. */
	| { readonly state: "unclaimed"; readonly code: string; readonly refused: boolean }
	/** There is no such installation (any more): it has to begin anew in the shop. */
	| { readonly state: "unknown" };

/** What a route that the platform calls comes to. */
export type RouteAnswer = RawResponse | ForConnections | AboutShop | AboutCustomer | FromShop;
