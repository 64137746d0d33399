import type { Random } from "../random.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { fullName } from "../world/person.ts";
import { SHARING } from "../world/shops.ts";
import type { World } from "../world/world.ts";
import { hasTrait, isOpen, type Trait } from "./traits.ts";

/**
 * Hands out orders for postings, each once; when all of a kind are used, from the beginning again, which is right where
 * every posting is decided by itself. A reserved order was changed for its posting and serves no other.
 */
export class Pool {
	private readonly world: World;
	private readonly random: Random;
	private readonly lists = new Map<Trait, { readonly orders: readonly PlacedOrder[]; at: number }>();
	private readonly claimed = new Set<PlacedOrder>();
	private readonly reserved = new Set<PlacedOrder>();
	private byName: Map<string, PlacedOrder[]> | null = null;
	private readonly again: boolean;
	private readonly byNumber = new Map<string, PlacedOrder[]>();

	/** @param again - whether orders may serve twice when all are used. */
	constructor(world: World, random: Random, again: boolean) {
		this.world = world;
		this.random = random;
		this.again = again;
		for (const order of world.orders) {
			if (SHARING.has(order.shop.id)) push(this.byNumber, order.number, order);
		}
	}

	/** Null where there is none (left). */
	take(trait: Trait, fits: (order: PlacedOrder) => boolean = () => true): PlacedOrder | null {
		const fresh = this.find(trait, fits, (order) => !this.claimed.has(order));
		return fresh ?? (this.again ? this.find(trait, fits, () => true) : null);
	}

	/** One that no posting was written for yet, and none will be: it may be changed. */
	reserve(trait: Trait, fits: (order: PlacedOrder) => boolean = () => true): PlacedOrder | null {
		const order = this.find(trait, fits, (candidate) => !this.claimed.has(candidate));
		if (order !== null) this.reserved.add(order);
		return order;
	}

	/** Keeps an order that came along (of a collective payment, of another shop) from being handed out again. */
	claim(order: PlacedOrder): void {
		this.claimed.add(order);
	}

	reserveAlso(order: PlacedOrder): boolean {
		if (this.claimed.has(order) || this.reserved.has(order)) return false;
		this.claimed.add(order);
		this.reserved.add(order);
		return true;
	}

	/** Open orders of the customer in the order's currency, it among them. */
	openOf({ customer, currency }: PlacedOrder): PlacedOrder[] {
		return customer.orders.filter(
			(other) => other.state === "open" && other.currency === currency && !this.reserved.has(other),
		);
	}

	/** Whether the order may be paid along with another one. */
	isFree(order: PlacedOrder): boolean {
		return this.again || !this.claimed.has(order);
	}

	/** Orders of the other shop with the same number. */
	sharing(order: PlacedOrder): readonly PlacedOrder[] {
		return (this.byNumber.get(order.number) ?? []).filter((other) => other.shop !== order.shop);
	}

	private find(
		trait: Trait,
		fits: (order: PlacedOrder) => boolean,
		free: (order: PlacedOrder) => boolean,
	): PlacedOrder | null {
		const list = this.listOf(trait);
		const attempts = Math.min(list.orders.length, 2_000);
		for (let attempt = 0; attempt < attempts; attempt++) {
			const order = list.orders[list.at];
			list.at = (list.at + 1) % list.orders.length;
			if (order === undefined || this.reserved.has(order) || !free(order) || !fits(order)) continue;
			this.claimed.add(order);
			return order;
		}
		return null;
	}

	private listOf(trait: Trait): { readonly orders: readonly PlacedOrder[]; at: number } {
		let list = this.lists.get(trait);
		if (list === undefined) {
			const orders = this.world.orders.filter((order) => hasTrait(order, trait, this));
			shuffle(orders, this.random);
			list = { orders, at: 0 };
			this.lists.set(trait, list);
		}
		return list;
	}

	/** Open orders of all customers of this name. */
	namesakes({ customer }: PlacedOrder): readonly PlacedOrder[] {
		if (this.byName === null) {
			this.byName = new Map();
			for (const order of this.world.orders)
				if (isOpen(order)) push(this.byName, fullName(order.customer.person), order);
		}
		return this.byName.get(fullName(customer.person)) ?? [];
	}

	/** Open orders of the same customer whose numbers follow without a gap. */
	following(order: PlacedOrder): PlacedOrder[] {
		const found: PlacedOrder[] = [];
		if (!/\d$/.test(order.number) || order.shop.gaps !== undefined || order.shop.id === "ebay") return found;
		for (let at = order.index + 1; found.length < 4; at++) {
			const next = this.world.orders[at];
			if (next?.customer !== order.customer || next.state !== "open" || next.currency !== order.currency) break;
			found.push(next);
		}
		return found;
	}
}

function push(lists: Map<string, PlacedOrder[]>, key: string, order: PlacedOrder): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [order]);
	else list.push(order);
}

function shuffle(list: PlacedOrder[], random: Random): void {
	for (let at = list.length - 1; at > 0; at--) {
		const other = random.int(0, at);
		const a = list[at];
		const b = list[other];
		if (a === undefined || b === undefined) continue;
		list[at] = b;
		list[other] = a;
	}
}
