import type { KnownPayer } from "../../src/known-payer.ts";
import type { Habits } from "../profile.ts";
import type { Random } from "../random.ts";
import type { Customer } from "./customers.ts";
import { type PlacedOrder, placeOrders } from "./orders.ts";
import { fullName } from "./person.ts";
import { SHOPS } from "./shops.ts";

/** A merchant with his shops, customers and orders, before any posting is written. */
export interface World {
	readonly orders: readonly PlacedOrder[];
	readonly customers: readonly Customer[];
}

/**
 * @param openCount - open orders, about. For each of them nearly two are closed (35 % of a range open); above half a million
 *   one, so that a set of a million fits into memory.
 */
export function buildWorld(random: Random, openCount: number, habits: Habits): World {
	const openShare = openCount > 500_000 ? 0.5 : 0.35;
	const customers: Customer[] = [];
	const orders: PlacedOrder[] = [];
	for (const shop of SHOPS) {
		const total = Math.round((openCount * shop.share) / openShare);
		const placed = placeOrders(random.fork(shop.id), shop, {
			total,
			openShare,
			firstId: orders.length,
			customers,
			habits,
		});
		for (const order of placed) orders.push(order);
	}
	return { orders, customers };
}

/** Accounts that have paid before, for about a third of the customers. */
export function knownPayers(world: World): KnownPayer[] {
	return world.customers
		.filter(({ known }) => known)
		.map(({ iban, number, person, company, orders }) => ({
			iban,
			...(number !== null && { customerNumber: number }),
			name: company ?? fullName(person),
			payments: Math.max(1, orders.filter(({ state }) => state === "closed").length),
		}));
}
