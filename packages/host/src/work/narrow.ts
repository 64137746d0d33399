import { countsAsOpen, Order, paymentCodeOf, type Scope } from "@kontor/connector";
import type { OrderItem } from "@kontor/protocol";

/**
 * What of an order leaves for the hub (PRODUCT A4, A7); null: nothing. The first read takes open orders only. After it,
 * an order whose payment method is not mapped is named without its content, since the hub may know it from before.
 */
export function narrow(order: Order, { mapping }: Scope, firstRead: boolean): OrderItem | null {
	if (firstRead && !countsAsOpen(order, mapping)) return null;
	if (paymentCodeOf(order, mapping) !== null) return { order };
	const { ref, revision, statuses, paymentMethod } = order;
	return { ref, unmapped: { revision, statuses, paymentMethod } };
}

/** As `narrow`, for what a plugin returned: an order that does not fit the contract is passed on for the hub to reject. */
export function narrowAll(orders: readonly unknown[], scope: Scope, firstRead: boolean): unknown[] {
	return orders.flatMap((given): unknown[] => {
		const order = Order.safeParse(given);
		if (!order.success) return [{ order: given }];
		const item = narrow(order.data, scope, firstRead);
		return item === null ? [] : [item];
	});
}
