import { formatDecimal } from "@kontor/connector";
import { canMarkAsPaid, financialStatus, outstanding, received, refunded } from "./order-life.ts";
import type { StoredOrder } from "./state.ts";

/** An order as the Admin API shows it; the schema picks what was asked for. */
export function orderNode(order: StoredOrder): object {
	const money = (minor: number) => moneyBag(order, minor);
	const { billing } = order;
	return {
		id: `gid://shopify/Order/${order.id}`,
		legacyResourceId: String(order.id),
		name: order.name,
		confirmationNumber: `C${order.id.toString(36).toUpperCase()}`,
		poNumber: order.poNumber,
		createdAt: instant(order.created),
		processedAt: instant(order.processed),
		updatedAt: instant(order.updated),
		cancelledAt: order.cancelled === null ? null : instant(order.cancelled),
		closed: order.closed,
		test: order.test,
		note: order.note === "" ? null : order.note,
		tags: order.tags,
		email: "joerg@example.test",
		currencyCode: order.currency,
		presentmentCurrencyCode: order.presentment.currency,
		customerLocale: order.locale,
		displayFinancialStatus: financialStatus(order),
		displayFulfillmentStatus: order.fulfillments.length > 0 ? "FULFILLED" : "UNFULFILLED",
		canMarkAsPaid: canMarkAsPaid(order),
		paymentGatewayNames: order.gateways,
		currentTotalPriceSet: money(order.total),
		totalOutstandingSet: money(outstanding(order)),
		netPaymentSet: money(received(order) - refunded(order)),
		totalRefundedSet: money(refunded(order)),
		billingAddress: billing,
		customer: { legacyResourceId: "7001", displayName: "Jörg Müßig" },
		purchasingEntity:
			order.company === null
				? { __typename: "Customer" }
				: { __typename: "PurchasingCompany", company: order.company, location: { externalId: null } },
		paymentTerms: order.terms === null ? null : { dueInDays: order.terms },
		metafield: ({ namespace, key }: { namespace: string; key: string }) => {
			const value = order.metafields.get(`${namespace}.${key}`);
			return value === undefined ? null : { value };
		},
		transactions: order.payments.map((payment) => ({
			id: `gid://shopify/OrderTransaction/${payment.id}`,
			kind: payment.kind,
			status: "SUCCESS",
			gateway: payment.gateway,
			manualPaymentGateway: payment.manual,
			amountSet: money(payment.minor),
			parentTransaction: payment.parent === null ? null : { id: `gid://shopify/OrderTransaction/${payment.parent}` },
		})),
		refunds: order.refundNotes.map((note) => ({ note })),
		fulfillments: order.fulfillments.map(({ id, company, numbers }) => ({
			id: `gid://shopify/Fulfillment/${id}`,
			status: "SUCCESS",
			trackingInfo: numbers.map((number) => ({ number, company })),
		})),
		fulfillmentOrders: {
			nodes: order.parts.map(({ id, location, state }) => ({
				id: `gid://shopify/FulfillmentOrder/${id}`,
				status: state,
				assignedLocation: { location: { id: `gid://shopify/Location/${location}` } },
				supportedActions: state === "OPEN" ? [{ action: "CREATE_FULFILLMENT" }, { action: "HOLD" }] : [],
			})),
		},
	};
}

function moneyBag({ currency, presentment }: StoredOrder, minor: number): object {
	const seen = Math.round(minor * presentment.factor);
	return {
		shopMoney: { amount: decimal(minor, currency), currencyCode: currency },
		presentmentMoney: { amount: decimal(seen, presentment.currency), currencyCode: presentment.currency },
	};
}

/** Shopify writes at least one decimal, and no zeros behind it: "50.0", "12.34". */
function decimal(minor: number, currency: string): string {
	const text = formatDecimal({ minor, currency });
	return text.includes(".") ? text.replace(/(\.\d+?)0+$/, "$1") : `${text}.0`;
}

export function instant(date: Date): string {
	return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
