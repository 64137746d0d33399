import { isDeepStrictEqual } from "node:util";
import { type Cursor, countsAsOpen, type Mapping, type Order, type OrderRef } from "@kontor/connector";
import { type ItemResult, OrderItem, type OrdersBatch, problem } from "@kontor/protocol";

/** The orders of one connection, as the hub keeps them: newest version, and the cursor of its last page. */
export class OrderBook {
	readonly orders = new Map<OrderRef, Order>();
	readonly gone = new Set<OrderRef>();
	/** Known orders whose payment method is not mapped any more. */
	readonly unmapped = new Set<OrderRef>();
	cursor: Cursor | null = null;
	readonly #lists = new Map<string, Set<OrderRef>>();

	/** @throws ProblemError 409 where the page does not begin at the cursor. */
	store({ items, cursor, list }: OrdersBatch): ItemResult[] {
		if (cursor !== undefined && !isDeepStrictEqual(cursor.from, this.cursor)) throw problem("CURSOR_MOVED");
		const results = items.map((item) => this.#storeOne(item, list));
		if (cursor !== undefined) this.cursor = cursor.to;
		return results;
	}

	/** Open ones that the list did not name. */
	missing(list: string, mapping: Mapping): OrderRef[] {
		const listed = this.#lists.get(list);
		return [...this.orders.values()]
			.filter((order) => countsAsOpen(order, mapping) && !this.gone.has(order.ref) && listed?.has(order.ref) !== true)
			.map(({ ref }) => ref);
	}

	#storeOne(given: unknown, list: string | undefined): ItemResult {
		const parsed = OrderItem.safeParse(given);
		if (!parsed.success) {
			const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
			return { ref: "", result: "rejected", issues };
		}
		const ref = "order" in parsed.data ? parsed.data.order.ref : parsed.data.ref;
		if (list !== undefined) this.#lists.set(list, (this.#lists.get(list) ?? new Set()).add(ref));
		return { ref, result: this.#result(ref, parsed.data) };
	}

	#result(ref: OrderRef, item: OrderItem): ItemResult["result"] {
		const before = this.orders.get(ref);
		if (!("order" in item)) {
			if (before === undefined) return "ignored";
			const marks = "gone" in item ? this.gone : this.unmapped;
			if (marks.has(ref)) return "unchanged";
			marks.add(ref);
			return "updated";
		}
		if (before !== undefined && item.order.revision < before.revision) return "stale";
		if (isDeepStrictEqual(before, item.order)) return "unchanged";
		this.orders.set(ref, item.order);
		return before === undefined ? "created" : "updated";
	}
}
