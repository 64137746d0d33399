import { Day, Instant, Money, Order, PaymentCode } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

/** PRODUCT H. */
export const OrderState = z.enum([
	"open",
	"partiallyPaid",
	"paid",
	"overpaid",
	"notManaged",
	"cancelled",
	"overdue",
	"debtCollection",
	"partiallyRepaid",
	"repaid",
	"removedExternally",
	"monitoring",
]);
export type OrderState = z.infer<typeof OrderState>;

export const OrderSummary = z
	.object({
		id: z.uuid(),
		connection: z.uuid(),
		ref: z.string(),
		number: z.string(),
		state: OrderState,
		paymentCode: PaymentCode,
		placedAt: Instant,
		amount: Money,
		/** What is still to be paid. */
		outstanding: Money,
		customer: z.string(),
	})
	.meta({ id: "OrderSummary" });
export type OrderSummary = z.infer<typeof OrderSummary>;

/** A fact behind a decision, and the sentence it reads as. */
export const Reason = z
	.object({
		field: z.string(),
		matched: z.string(),
		weight: z.number(),
		text: z.object({ de: z.string(), en: z.string() }),
	})
	.meta({ id: "Reason" });
export type Reason = z.infer<typeof Reason>;

export const Assignment = z
	.object({
		id: z.uuid(),
		posting: z.uuid().nullable(),
		order: z.uuid(),
		orderNumber: z.string(),
		kind: z.enum([
			"payment",
			"surplus",
			"cashDiscount",
			"charges",
			"tolerance",
			"byHand",
			"linked",
			"payout",
			"payoutFee",
		]),
		/** In the posting's currency; zero for what takes nothing from the posting. */
		amount: Money,
		orderAmount: Money,
		decidedBy: z.enum(["machine", "person"]),
		reasons: z.array(Reason),
		at: Instant,
		undoneAt: Instant.nullable(),
	})
	.meta({ id: "Assignment" });
export type Assignment = z.infer<typeof Assignment>;

export const WriteBack = z
	.object({
		id: z.uuid(),
		kind: z.string(),
		state: z.enum(["waiting", "ready", "leased", "unknown", "done", "declined", "failed", "superseded"]),
		attempts: z.int(),
		at: Instant,
		settledAt: Instant.nullable(),
		/** Why it was declined or failed. */
		detail: z.string().nullable(),
	})
	.meta({ id: "WriteBack" });
export type WriteBack = z.infer<typeof WriteBack>;

export const OrderDetail = OrderSummary.extend({
	order: Order,
	/** Edited by hand: the shop's later changes are not taken over (PRODUCT B8). */
	detached: z.boolean(),
	/**
	 * Another shop has an order of this number (PRODUCT A9): `asked` until the merchant has said what they are, `imported` where
	 * they are one.
	 */
	repeatsNumber: z.enum(["asked", "imported"]).nullable(),
	/** By whose wish (PRODUCT G13). */
	personalDataRemoved: z.enum(["customer", "shop"]).nullable(),
	openInShop: z.boolean(),
	history: z.array(
		z.object({
			at: Instant,
			event: z.string(),
			from: OrderState.nullable(),
			to: OrderState,
			cause: z.record(z.string(), z.unknown()),
			text: z.object({ de: z.string(), en: z.string() }),
		}),
	),
	assignments: z.array(Assignment),
	writeBacks: z.array(WriteBack),
	documents: z.array(z.string()),
}).meta({ id: "OrderDetail" });
export type OrderDetail = z.infer<typeof OrderDetail>;

const params = z.object({ order: z.uuid() });

export const listOrders = operation({
	id: "listOrders",
	method: "get",
	path: "/v1/orders",
	audience: "merchant",
	summary: "Orders, newest first.",
	query: z.object({
		...PageQuery,
		state: OrderState.optional(),
		connection: z.uuid().optional(),
		number: z.string().optional(),
	}),
	result: pageOf(OrderSummary),
});

export const getOrder = operation({
	id: "getOrder",
	method: "get",
	path: "/v1/orders/{order}",
	audience: "merchant",
	summary: "One order: what happened, why, and what was written back.",
	params,
	result: OrderDetail,
});

/** PRODUCT A7. */
export const manageOrder = operation({
	id: "manageOrder",
	method: "post",
	path: "/v1/orders/{order}/manage",
	audience: "merchant",
	summary: "Takes an order that the shop held before the first connection under management.",
	params,
	result: OrderSummary,
});

export const rereadOrder = operation({
	id: "rereadOrder",
	method: "post",
	path: "/v1/orders/{order}/reread",
	audience: "merchant",
	summary: "Reads the order again from its shop.",
	params,
	status: 202,
});

export const markOrderPaid = operation({
	id: "markOrderPaid",
	method: "post",
	path: "/v1/orders/{order}/mark-paid",
	audience: "merchant",
	summary: "Marks the order as paid by hand, for the whole outstanding amount.",
	params,
	body: z.object({ paidOn: Day.optional() }),
	result: OrderSummary,
});

export const cancelOrder = operation({
	id: "cancelOrder",
	method: "post",
	path: "/v1/orders/{order}/cancel",
	audience: "merchant",
	summary: "Cancels (prepayment) or marks as overdue (invoice, cash on delivery).",
	params,
	result: OrderSummary,
});

/** PRODUCT G1, B8. */
export const editOrder = operation({
	id: "editOrder",
	method: "patch",
	path: "/v1/orders/{order}",
	audience: "merchant",
	summary: "Changes an order by hand while it is open; its later changes in the shop are not taken over any more.",
	params,
	body: z.object({ email: z.email().max(320).optional(), amount: Money.extend({ minor: z.int().min(0) }).optional() }),
	result: OrderSummary,
});

/** PRODUCT G13. */
export const removePersonalData = operation({
	id: "removePersonalData",
	method: "delete",
	path: "/v1/orders/{order}/personal-data",
	audience: "merchant",
	summary: "Removes the customer's personal data; what bookkeeping must keep is blocked until its date.",
	params,
	result: OrderSummary,
});
