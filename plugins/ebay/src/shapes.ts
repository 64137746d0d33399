import * as z from "zod";

/** What is read of eBay's answers, as its OpenAPI documents name it; everything else is left aside. */

/** `value` in `currency`; where eBay converted, what it was before. Amounts are texts. */
export const Amount = z.object({
	value: z.string(),
	currency: z.string(),
	convertedFromValue: z.string().optional(),
	convertedFromCurrency: z.string().optional(),
});
export type Amount = z.infer<typeof Amount>;

const Contact = z.object({
	fullName: z.string().optional(),
	companyName: z.string().optional(),
	email: z.string().optional(),
	contactAddress: z
		.object({
			addressLine1: z.string().optional(),
			addressLine2: z.string().optional(),
			city: z.string().optional(),
			postalCode: z.string().optional(),
			countryCode: z.string().optional(),
		})
		.optional(),
});
export type Contact = z.infer<typeof Contact>;

const LineItem = z.object({
	lineItemId: z.string(),
	quantity: z.int().positive(),
	lineItemFulfillmentStatus: z.string().optional(),
	purchaseMarketplaceId: z.string().optional(),
	listingMarketplaceId: z.string().optional(),
});

export const EbayOrder = z.object({
	orderId: z.string().min(1),
	legacyOrderId: z.string().optional(),
	salesRecordReference: z.string().optional(),
	creationDate: z.string(),
	lastModifiedDate: z.string(),
	orderPaymentStatus: z.string(),
	orderFulfillmentStatus: z.string(),
	cancelStatus: z
		.object({
			cancelState: z.string().optional(),
			/** Always empty in a list. */
			cancelRequests: z.array(z.object({ cancelInitiator: z.string().optional() })).optional(),
		})
		.optional(),
	buyer: z.object({ username: z.string().optional(), buyerRegistrationAddress: Contact.optional() }).optional(),
	pricingSummary: z.object({ total: Amount }),
	paymentSummary: z
		.object({
			payments: z.array(z.object({ paymentMethod: z.string().optional() })).optional(),
			refunds: z.array(z.object({ amount: Amount, refundStatus: z.string().optional() })).optional(),
		})
		.optional(),
	fulfillmentStartInstructions: z
		.array(z.object({ shippingStep: z.object({ shipTo: Contact.optional() }).optional() }))
		.optional(),
	lineItems: z.array(LineItem).min(1),
});
export type EbayOrder = z.infer<typeof EbayOrder>;

/** Orders one by one, so that one that cannot be read does not hide the others. */
export const OrderPage = z.object({ total: z.int().optional(), orders: z.array(z.unknown()).optional() });
export const Dates = z.object({ creationDate: z.iso.datetime(), lastModifiedDate: z.iso.datetime() });

export const Fulfillments = z.object({
	fulfillments: z
		.array(z.object({ fulfillmentId: z.string().optional(), shipmentTrackingNumber: z.string().optional() }))
		.optional(),
});

export const User = z.object({ userId: z.string().min(1), username: z.string().min(1) });

export const Token = z.object({
	access_token: z.string().min(10),
	expires_in: z.number().optional(),
	refresh_token: z.string().min(10).optional(),
	refresh_token_expires_in: z.number().optional(),
});

/** Every way eBay has of saying what is wrong: REST, Post-Order, OAuth. */
export const Refusals = z.union([
	z.object({ errors: z.array(z.object({ errorId: z.number() })).min(1) }).transform(({ errors }) => errors),
	z.object({ error: z.array(z.object({ errorId: z.number() })).min(1) }).transform(({ error }) => error),
	z
		.object({ errorMessage: z.object({ error: z.array(z.object({ errorId: z.number() })).min(1) }) })
		.transform(({ errorMessage }) => errorMessage.error),
]);
