/**
 * The part of eBay's OpenAPI documents that the fake answers: Fulfillment 1.20.7, Finances 1.9.0, Notification 1.2.0 (names
 * and types of fields, as facts). `?` marks what newer documents or real answers have besides: see `NEWER`. Compared with the
 * documents themselves by `official.ts`, where they are at hand.
 */
export const SHAPES = {
	fulfillment: {
		Amount: { value: "string", currency: "string", convertedFromValue: "string", convertedFromCurrency: "string" },
		Order: {
			orderId: "string",
			salesRecordReference: "string",
			creationDate: "string",
			lastModifiedDate: "string",
			orderFulfillmentStatus: "string",
			orderPaymentStatus: "string",
			sellerId: "string",
			buyer: "Buyer",
			pricingSummary: "PricingSummary",
			cancelStatus: "CancelStatus",
			paymentSummary: "PaymentSummary",
			fulfillmentStartInstructions: ["FulfillmentStartInstruction"],
			fulfillmentHrefs: ["string"],
			lineItems: ["LineItem"],
			ebayCollectAndRemitTax: "boolean",
			totalFeeBasisAmount: "Amount",
			totalMarketplaceFee: "Amount",
		},
		Buyer: { username: "string", taxAddress: "TaxAddress", buyerRegistrationAddress: "ExtendedContact" },
		TaxAddress: { city: "string", postalCode: "string", countryCode: "string" },
		ExtendedContact: {
			fullName: "string",
			companyName: "string",
			email: "string",
			contactAddress: "Address",
			primaryPhone: "PhoneNumber",
		},
		PhoneNumber: { phoneNumber: "string" },
		Address: {
			addressLine1: "string",
			addressLine2: "string",
			city: "string",
			postalCode: "string",
			countryCode: "string",
		},
		PricingSummary: { priceSubtotal: "Amount", deliveryCost: "Amount", tax: "Amount", total: "Amount" },
		CancelStatus: { cancelState: "string", cancelledDate: "string", cancelRequests: ["CancelRequest"] },
		CancelRequest: {
			cancelRequestId: "string",
			cancelInitiator: "string",
			cancelReason: "string",
			cancelRequestState: "string",
			cancelRequestedDate: "string",
		},
		PaymentSummary: { totalDueSeller: "Amount", payments: ["Payment"], refunds: ["OrderRefund"] },
		Payment: {
			paymentMethod: "string",
			paymentReferenceId: "string",
			paymentDate: "string",
			amount: "Amount",
			paymentStatus: "string",
		},
		OrderRefund: { refundId: "string", amount: "Amount", refundDate: "string", refundStatus: "string" },
		FulfillmentStartInstruction: { fulfillmentInstructionsType: "string", shippingStep: "ShippingStep" },
		ShippingStep: { shipTo: "ExtendedContact", shippingCarrierCode: "string", shippingServiceCode: "string" },
		LineItem: {
			lineItemId: "string",
			legacyItemId: "string",
			title: "string",
			quantity: "integer",
			lineItemCost: "Amount",
			total: "Amount",
			listingMarketplaceId: "string",
			purchaseMarketplaceId: "string",
			lineItemFulfillmentStatus: "string",
			ebayCollectAndRemitTaxes: ["EbayCollectAndRemitTax"],
		},
		EbayCollectAndRemitTax: { amount: "Amount", taxType: "string", collectionMethod: "string" },
		OrderSearchPagedCollection: {
			href: "string",
			limit: "integer",
			offset: "integer",
			total: "integer",
			next: "string",
			orders: ["Order"],
		},
		ShippingFulfillment: {
			fulfillmentId: "string",
			shipmentTrackingNumber: "string",
			shippedDate: "string",
			shippingCarrierCode: "string",
			lineItems: ["LineItemReference"],
		},
		LineItemReference: { lineItemId: "string", quantity: "integer" },
		ShippingFulfillmentPagedCollection: { total: "integer", fulfillments: ["ShippingFulfillment"] },
	},
	finances: {
		Amount: { value: "string", currency: "string" },
		Payout: {
			payoutId: "string",
			payoutDate: "string",
			payoutStatus: "string",
			amount: "Amount",
			bankReference: "string",
			payoutInstrument: "PayoutInstrument",
			transactionCount: "integer",
		},
		PayoutInstrument: { instrumentType: "string", accountLastFourDigits: "string" },
		Payouts: { href: "string", limit: "integer", offset: "integer", total: "integer", payouts: ["Payout"] },
		Transaction: {
			transactionId: "string",
			transactionType: "string",
			transactionStatus: "string",
			transactionDate: "string",
			transactionMemo: "string",
			bookingEntry: "string",
			payoutId: "string",
			orderId: "string",
			amount: "Amount",
			totalFeeBasisAmount: "Amount",
			totalFeeAmount: "Amount",
			feeType: "string",
			references: ["Reference"],
		},
		Reference: { referenceId: "string", referenceType: "string" },
		Transactions: {
			href: "string",
			limit: "integer",
			offset: "integer",
			total: "integer",
			transactions: ["Transaction"],
		},
	},
	notification: {
		Config: { alertEmail: "string" },
		Destination: { destinationId: "string", name: "string", status: "string", deliveryConfig: "DeliveryConfig" },
		DeliveryConfig: { endpoint: "string", verificationToken: "string" },
		DestinationSearchResponse: { total: "integer", limit: "integer", destinations: ["Destination"] },
		Subscription: {
			subscriptionId: "string",
			topicId: "string",
			status: "string",
			creationDate: "string",
			destinationId: "string",
			payload: "SubscriptionPayloadDetail",
		},
		SubscriptionPayloadDetail: { format: "string", schemaVersion: "string", deliveryProtocol: "string" },
		SubscriptionSearchResponse: { total: "integer", limit: "integer", subscriptions: ["Subscription"] },
		PublicKey: { key: "string", algorithm: "string", digest: "string" },
		Topic: { topicId: "string", status: "string", scope: "string", supportedPayloads: ["PayloadDetail"] },
		PayloadDetail: { schemaVersion: "string", format: ["string"], deliveryProtocol: "string", deprecated: "boolean" },
	},
} as const;

