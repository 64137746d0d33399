import type { Command, Day, Mapping, Order, OrderRef, Outcome } from "@kontor/connector";
import type { World, WorldEvent, WorldOrder, WorldShop } from "@kontor/receivables/simulation";
import { customer, orderNumber } from "./person.ts";

const written = (status: string) => ({ machine: "order", status });
const OPEN = { order: ["pending", "on-hold"] };

/** Statuses are one machine's, as in WooCommerce; payment methods are called as their codes. */
export const MAPPING: Mapping = {
	paymentMethods: { prepayment: "prepayment", invoice: "invoice", cashOnDelivery: "cashOnDelivery" },
	statuses: {
		prepayment: {
			open: OPEN,
			written: {
				paid: written("processing"),
				cancelled: written("cancelled"),
				paymentRevoked: written("on-hold"),
			},
		},
		invoice: {
			open: OPEN,
			written: {
				paid: written("completed"),
				overdue: written("overdue"),
				debtCollection: written("collection"),
				paymentRevoked: written("on-hold"),
			},
		},
		cashOnDelivery: {
			open: OPEN,
			written: { paid: written("completed"), overdue: written("overdue"), paymentRevoked: written("on-hold") },
		},
	},
};

/** When the shops are connected, on the first day: what they recorded before is left alone (PRODUCT A7). */
export const CONNECTED_AT = "02:00:00Z";

interface ShopOrder {
	readonly world: WorldOrder;
	readonly index: number;
	left: readonly WorldEvent[];
	revision: number;
	minor: number;
	email: string;
	invoice: { readonly date: Day | null } | null;
	status: string;
	received: number;
	deleted: boolean;
	told: boolean;
}

/** A shop of the world, as a plugin finds it: shows what happens there, and does what it is told. */
export class YearShop {
	readonly id: string;
	readonly #world: World;
	readonly #orders: readonly ShopOrder[];

	constructor(world: World, { id }: WorldShop) {
		this.id = id;
		this.#world = world;
		this.#orders = world.orders.flatMap((order, index) =>
			order.shop === id
				? {
						world: order,
						index,
						left: order.events,
						revision: 1,
						minor: order.amountMinor,
						email: order.customer.email,
						invoice: null,
						status: "pending",
						received: 0,
						deleted: false,
						told: false,
					}
				: [],
		);
	}

	/** What is new or has changed up to a day, as a batch carries it. */
	news(day: Day): unknown[] {
		return this.#orders.flatMap((order): unknown[] => {
			if (order.world.placedOn > day) return [];
			const happened = order.left.filter(({ on }) => on <= day);
			order.left = order.left.filter(({ on }) => on > day);
			const before = order.deleted;
			const changed = happened.map((event) => happens(order, event)).includes(true);
			if (order.told && !changed) return [];
			order.told = true;
			order.revision++;
			if (!order.deleted) return [{ order: this.#shown(order) }];
			return before ? [] : [{ ref: order.world.id, gone: true }];
		});
	}

	/** Carries a command out and says what it sees then. */
	apply(command: Command): Outcome {
		const order = this.#orders.find(({ world }) => world.id === command.orderRef);
		if (order === undefined || order.deleted) {
			return { status: "declined", code: "order-gone", detail: "there is no such order", observed: null };
		}
		order.revision++;
		if (command.kind === "mark-paid") order.received = command.amount.minor;
		if (command.kind === "mark-partially-paid") order.received = command.received.minor;
		if (command.kind === "revoke-payment") order.received = Math.max(0, order.minor - command.outstanding.minor);
		if (command.status !== null) order.status = command.status.status;
		return {
			status: "applied",
			observed: {
				revision: order.revision,
				statuses: { order: order.status },
				receivedInShop: { minor: order.received, currency: "EUR" },
			},
		};
	}

	#shown({ world, index, revision, minor, email, invoice, status, received }: ShopOrder): Order {
		const { number, group } = world.customer;
		const { name } = customer(index);
		const placed = `${world.placedOn}T${world.isOld ? "01:00:00Z" : "02:30:00Z"}`;
		return {
			ref: world.id as OrderRef,
			number: orderNumber(index),
			revision,
			placedAt: placed,
			recordedAt: placed,
			amount: { minor, currency: "EUR" },
			receivedInShop: { minor: received, currency: "EUR" },
			paymentMethod: { id: world.paymentCode, title: world.paymentCode },
			statuses: { order: status },
			customer: {
				number,
				name,
				group,
				email,
				language: index % 3 === 0 ? "en" : "de",
				billing: { country: world.country },
			},
			...(invoice !== null && {
				invoice: { number: `RE-${orderNumber(index).slice(3)}`, ...(invoice.date !== null && { date: invoice.date }) },
			}),
			additionalNumbers: [],
		};
	}

	get world(): World {
		return this.#world;
	}
}

/** @returns whether the shop shows it */
function happens(order: ShopOrder, event: WorldEvent): boolean {
	switch (event.kind) {
		case "invoice":
			order.invoice = { date: event.date };
			return true;
		case "amount":
			order.minor = event.minor;
			return true;
		case "email":
			order.email = event.email;
			return true;
		case "closed":
			order.status = "refunded";
			return true;
		case "deleted":
			order.deleted = true;
			return true;
		case "reopened":
			order.deleted = false;
			order.status = "pending";
			return true;
		default:
			return false;
	}
}
