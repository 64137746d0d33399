import * as z from "zod";

/** What of Shopify's answers is read, and nothing else. Amounts are decimals as text, moments are UTC with `Z`. */

const optionalText = z
	.string()
	.nullish()
	.transform((text) => text?.trim() ?? "");

const Amount = z.object({ amount: z.string() });
const ShopMoney = z.object({ shopMoney: Amount });
const BothMoneys = ShopMoney.extend({ presentmentMoney: Amount });

/** Numbers as text or as numbers, depending on where they come from. */
const LegacyId = z.union([z.string(), z.int()]).transform(String);

export const ShopifyOrder = z.object({
	legacyResourceId: LegacyId,
	name: z.string().min(1),
	confirmationNumber: optionalText,
	poNumber: optionalText,
	createdAt: z.iso.datetime(),
	processedAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
	cancelledAt: z.string().nullable(),
	closed: z.boolean(),
	test: z.boolean(),
	note: optionalText,
	tags: z.array(z.string()),
	email: optionalText,
	/** The shop's currency when the order was placed. */
	currencyCode: z.string(),
	/** What the customer saw and pays in. */
	presentmentCurrencyCode: z.string(),
	customerLocale: optionalText,
	displayFinancialStatus: z.string().nullable(),
	displayFulfillmentStatus: z.string(),
	canMarkAsPaid: z.boolean(),
	paymentGatewayNames: z.array(z.string()),
	currentTotalPriceSet: BothMoneys,
	totalOutstandingSet: BothMoneys,
	netPaymentSet: BothMoneys,
	totalRefundedSet: ShopMoney,
	billingAddress: z
		.object({
			firstName: optionalText,
			lastName: optionalText,
			company: optionalText,
			address1: optionalText,
			address2: optionalText,
			zip: optionalText,
			city: optionalText,
			countryCodeV2: optionalText,
		})
		.nullable(),
	customer: z.object({ legacyResourceId: LegacyId, displayName: optionalText }).nullable(),
	/** An empty object for a customer, who is in `customer` already. */
	purchasingEntity: z
		.object({
			company: z.object({ name: z.string(), externalId: optionalText }).optional(),
			location: z.object({ externalId: optionalText }).optional(),
		})
		.nullable(),
	paymentTerms: z.object({ dueInDays: z.int().nullable() }).nullable(),
	ledger: z.object({ value: z.string() }).nullish(),
});
export type ShopifyOrder = z.infer<typeof ShopifyOrder>;

const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

export const OrderAnswer = z.object({ order: ShopifyOrder.nullable() });
/** Each order is read by itself: one that cannot be must not keep the others from being read. */
export const OrdersPage = z.object({ orders: z.object({ nodes: z.array(z.unknown()), pageInfo: PageInfo }) });

export const RecentGateways = z.object({
	orders: z.object({ nodes: z.array(z.object({ paymentGatewayNames: z.array(z.string()) })) }),
});

export const ShopAnswer = z.object({
	shop: z.object({
		id: z.string(),
		myshopifyDomain: z.string(),
		currencyCode: z.string(),
		plan: z.object({ shopifyPlus: z.boolean() }),
	}),
	currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

const Bulk = z.object({
	id: z.string(),
	status: z.string(),
	query: z.string(),
	createdAt: z.string(),
	completedAt: z.string().nullable(),
	errorCode: z.string().nullable(),
	fileSize: z.union([z.string(), z.number()]).transform(Number).nullable(),
	url: z.string().nullable(),
});
export type Bulk = z.infer<typeof Bulk>;
export const RecentBulks = z.object({ bulkOperations: z.object({ nodes: z.array(Bulk) }) });
export const BulkNode = z.object({ bulkOperation: Bulk.nullable() });

const UserErrors = z.array(z.object({ message: z.string(), code: z.string().nullish() })).optional();
const Payload = z.object({
	userErrors: UserErrors,
	orderCancelUserErrors: UserErrors,
	job: z.object({ id: z.string(), done: z.boolean() }).nullish(),
	bulkOperation: z.object({ id: z.string() }).nullish(),
});
export type Payload = z.infer<typeof Payload>;

/** The answer of a mutation by its fields; one that was left out by `@include` is missing. */
export const Changes = z.record(z.string(), Payload.nullable());

export const JobAnswer = z.object({ job: z.object({ id: z.string(), done: z.boolean() }).nullable() });

export const Shipments = z.object({
	order: z
		.object({
			fulfillments: z.array(
				z.object({
					id: z.string(),
					status: z.string(),
					trackingInfo: z.array(z.object({ number: z.string().nullable() })),
				}),
			),
			fulfillmentOrders: z.object({
				nodes: z.array(
					z.object({
						id: z.string(),
						status: z.string(),
						assignedLocation: z.object({ location: z.object({ id: z.string() }).nullable() }),
						supportedActions: z.array(z.object({ action: z.string() })),
					}),
				),
			}),
		})
		.nullable(),
});

export const Repayable = z.object({
	order: z
		.object({
			transactions: z.array(
				z.object({
					id: z.string(),
					kind: z.string(),
					status: z.string(),
					gateway: z.string().nullable(),
					manualPaymentGateway: z.boolean(),
					amountSet: z.object({ presentmentMoney: z.object({ amount: z.string(), currencyCode: z.string() }) }),
					parentTransaction: z.object({ id: z.string() }).nullable(),
				}),
			),
			refunds: z.array(z.object({ note: optionalText })),
		})
		.nullable(),
});

export const Subscriptions = z.object({
	webhookSubscriptions: z.object({
		nodes: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string() })),
		pageInfo: PageInfo,
	}),
});

/** The part of a GraphQL answer that is the same for all. `cost` steers the pace. */
export const Envelope = z.object({
	data: z.unknown().optional(),
	errors: z.array(z.object({ extensions: z.object({ code: z.string().optional() }).optional() })).optional(),
	extensions: z
		.object({
			cost: z
				.object({
					requestedQueryCost: z.number(),
					throttleStatus: z.object({
						maximumAvailable: z.number(),
						currentlyAvailable: z.number(),
						restoreRate: z.number().positive(),
					}),
				})
				.optional(),
		})
		.optional(),
});
export type Cost = NonNullable<NonNullable<z.infer<typeof Envelope>["extensions"]>["cost"]>;

/** What the token endpoint answers. A refresh may leave out what stays as it was (shopify-app-js#3400). */
export const Token = z.object({
	access_token: z.string().min(1),
	scope: z.string().optional(),
	expires_in: z.number().positive().optional(),
	refresh_token: z.string().min(1).optional(),
});
export type Token = z.infer<typeof Token>;
