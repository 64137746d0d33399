import * as z from "zod";

/**
 * What of Shopware's Admin API (JSON, not JSON:API) is read, and nothing else. What is not needed for money, status or
 * identity may be missing: plugins and versions differ.
 */

const optionalText = z
	.string()
	.nullish()
	.transform((text) => text ?? "");

/** Ids are UUIDs without hyphens. */
export const Id = z.string().regex(/^[0-9a-f]{32}$/);

/** The version of an entity that is no draft. */
export const LIVE_VERSION = "0fa91ce3e96a4bc2be4bd9ce752c3425";

/** PHP writes an empty object as `[]`. */
const Fields = z
	.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])
	.nullish()
	.transform((fields): Readonly<Record<string, unknown>> => (Array.isArray(fields) ? {} : (fields ?? {})));

const times = { createdAt: z.string(), updatedAt: z.string().nullish() };

/** Not loaded unless asked for, so that a missing association shows as an order that cannot be read. */
const State = z.object({ technicalName: z.string() });

const translated = z
	.object({ name: optionalText })
	.nullish()
	.transform((texts) => texts?.name ?? "");

export const SwPaymentMethod = z.object({
	id: Id,
	/** Since 6.5.7, and always since 6.6. */
	technicalName: optionalText,
	formattedHandlerIdentifier: optionalText,
	name: optionalText,
	translated,
	active: z.boolean().nullish(),
});
export type SwPaymentMethod = z.infer<typeof SwPaymentMethod>;

const Transaction = z.object({
	id: Id,
	amount: z.object({ totalPrice: z.number() }),
	stateMachineState: State,
	paymentMethod: SwPaymentMethod,
	...times,
});

const Delivery = z.object({
	id: Id,
	trackingCodes: z
		.array(z.string())
		.nullish()
		.transform((codes) => codes ?? []),
	shippingCosts: z.object({ totalPrice: z.number() }).nullish(),
	stateMachineState: State,
	...times,
});

const OrderDocument = z.object({
	id: Id,
	documentType: z.object({ technicalName: z.string() }).nullish(),
	config: Fields,
	referencedDocumentId: z.string().nullish(),
	createdAt: z.string(),
});

export const SwOrder = z.object({
	id: Id,
	versionId: z.string().nullish(),
	/** Grows with every order, never changes. */
	autoIncrement: z.int(),
	orderNumber: z.string().min(1),
	orderDateTime: z.string(),
	amountTotal: z.number(),
	currency: z.object({ isoCode: z.string().regex(/^[A-Z]{3}$/) }),
	stateMachineState: State,
	/** Since 6.7. */
	primaryOrderTransactionId: z.string().nullish(),
	primaryOrderDeliveryId: z.string().nullish(),
	transactions: z.array(Transaction),
	deliveries: z.array(Delivery),
	documents: z.array(OrderDocument),
	language: z.object({ locale: z.object({ code: optionalText }).nullish() }).nullish(),
	orderCustomer: z
		.object({
			customerNumber: optionalText,
			firstName: optionalText,
			lastName: optionalText,
			company: optionalText,
			email: optionalText,
			vatIds: z.array(z.string()).nullish(),
			customer: z.object({ group: z.object({ translated }).nullish() }).nullish(),
			...times,
		})
		.nullish(),
	billingAddress: z
		.object({
			firstName: optionalText,
			lastName: optionalText,
			company: optionalText,
			street: optionalText,
			additionalAddressLine1: optionalText,
			additionalAddressLine2: optionalText,
			zipcode: optionalText,
			city: optionalText,
			country: z.object({ iso: optionalText }).nullish(),
			...times,
		})
		.nullish(),
	customFields: Fields,
	...times,
});
export type SwOrder = z.infer<typeof SwOrder>;
export type SwTransaction = SwOrder["transactions"][number];
export type SwDelivery = SwOrder["deliveries"][number];

/** Where an order stands in the list, also where the rest of it cannot be read. */
export const Place = z.object({ autoIncrement: z.int() });

export const SwToken = z.object({ access_token: z.string().min(1), expires_in: z.number() });

export const SwVersion = z.object({ version: z.string() });

export const SwTransitions = z.object({
	transitions: z.array(z.object({ actionName: z.string(), fromStateName: z.string(), toStateName: z.string() })),
});

export const SwState = z.object({
	technicalName: z.string(),
	name: optionalText,
	translated,
	stateMachine: z.object({ technicalName: z.string() }),
});

export const SwDocument = z.object({ id: Id, orderId: Id, deepLinkCode: z.string().min(1) });

/** A webhook of the app as the shop keeps it. */
export const SwWebhook = z.object({ name: z.string(), url: z.string(), active: z.boolean() });

/** What a webhook brings: of a written entity its keys, of an event the order. */
export const SwEvent = z.object({
	data: z.object({
		event: z.string(),
		payload: z.unknown(),
	}),
	source: z.object({ eventId: z.string().optional(), url: z.string().optional() }),
	/** Unix seconds. */
	timestamp: z.int(),
});

const Key = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
export const SwWritten = z.array(z.object({ entity: z.string(), primaryKey: Key }));
/** `app.deleted`; shops before 6.5.2 say nothing about the data. */
export const SwAppDeleted = z.object({ keepUserData: z.boolean() });

export const SwOrderEvent = z.object({ order: z.object({ id: Id }) });

/** The second call of the registration. */
export const SwConfirmation = z.object({
	apiKey: z.string().min(1),
	secretKey: z.string().min(1),
	shopId: z.string().min(1),
	shopUrl: z.string(),
	timestamp: z.union([z.string(), z.number()]),
});

/** Whose webhook it is, before anything of it is proved. */
export const SwSource = z.object({ source: z.object({ url: z.url() }) });

/** The press of an action button. */
export const SwAction = z.object({
	source: z.object({ shopId: z.string() }),
	data: z.object({ ids: z.array(Id).min(1), entity: z.literal("order") }),
});
