import type { MatchOrder } from "../../src/index.ts";

/** The orders a peer would hold as open items, oldest first. */
export function payable(orders: readonly MatchOrder[]): MatchOrder[] {
	return orders
		.filter((order) => (order.standing ?? "open") === "open" && order.testSystem !== true && owed(order) > 0)
		.sort((a, b) => compare(a.placedAt ?? "", b.placedAt ?? ""));
}

/** What an order still owes, in the smallest unit of its currency. */
export function owed(order: MatchOrder): number {
	return (order.open ?? order.amount).minor;
}

/** Who an order is of: its customer number, else the name on it. Null where it has neither. */
export function customerOf({ customerNumber, name, company }: MatchOrder): string | null {
	const named = name ?? company;
	return customerNumber ?? (named === undefined ? null : named.toLowerCase());
}

/** The amount due with cash discount and the last day (`YYYY-MM-DD`) it is granted, for each term of the order. */
export function discounts(order: MatchOrder): { minor: number; until: string }[] {
	const placed = Date.parse(order.placedAt ?? "");
	if (Number.isNaN(placed)) return [];
	return (order.terms ?? [])
		.filter((term) => term.discountPercent > 0)
		.map(({ days, discountPercent }) => ({
			minor: owed(order) - Math.round((owed(order) * discountPercent) / 100),
			until: new Date(placed + days * 86_400_000).toISOString().slice(0, 10),
		}));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