/** Fields that the stored documents do not have, and where they were seen. */
export const NEWER: Readonly<Record<string, string>> = {
	"fulfillment.Order.legacyOrderId": "a real answer of June 2026",
	"finances.Payout.totalFee": "Finances as of npm ebay-api 10.0",
	"finances.Payout.payoutReference": "Finances as of npm ebay-api 10.0",
	"finances.Transaction.eBayCollectedTaxAmount": "Finances as of npm ebay-api 10.0",
	"notification.Destination.deliveryConfig": "the document says string, the service answers an object",
};

const NEWER_TYPES: Readonly<Record<string, Type>> = {
	"fulfillment.Order.legacyOrderId": "string",
	"finances.Payout.totalFee": "Amount",
	"finances.Payout.payoutReference": "string",
	"finances.Transaction.eBayCollectedTaxAmount": "Amount",
};

type Type = string | readonly [string];
type Shapes = Readonly<Record<string, Readonly<Record<string, Type>>>>;

/** What does not fit: unknown fields, other types. Empty: it fits. */
export function misfits(api: keyof typeof SHAPES, schema: string, value: unknown, path = schema): string[] {
	const shapes: Shapes = SHAPES[api];
	const shape = shapes[schema];
	if (shape === undefined) return [`${path}: no schema ${schema}`];
	if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: no object`];
	return Object.entries(value).flatMap(([field, given]) => {
		const type = shape[field] ?? NEWER_TYPES[`${api}.${schema}.${field}`];
		return type === undefined ? [`${path}.${field}: unknown`] : misfit(api, type, given, `${path}.${field}`);
	});
}

function misfit(api: keyof typeof SHAPES, type: Type, value: unknown, path: string): string[] {
	if (typeof type !== "string") {
		if (!Array.isArray(value)) return [`${path}: no array`];
		return value.flatMap((one, at) => misfit(api, type[0], one, `${path}[${at}]`));
	}
	if (type === "string" || type === "boolean") return typeof value === type ? [] : [`${path}: no ${type}`];
	if (type === "integer") return Number.isSafeInteger(value) ? [] : [`${path}: no integer`];
	return misfits(api, type, value, path);
}
