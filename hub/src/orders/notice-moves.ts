import type { MerchantTransaction } from "../db/database.ts";
import { type Notice, notify } from "../notifications/notify.ts";
import type { MovedOrder } from "./apply-events.ts";

/** A payment for an order that is not tracked any more is booked, but the shop is not told: a person has to (B7). */
export async function noticeMoves(tx: MerchantTransaction, moved: readonly MovedOrder[]): Promise<void> {
	const notices = moved
		.filter(
			({ move }) =>
				move.lifecycle === "removedExternally" && move.entries.some(({ event }) => event.event === "payment-assigned"),
		)
		.map(
			({ order }): Notice => ({
				code: "PAYMENT_FOR_REMOVED_ORDER",
				causeKey: `payment-for-removed:${order.id}`,
				text: {
					de: `Für die Bestellung ${order.number}, die im Shop gelöscht oder nicht mehr offen ist, ging eine Zahlung ein. Sie ist gebucht, der Shop erfährt davon nichts.`,
					en: `A payment arrived for order ${order.number}, which is deleted or no longer open in the shop. It is booked; the shop is not told.`,
				},
				about: { order: order.id, connection: order.connectionId },
			}),
		);
	await notify(tx, notices);
}
