import { Instant, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { OrderSummary } from "./orders.ts";

/**
 * Two shops hold the same receivables (PRODUCT A13): an order of a shop, and what became of it in an ERP or an invoicing system.
 * The leader asks the customer for the money; a payment settles the order in both.
 */
export const ConnectionLink = z
	.object({
		leader: z.uuid(),
		follower: z.uuid(),
		since: Instant,
		/** How many orders are linked. */
		orders: z.int(),
		/** How many of the follower's name an order of another shop without being certainly the same: the merchant is asked. */
		asked: z.int(),
		/** Who writes to the customers, and where both would. */
		note: Text,
	})
	.meta({ id: "ConnectionLink" });
export type ConnectionLink = z.infer<typeof ConnectionLink>;

export const linkConnections = operation({
	id: "linkConnections",
	method: "post",
	path: "/v1/connection-links",
	audience: "merchant",
	summary:
		"Links two shops that hold the same receivables: orders are linked by the leader's order number and their amount.",
	body: z.object({ leader: z.uuid(), follower: z.uuid() }),
	result: ConnectionLink,
	status: 201,
});

export const listConnectionLinks = operation({
	id: "listConnectionLinks",
	method: "get",
	path: "/v1/connection-links",
	audience: "merchant",
	summary: "Which shops lead which, and how many orders are linked.",
	result: z.object({ items: z.array(ConnectionLink) }),
});

export const unlinkConnections = operation({
	id: "unlinkConnections",
	method: "delete",
	path: "/v1/connection-links/{leader}/{follower}",
	audience: "merchant",
	summary: "Ends a link: every order stands for itself again, and is settled by its own payments only.",
	params: z.object({ leader: z.uuid(), follower: z.uuid() }),
});

const params = z.object({ order: z.uuid() });

export const linkOrders = operation({
	id: "linkOrders",
	method: "post",
	path: "/v1/orders/{order}/link",
	audience: "merchant",
	summary: "Says that an order is the same receivable as one of the leading shop, whatever their numbers and amounts.",
	params,
	body: z.object({ leadingOrder: z.uuid() }),
	result: OrderSummary,
});

export const keepOrdersApart = operation({
	id: "keepOrdersApart",
	method: "post",
	path: "/v1/orders/{order}/keep-apart",
	audience: "merchant",
	summary:
		"Says that an order is not the same receivable as one of the leading shop; they are not linked by themselves again.",
	params,
	body: z.object({ leadingOrder: z.uuid() }),
	result: OrderSummary,
});
