import { hasUmlaut } from "../noise/payer-name.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { fullName } from "../world/person.ts";

/** What an order has to have so that a case can happen to it. */
export type Trait =
	| "any"
	| "firm"
	| "person"
	| "umlaut"
	| "padded"
	| "relative"
	| "homonym"
	| "repeated"
	| "subscriber"
	| "several"
	| "severalOnTerms"
	| "terms"
	| "sharedNumber"
	| "francs"
	| "consecutive"
	| "closed"
	| "closedOfBuyer"
	| "cancelled";

/** What is asked about an order's surroundings. */
interface Neighbourhood {
	openOf(order: PlacedOrder): readonly PlacedOrder[];
	sharing(order: PlacedOrder): readonly PlacedOrder[];
	namesakes(order: PlacedOrder): readonly PlacedOrder[];
	following(order: PlacedOrder): readonly PlacedOrder[];
}

export function hasTrait(order: PlacedOrder, trait: Trait, pool: Neighbourhood): boolean {
	if (trait === "closed") return order.state === "closed";
	if (trait === "cancelled") return order.state === "cancelled";
	if (trait === "closedOfBuyer") return order.state === "closed" && order.customer.orders.some(isOpen);
	return order.state === "open" && openHas(order, trait, pool);
}

function openHas(
	order: PlacedOrder,
	trait: Exclude<Trait, "closed" | "cancelled" | "closedOfBuyer">,
	pool: Neighbourhood,
): boolean {
	const { customer } = order;
	switch (trait) {
		case "any":
			return true;
		case "firm":
			return customer.company !== null;
		case "person":
			return customer.company === null;
		case "umlaut":
			return hasUmlaut(customer.company ?? fullName(customer.person));
		case "padded":
			return /(?<!\d)0/.test(order.number) || /(?<!\d)0/.test(order.invoiceNumber ?? "");
		case "relative":
			return customer.relative?.orders.some(isOpen) ?? false;
		case "homonym":
			return pool.namesakes(order).some((other) => other.customer !== customer);
		case "repeated":
			return pool.openOf(order).some((other) => other !== order && other.minor === order.minor);
		case "subscriber":
			return customer.subscriber && pool.openOf(order).length > 1;
		case "several":
			return pool.openOf(order).length > 1;
		case "severalOnTerms":
			return pool.openOf(order).filter(({ terms }) => terms !== null).length > 1 && order.terms !== null;
		case "terms":
			return order.terms !== null;
		case "sharedNumber":
			return pool.sharing(order).some(isOpen);
		case "francs":
			return order.currency === "CHF";
		case "consecutive":
			return pool.following(order).length > 0;
	}
}

export function isOpen({ state }: PlacedOrder): boolean {
	return state === "open";
}
