import type { MatchOrder } from "../../src/index.ts";
import type { Habits } from "../profile.ts";
import type { Random } from "../random.ts";
import { isoDay, SPAN, START } from "./calendar.ts";
import { type Customer, Customers } from "./customers.ts";
import { fullName } from "./person.ts";
import { drawPrice } from "./prices.ts";
import type { Position, Shop } from "./shops.ts";

export type OrderState = "open" | "closed" | "cancelled" | "late";

/** An order while a set is made: what the engine is told, and what only the generator knows. */
export interface PlacedOrder {
	/** Place in the world's list: neighbours of one shop have neighbouring numbers. */
	readonly index: number;
	/** Opaque, unique in the set. */
	readonly id: string;
	readonly shop: Shop;
	readonly customer: Customer;
	readonly number: string;
	readonly invoiceNumber: string | null;
	/** In the currency's smallest unit. */
	minor: number;
	/** Of it paid before the set begins. */
	paid: number;
	readonly currency: string;
	/** Days since 1970. */
	day: number;
	readonly terms: Terms | null;
	state: OrderState;
}

interface Terms {
	readonly days: number;
	readonly discountPercent: number;
	readonly netDays: number;
}

const TERMS: readonly Terms[] = [
	{ days: 14, discountPercent: 2, netDays: 30 },
	{ days: 10, discountPercent: 3, netDays: 30 },
	{ days: 8, discountPercent: 2, netDays: 14 },
];

interface Placing {
	readonly total: number;
	/** From 0 to 1. */
	readonly openShare: number;
	readonly firstId: number;
	/** Grows by those of this shop. */
	readonly customers: Customer[];
	readonly habits: Habits;
}

/** All orders of one shop in the order of their numbers; a share of them is still open, wherever in the range. */
export function placeOrders(
	random: Random,
	shop: Shop,
	{ total, openShare, firstId, customers: all, habits }: Placing,
): PlacedOrder[] {
	const customers = new Customers(random, shop, all, habits);
	const newYear = Math.floor((total * 92) / SPAN);
	const orders: PlacedOrder[] = [];
	let burst = 0;
	for (let n = 0; n < total; n++) {
		const before = orders.at(-1);
		if (burst > 0) burst--;
		else if (random.chance(0.006)) burst = random.int(1, 3);
		const inBurst = burst > 0 && before !== undefined && !before.customer.subscriber;
		const customer = inBurst ? before.customer : customers.draw();
		const at: Position = { n, year: n < newYear ? 2025 : 2026, inYear: n < newYear ? n : n - newYear };
		const last = customer.orders.at(-1);
		const again = last !== undefined && (customer.subscriber || random.chance(inBurst ? 0.01 : habits.repeats / 100));
		const order: PlacedOrder = {
			index: firstId + n,
			id: `o${firstId + n}`,
			shop,
			customer,
			number: shop.order(at, random),
			invoiceNumber: shop.invoice !== null && random.chance(0.9) ? shop.invoice(at) : null,
			minor: again ? last.minor : drawPrice(random, customer.company !== null, habits.pricePoints),
			paid: 0,
			currency: shop.francs && random.chance(0.6) ? "CHF" : "EUR",
			day: START + Math.floor((n * SPAN) / total),
			terms: random.chance(customer.company === null ? 0.08 : 0.55) ? random.pick(TERMS) : null,
			state: inBurst ? before.state : drawState(random, openShare),
		};
		customer.orders.push(order);
		orders.push(order);
	}
	return orders;
}

function drawState(random: Random, openShare: number): OrderState {
	if (!random.chance(openShare)) return "closed";
	return random.chance(0.008) ? "cancelled" : "open";
}

/** What the engine is told of it. */
export function toMatchOrder(order: PlacedOrder): MatchOrder {
	const { customer, terms, state } = order;
	const invoice = terms !== null || customer.company !== null;
	return {
		id: order.id,
		shop: order.shop.id,
		number: order.number,
		...(order.invoiceNumber !== null && { invoiceNumber: order.invoiceNumber }),
		...(customer.number !== null && { customerNumber: customer.number }),
		name: fullName(customer.person),
		...(customer.company !== null && { company: customer.company }),
		postcode: customer.postcode,
		city: customer.city,
		amount: { minor: order.minor, currency: order.currency },
		...(order.paid > 0 && { open: { minor: order.minor - order.paid, currency: order.currency } }),
		placedAt: isoDay(order.day),
		paymentCode: invoice ? "invoice" : "prepayment",
		...(terms !== null && {
			terms: [
				{ days: terms.days, discountPercent: terms.discountPercent },
				{ days: terms.netDays, discountPercent: 0 },
			],
		}),
		...((state === "closed" || state === "cancelled") && { standing: state }),
	};
}
