import { parseMoney } from "@kontor/connector";
import { GraphQLError, type GraphQLResolveInfo, getDirectiveValues } from "graphql";
import { cancel, canMarkAsPaid, outstanding, pay, received, refund, refunded, touch } from "./order-life.ts";
import { numberOf } from "./queries.ts";
import { record, type Shop, type StoredOrder } from "./state.ts";

/** The root of mutations. A business answer stands in `userErrors`, with status 200. */

const GONE = { field: ["id"], message: "Order does not exist" };

function refused(message: string, code?: string) {
	return { userErrors: [{ field: null, message, ...(code === undefined ? {} : { code }) }] };
}

const DONE = { userErrors: [] };

export function mutations(shop: Shop) {
	const find = (id: string): StoredOrder | undefined => shop.orders.get(numberOf(id));
	const on = <T>(id: string, act: (order: StoredOrder) => T) => {
		const order = find(id);
		return order === undefined ? { userErrors: [GONE] } : act(order);
	};
	return {
		orderMarkAsPaid: ({ input }: { input: { id: string } }) =>
			on(input.id, (order) => {
				if (!canMarkAsPaid(order)) return refused("Order cannot be marked as paid.");
				pay(shop, order, outstanding(order));
				return DONE;
			}),
		orderCreateManualPayment: ({ id, amount }: { id: string; amount?: { amount: string; currencyCode: string } }) =>
			on(id, (order) => {
				if (amount !== undefined && !shop.plus) {
					throw new GraphQLError("Access denied", { extensions: { code: "ACCESS_DENIED" } });
				}
				if (!canMarkAsPaid(order)) return refused("Order cannot be paid", "AMOUNT_EXCEEDS_BALANCE");
				if (amount === undefined) {
					pay(shop, order, outstanding(order));
					return DONE;
				}
				if (amount.currencyCode !== order.presentment.currency) return refused("Other currency", "CURRENCY_MISMATCH");
				const { minor } = parseMoney(amount.amount, order.currency);
				if (minor <= 0) return refused("Amount must be positive", "AMOUNT_NOT_POSITIVE");
				if (minor > outstanding(order)) return refused("Amount exceeds the balance", "AMOUNT_EXCEEDS_BALANCE");
				pay(shop, order, minor);
				return DONE;
			}),
		orderCancel: ({ orderId }: { orderId: string }) => {
			const order = find(orderId);
			const errors = (message: string, code: string) => ({
				job: null,
				orderCancelUserErrors: [{ field: ["orderId"], message, code }],
			});
			if (order === undefined) return errors("Order does not exist", "NOT_FOUND");
			if (order.cancelled !== null) return errors("Order has already been cancelled", "INVALID");
			const id = `gid://shopify/Job/${shop.nextId()}`;
			if (shop.slowJobs) shop.jobs.set(id, { polls: 1, run: () => cancel(shop, order) });
			else cancel(shop, order);
			return { job: { id, done: false }, orderCancelUserErrors: [] };
		},
		orderUpdate: ({ input }: { input: { id: string; note?: string } }) =>
			on(input.id, (order) => {
				if (input.note !== undefined && input.note !== order.note) {
					order.note = input.note;
					record(shop, order, `note ${input.note.split("\n").at(-1)}`);
					touch(shop, order);
				}
				return DONE;
			}),
		tagsAdd: ({ id, tags }: { id: string; tags: string[] }) =>
			on(id, (order) => {
				for (const tag of tags.filter((one) => !order.tags.includes(one))) {
					order.tags = [...order.tags, tag].sort();
					record(shop, order, `tag ${tag}`);
				}
				touch(shop, order);
				return DONE;
			}),
		tagsRemove: ({ id, tags }: { id: string; tags: string[] }) =>
			on(id, (order) => {
				for (const tag of tags.filter((one) => order.tags.includes(one))) {
					order.tags = order.tags.filter((one) => one !== tag);
					record(shop, order, `no tag ${tag}`);
				}
				touch(shop, order);
				return DONE;
			}),
		/** A metafield of the app's own namespace shows nowhere in the admin: no effect that anybody notices. */
		metafieldsSet: ({ metafields }: { metafields: Metafield[] }) => {
			for (const { ownerId, namespace, key, value } of metafields) {
				const order = find(ownerId);
				if (order === undefined) return { userErrors: [{ ...GONE, code: "INVALID_VALUE" }] };
				order.metafields.set(`${namespace}.${key}`, value);
				touch(shop, order);
			}
			return DONE;
		},
		fulfillmentCreate: ({ fulfillment }: { fulfillment: Fulfillment }) => fulfil(shop, fulfillment),
		fulfillmentTrackingInfoUpdate: (args: TrackingUpdate) => track(shop, args),
		refundCreate: ({ input }: { input: RefundInput }, _context: unknown, info: GraphQLResolveInfo) =>
			on(input.orderId, (order) => {
				const key = idempotencyKey(info);
				if (shop.refundKeys.has(key)) return DONE;
				if (
					input.transactions.some(
						({ amount }) => parseMoney(amount, order.currency).minor > received(order) - refunded(order),
					)
				)
					return refused("Refund amount exceeds what was paid");
				shop.refundKeys.add(key);
				for (const { parentId, amount } of input.transactions) {
					refund(shop, order, numberOf(parentId), parseMoney(amount, order.currency).minor, input.note ?? "");
				}
				return DONE;
			}),
		webhookSubscriptionCreate: ({ topic, webhookSubscription }: SubscriptionArguments) => {
			const { uri, includeFields = [] } = webhookSubscription;
			const taken = [...shop.subscriptions.values()].some((one) => one.topic === topic && one.uri === uri);
			if (taken) return refused("Address for this topic has already been taken");
			const id = shop.nextId();
			shop.subscriptions.set(id, { id, topic, uri, includeFields, failures: 0 });
			return DONE;
		},
		webhookSubscriptionDelete: ({ id }: { id: string }) => {
			return shop.subscriptions.delete(numberOf(id)) ? DONE : refused("Webhook subscription does not exist");
		},
	};
}

