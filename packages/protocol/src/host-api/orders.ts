import { Instant, Order, OrderRef, Statuses } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";
import { ConnectionId } from "./connections.ts";

const params = z.object({ connection: ConnectionId });

export const Cursor = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).meta({ id: "Cursor" });

/**
 * What a host reports of one order: the order in full; that the shop does not have it any more; or, where its payment
 * method is not mapped, only what says so (the hub keeps no data it does not need).
 */
export const OrderItem = z
	.union([
		z.object({ order: Order }),
		z.object({ ref: OrderRef, gone: z.literal(true) }),
		z.object({
			ref: OrderRef,
			unmapped: z.object({
				revision: z.int().nonnegative(),
				statuses: Statuses,
				paymentMethod: Order.shape.paymentMethod,
			}),
		}),
	])
	.meta({ id: "OrderItem" });
export type OrderItem = z.infer<typeof OrderItem>;

export const MAX_BATCH = 500;

export const ItemResult = z
	.object({
		ref: z.string(),
		/** `ignored`: neither known nor open, so nothing to track. `stale`: the hub has a newer revision. */
		result: z.enum(["created", "updated", "unchanged", "stale", "ignored", "rejected"]),
		issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
	})
	.meta({ id: "ItemResult" });
export type ItemResult = z.infer<typeof ItemResult>;

export const OrdersBatch = z.object({
	/** Checked one by one: a bad item is rejected with its path, the others are stored. */
	items: z.array(z.unknown().meta({ $ref: "#/components/schemas/OrderItem" })).max(MAX_BATCH),
	/** A pull's page: stored in the same transaction; 409 when the cursor is not at `from`. */
	cursor: z.object({ from: Cursor.nullable(), to: Cursor }).optional(),
	/** A page of a comparison: the id of the work it belongs to. */
	list: z.uuid().optional(),
});
export type OrdersBatch = z.infer<typeof OrdersBatch>;

export const batchOrders = operation({
	id: "batchOrders",
	method: "post",
	path: "/v1/connections/{connection}/orders:batch",
	audience: "host",
	summary: "Stores up to 500 orders as the shop has them now; answers after the commit.",
	params,
	body: OrdersBatch,
	result: z.object({ results: z.array(ItemResult) }),
});

export const completeList = operation({
	id: "completeList",
	method: "post",
	path: "/v1/connections/{connection}/orders:complete-list",
	audience: "host",
	summary: "Ends a comparison: which orders the hub misses in it. The host reads each of them before anything follows.",
	params,
	body: z.object({ list: z.uuid(), startedAt: Instant }),
	result: z.object({
		missing: z.array(OrderRef),
		/** The list shrank suspiciously: nothing is to be read, the merchant is asked (PRODUCT M11). */
		held: z.boolean(),
	}),
});

export const putDocument = operation({
	id: "putDocument",
	method: "put",
	path: "/v1/connections/{connection}/orders/{ref}/documents/{document}",
	audience: "host",
	summary: "Stores an order's PDF.",
	params: z.object({ connection: ConnectionId, ref: OrderRef, document: z.string().min(1).max(190) }),
	body: Bytes,
});
