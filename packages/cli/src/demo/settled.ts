import { setTimeout as sleep } from "node:timers/promises";
import { type ClientOptions, call, listOrders, listPostings, type OrderSummary, type Posting } from "@kontor/protocol";
import { ORDERS, POSTINGS } from "./script.ts";
import type { World } from "./world.ts";

const MOST_MS = 15_000;

export interface Ended {
	readonly orders: readonly OrderSummary[];
	readonly postings: readonly Posting[];
	/** What is not as the script says; empty after all went well. */
	readonly differences: readonly string[];
}

/** Waits until hub and shop are where the script says, at most 15 seconds. */
export async function settled(hub: ClientOptions, world: World): Promise<Ended> {
	for (const end = performance.now() + MOST_MS; ; await sleep(100)) {
		const { items: orders } = await call(hub, listOrders, { query: { limit: 100 } });
		const { items: postings } = await call(hub, listPostings, { query: { limit: 100 } });
		const differences = [...orderDifferences(orders, world), ...postingDifferences(postings), ...effectsTwice(world)];
		if (differences.length === 0 || performance.now() > end) return { orders, postings, differences };
	}
}

function orderDifferences(orders: readonly OrderSummary[], { shop: { shop } }: World): string[] {
	const states = new Map(orders.map(({ number, state }) => [number, state]));
	const inShop = new Map([...shop.orders.values()].map((order) => [order.number, order]));
	return ORDERS.flatMap(({ number, ends }) => {
		const stored = inShop.get(number);
		const payment = ends.shopStatus === "processing";
		const noted = stored?.notes.some(({ system }) => !system) ?? false;
		return [
			...differs(`state of ${number}`, states.get(number), ends.state),
			...differs(`WooCommerce status of ${number}`, stored?.status, ends.shopStatus),
			...differs(`${number} has a date of payment`, stored?.paid != null, payment),
			// A shop without part payments is told by a note.
			...differs(`${number} has a note`, noted, ends.state === "partiallyPaid"),
			...differs(`${number} has a transaction id`, (stored?.transactionId ?? "") !== "", payment),
		];
	});
}

/** Status changes, notes and e-mails: what a shop does twice, its customer sees twice. */
function effectsTwice({ shop: { shop } }: World): string[] {
	const effects = shop.ledger.map(({ order, what }) => `${order} ${what}`);
	return effects.filter((effect, i) => effects.indexOf(effect) !== i).map((effect) => `twice in the shop: ${effect}`);
}

function postingDifferences(postings: readonly Posting[]): string[] {
	const count = (outcome: Posting["outcome"]) => postings.filter((posting) => posting.outcome === outcome).length;
	return [
		...differs("postings assigned", count("assigned"), POSTINGS.assigned),
		...differs("postings to review", count("review"), POSTINGS.review),
		...differs("postings that are no payment", count("none"), POSTINGS.none),
	];
}

export function differs<T>(what: string, is: T, expected: T): string[] {
	return is === expected ? [] : [`${what}: ${String(is)}, expected ${String(expected)}`];
}