/** Demanded since 2026-04. */
function idempotencyKey({ schema, fieldNodes: [node], variableValues }: GraphQLResolveInfo): string {
	const directive = schema.getDirective("idempotent");
	const values =
		directive == null || node === undefined ? undefined : getDirectiveValues(directive, node, variableValues);
	if (typeof values?.key === "string") return values.key;
	throw new GraphQLError("The @idempotent directive is required", { extensions: { code: "BAD_REQUEST" } });
}

interface Metafield {
	readonly ownerId: string;
	readonly namespace: string;
	readonly key: string;
	readonly value: string;
}

interface Tracking {
	readonly company?: string;
	readonly number?: string;
	readonly numbers?: string[];
}

interface Fulfillment {
	readonly lineItemsByFulfillmentOrder: readonly { readonly fulfillmentOrderId: string }[];
	readonly trackingInfo?: Tracking;
	readonly notifyCustomer?: boolean;
}

function fulfil(shop: Shop, { lineItemsByFulfillmentOrder, trackingInfo, notifyCustomer }: Fulfillment) {
	const ids = lineItemsByFulfillmentOrder.map(({ fulfillmentOrderId }) => numberOf(fulfillmentOrderId));
	const order = [...shop.orders.values()].find(({ parts }) => parts.some(({ id }) => ids.includes(id)));
	const parts = order?.parts.filter(({ id }) => ids.includes(id)) ?? [];
	if (order === undefined || parts.length !== ids.length) return refused("Fulfillment order does not exist.");
	if (parts.some(({ state }) => state !== "OPEN")) return refused("Fulfillment order has an unfulfillable status.");
	if (new Set(parts.map(({ location }) => location)).size > 1) return refused("Locations of all must be the same.");
	for (const part of parts) part.state = "CLOSED";
	const numbers = trackingInfo?.numbers ?? (trackingInfo?.number === undefined ? [] : [trackingInfo.number]);
	order.fulfillments.push({ id: shop.nextId(), company: trackingInfo?.company ?? "", numbers });
	record(shop, order, `fulfillment ${numbers.join(", ")}`);
	if (notifyCustomer === true) record(shop, order, "e-mail shipping confirmation");
	touch(shop, order);
	return DONE;
}

interface TrackingUpdate {
	readonly fulfillmentId: string;
	readonly trackingInfoInput: Tracking;
	readonly notifyCustomer?: boolean;
}

function track(shop: Shop, { fulfillmentId, trackingInfoInput, notifyCustomer }: TrackingUpdate) {
	const id = numberOf(fulfillmentId);
	const order = [...shop.orders.values()].find(({ fulfillments }) => fulfillments.some((one) => one.id === id));
	const fulfillment = order?.fulfillments.find((one) => one.id === id);
	if (order === undefined || fulfillment === undefined) return refused("Fulfillment not found.");
	fulfillment.numbers = trackingInfoInput.numbers ?? [];
	fulfillment.company = trackingInfoInput.company ?? fulfillment.company;
	record(shop, order, `tracking ${fulfillment.numbers.join(", ")}`);
	if (notifyCustomer === true) record(shop, order, "e-mail shipping update");
	touch(shop, order);
	return DONE;
}

interface RefundInput {
	readonly orderId: string;
	readonly note?: string;
	readonly transactions: readonly { readonly parentId: string; readonly amount: string }[];
}

interface SubscriptionArguments {
	readonly topic: string;
	readonly webhookSubscription: { readonly uri: string; readonly includeFields?: string[] };
}
