import { randomUUID } from "node:crypto";
import type { Day } from "@kontor/connector";
import { problem } from "@kontor/protocol";
import { outstanding } from "@kontor/receivables";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { MerchantCaller } from "../http/authenticate.ts";
import { enqueueRequest } from "../writeback/enqueue-request.ts";
import { applyOrderEvents, type OrderEvent } from "./apply-events.ts";
import { dayIn } from "./day-in.ts";
import { lockOrders, type TrackedOrder } from "./tracked-order.ts";

/** Takes an order that the shop held before under management (PRODUCT A7). One that is managed already stays as it is. */
export async function takeUnderManagement(tx: MerchantTransaction, id: string, caller: MerchantCaller): Promise<void> {
	const order = await lockOrder(tx, id);
	if (order.lifecycle === "managed" || order.lifecycle === "monitoring") return;
	await byPerson(tx, order, "taken-under-management", caller);
}

/** Cancels (prepayment), or marks as overdue (invoice, cash on delivery). */
export async function cancelByHand(tx: MerchantTransaction, id: string, caller: MerchantCaller): Promise<void> {
	const order = await lockOrder(tx, id);
	const target = order.paymentCode === "prepayment" ? "cancelled" : "overdue";
	if (order.lifecycle === target) return;
	await byPerson(tx, order, target === "cancelled" ? "cancelled-by-hand" : "overdue-by-hand", caller);
}

/** Settles what no posting covers, because a person says that it is paid. @throws ProblemError CONFLICT where nothing is. */
export async function markPaidByHand(
	tx: MerchantTransaction,
	id: string,
	paidOn: Day | undefined,
	caller: MerchantCaller,
): Promise<void> {
	const order = await lockOrder(tx, id);
	const open = outstanding(order.settlement);
	if (open === 0) {
		const forMerchant = { de: "Die Bestellung ist schon bezahlt.", en: "The order is already paid." };
		throw problem("CONFLICT", { detail: "nothing is outstanding", forMerchant });
	}
	const assignment = randomUUID();
	await tx.execute(
		`INSERT INTO assignments (merchant_id, id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
		 VALUES ($1::uuid, $2::uuid, $3::uuid, 'byHand', 0, $4, 'person', '[]', $5)`,
		tx.merchantId,
		assignment,
		id,
		open,
		tx.now,
	);
	const payment = { paidOn: paidOn ?? (await today(tx)), bankReference: "" };
	const amount = { minor: open, currency: order.settlement.currency };
	await byPerson(tx, order, "marked-paid-by-hand", caller, { payment, details: { assignment, amount } });
}

/** Has the order read again from its shop. */
export async function reread(tx: MerchantTransaction, id: string): Promise<void> {
	const { ref, connectionId } = await lockOrder(tx, id);
	await rereadOrder(tx, { id, ref, connectionId });
}

/** The caller holds the order's row. */
export async function rereadOrder(
	tx: MerchantTransaction,
	{ id, ref, connectionId }: Pick<TrackedOrder, "id" | "ref" | "connectionId">,
): Promise<void> {
	await enqueueRequest(tx, { connectionId, request: "read", input: { ref }, lane: `read:${id}`, orderId: id });
}

async function byPerson(
	tx: MerchantTransaction,
	order: TrackedOrder,
	event: OrderEvent["event"],
	caller: MerchantCaller,
	{ payment, details = {} }: Pick<OrderEvent, "payment"> & { details?: Readonly<Record<string, unknown>> } = {},
): Promise<void> {
	const cause = { by: "person", credential: caller.label, ...details } as const;
	await applyOrderEvents(tx, [{ orderId: order.id, event, cause, ...(payment === undefined ? {} : { payment }) }]);
	await requestAssignment(tx);
}

async function lockOrder(tx: MerchantTransaction, id: string): Promise<TrackedOrder> {
	const [order] = await lockOrders(tx, [id]);
	if (order === undefined) throw problem("NOT_FOUND");
	return order;
}

async function today(tx: MerchantTransaction): Promise<Day> {
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	return dayIn(timeZone, tx.now);
}
