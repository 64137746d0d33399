import type * as z from "zod";
import { ORDER_FIELDS } from "./order-fields.ts";
import {
	BulkNode,
	Changes,
	JobAnswer,
	OrderAnswer,
	OrdersPage,
	RecentBulks,
	RecentGateways,
	Repayable,
	Shipments,
	ShopAnswer,
	Subscriptions,
} from "./shapes.ts";

/**
 * Every GraphQL document that is sent, with what its answer is read as. They validate against the Admin API from 2026-04
 * to 2026-10; a test checks each against the part of the schema they use.
 */
export interface Document<T> {
	readonly name: string;
	readonly text: string;
	/** Whether the shop can be another afterwards. A bulk operation only reads. */
	readonly effect: "read" | "write";
	readonly answer: z.ZodType<T>;
}

function document<T>(effect: "read" | "write", text: string, answer: z.ZodType<T>): Document<T> {
	const [, name = ""] = /^(?:query|mutation) (\w+)/.exec(text) ?? [];
	return { name, text, effect, answer };
}

export const SHOP = document(
	"read",
	`query KontorShop {
	shop { id myshopifyDomain currencyCode plan { shopifyPlus } }
	currentAppInstallation { accessScopes { handle } }
}`,
	ShopAnswer,
);

export const RECENT_GATEWAYS = document(
	"read",
	`query KontorGateways { orders(first: 250, sortKey: CREATED_AT, reverse: true) { nodes { paymentGatewayNames } } }`,
	RecentGateways,
);

export const ORDER = document(
	"read",
	`query KontorOrder($id: ID!) { order(id: $id) { ...KontorOrderFields } }\n${ORDER_FIELDS}`,
	OrderAnswer,
);

export const CHANGED_ORDERS = document(
	"read",
	`query KontorChangedOrders($first: Int!, $after: String, $query: String!) {
	orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
		nodes { ...KontorOrderFields }
		pageInfo { hasNextPage endCursor }
	}
}
${ORDER_FIELDS}`,
	OrdersPage,
);

/** The same fields for a bulk operation, which takes its query as text without variables. */
export function bulkQuery(purpose: string, search: string): string {
	return `query ${purpose} { orders(query: ${JSON.stringify(search)}) { edges { node { ...KontorOrderFields } } } }\n${ORDER_FIELDS}`;
}

export const RUN_BULK = document(
	"read",
	`mutation KontorRunBulk($query: String!) {
	bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id } userErrors { field message code } }
}`,
	Changes,
);

export const RECENT_BULKS = document(
	"read",
	`query KontorRecentBulks {
	bulkOperations(first: 10, sortKey: CREATED_AT, reverse: true) {
		nodes { id status query createdAt completedAt errorCode fileSize url }
	}
}`,
	RecentBulks,
);

export const BULK = document(
	"read",
	`query KontorBulk($id: ID!) { bulkOperation(id: $id) { id status query createdAt completedAt errorCode fileSize url } }`,
	BulkNode,
);

const LEDGER = "metafieldsSet(metafields: $ledger) { userErrors { field message code } }";

export const MARK_PAID = document(
	"write",
	`mutation KontorMarkPaid($id: ID!, $ledger: [MetafieldsSetInput!]!, $tags: [String!]!, $untag: Boolean!) {
	orderMarkAsPaid(input: { id: $id }) { userErrors { field message } }
	${LEDGER}
	tagsRemove(id: $id, tags: $tags) @include(if: $untag) { userErrors { field message } }
}`,
	Changes,
);

export const PAY_PART = document(
	"write",
	`mutation KontorPayPart($id: ID!, $amount: MoneyInput!, $ledger: [MetafieldsSetInput!]!) {
	orderCreateManualPayment(id: $id, amount: $amount) { userErrors { field message code } }
	${LEDGER}
}`,
	Changes,
);

/** Note, tags and ledger together: what Kontor leaves in an order where Shopify has nothing of its own for it. */
export const MARK = document(
	"write",
	`mutation KontorMark(
	$id: ID!, $order: OrderInput!, $ledger: [MetafieldsSetInput!]!, $add: [String!]!, $remove: [String!]!,
	$noting: Boolean!, $booking: Boolean!, $adding: Boolean!, $removing: Boolean!
) {
	metafieldsSet(metafields: $ledger) @include(if: $booking) { userErrors { field message code } }
	tagsRemove(id: $id, tags: $remove) @include(if: $removing) { userErrors { field message } }
	tagsAdd(id: $id, tags: $add) @include(if: $adding) { userErrors { field message } }
	orderUpdate(input: $order) @include(if: $noting) { userErrors { field message } }
}`,
	Changes,
);

export const CANCEL = document(
	"write",
	`mutation KontorCancel($id: ID!, $staffNote: String!) {
	orderCancel(orderId: $id, reason: OTHER, restock: true, notifyCustomer: false, staffNote: $staffNote) {
		job { id done }
		orderCancelUserErrors { field message code }
	}
}`,
	Changes,
);

export const JOB = document("read", `query KontorJob($id: ID!) { job(id: $id) { id done } }`, JobAnswer);

export const SHIPMENTS = document(
	"read",
	`query KontorShipments($id: ID!) {
	order(id: $id) {
		fulfillments(first: 20) { id status trackingInfo(first: 20) { number } }
		fulfillmentOrders(first: 40) {
			nodes { id status assignedLocation { location { id } } supportedActions { action } }
		}
	}
}`,
	Shipments,
);

export const SHIP = document(
	"write",
	`mutation KontorShip($fulfillment: FulfillmentInput!) {
	fulfillmentCreate(fulfillment: $fulfillment) { userErrors { field message } }
}`,
	Changes,
);

export const ADD_PARCEL = document(
	"write",
	`mutation KontorAddParcel($id: ID!, $tracking: FulfillmentTrackingInput!) {
	fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: $tracking, notifyCustomer: true) {
		userErrors { field message }
	}
}`,
	Changes,
);

export const REPAYABLE = document(
	"read",
	`query KontorRepayable($id: ID!) {
	order(id: $id) {
		transactions(first: 100) {
			id kind status gateway manualPaymentGateway
			amountSet { presentmentMoney { amount currencyCode } }
			parentTransaction { id }
		}
		refunds(first: 100) { note }
	}
}`,
	Repayable,
);

export const REPAY = document(
	"write",
	`mutation KontorRepay($refund: RefundInput!, $key: String!, $ledger: [MetafieldsSetInput!]!) {
	refundCreate(input: $refund) @idempotent(key: $key) { userErrors { field message } }
	${LEDGER}
}`,
	Changes,
);

export const SUBSCRIPTIONS = document(
	"read",
	`query KontorSubscriptions($after: String) {
	webhookSubscriptions(first: 100, after: $after) { nodes { id topic uri } pageInfo { hasNextPage endCursor } }
}`,
	Subscriptions,
);

export const SUBSCRIBE = document(
	"write",
	`mutation KontorSubscribe($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
	webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) { userErrors { field message } }
}`,
	Changes,
);

export const UNSUBSCRIBE = document(
	"write",
	`mutation KontorUnsubscribe($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { field message } } }`,
	Changes,
);
