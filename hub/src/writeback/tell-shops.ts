import type { Command, Mapping, PaymentCode, StatusEntry, Statuses } from "@kontor/connector";
import type { Lifecycle, WriteBack } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { OrderEvent } from "../orders/apply-events.ts";
import { dayIn } from "../orders/day-in.ts";
import type { ShopOfOrder } from "../orders/shops.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";
import { cashDiscounts } from "./cash-discounts.ts";
import { commandOf } from "./command-of.ts";
import { enqueueCommands, type Intent } from "./enqueue-commands.ts";
import { translate } from "./translate.ts";

/** What says how much was received. */
const ABOUT_MONEY: readonly string[] = ["mark-paid", "mark-partially-paid", "revoke-payment"];

/** An order whose shop has to know something. */
export interface ToldOrder {
	readonly order: TrackedOrder;
	readonly shop: ShopOfOrder;
	readonly move: {
		/** As it is now. */
		readonly lifecycle: Lifecycle;
		readonly tell: readonly { readonly writeBack: WriteBack; readonly event: Pick<OrderEvent, "payment"> }[];
	};
}

/** Turns what the shops have to know into commands, in the transaction that made it true (I3). */
export async function tellShops(tx: MerchantTransaction, moved: readonly ToldOrder[]): Promise<void> {
	if (moved.every(({ move }) => move.tell.length === 0 && move.lifecycle !== "removedExternally")) return;
	const merchant = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const language = merchant.language === "en" ? "en" : "de";
	const today = dayIn(merchant.timeZone, tx.now);

	const aboutMoney = moved.filter(({ move }) =>
		move.tell.some(({ writeBack }) => ABOUT_MONEY.includes(writeBack.kind)),
	);
	const discounts = await cashDiscounts(
		tx,
		aboutMoney.map(({ order }) => order.id),
	);

	const intents = moved.flatMap(({ order, shop, move }) =>
		move.tell.map(({ writeBack, event }): Intent => {
			const commands = translate(writeBack, shop.commands).map(
				(native): Command =>
					commandOf(native, {
						orderRef: order.ref,
						issuedAt: tx.now,
						expect: statusesThatMatter(order.statuses, shop.mapping, order.paymentCode, native.status),
						cashDiscount: discounts.get(order.id) ?? 0,
						payment: event.payment ?? { paidOn: today, bankReference: "" },
						language,
					}),
			);
			return { orderId: order.id, connectionId: order.connectionId, intent: writeBack.kind, commands };
		}),
	);
	const removed = moved
		.filter(({ move }) => move.lifecycle === "removedExternally")
		.map(({ order }) => ({ orderId: order.id }));
	await enqueueCommands(tx, intents, removed);
}

/**
 * The machines by which an order is open, and the one that is written. On others the shop goes its own way: that a parcel
 * was sent meanwhile says nothing against telling that it is paid.
 */
function statusesThatMatter(
	statuses: Statuses,
	mapping: Mapping,
	paymentCode: PaymentCode,
	written: StatusEntry | null,
): Statuses {
	const machines = new Set(Object.keys(mapping.statuses[paymentCode]?.open ?? {}));
	if (written !== null) machines.add(written.machine);
	return Object.fromEntries(Object.entries(statuses).filter(([machine]) => machines.has(machine)));
}
