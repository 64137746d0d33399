import * as z from "zod";

/**
 * An order as the Admin API of 6.7 describes it (OpenAPI, `application/json`), as far as its fields are read or filtered
 * by: each with its type, and no field that the description does not have. What was not asked for is null.
 */

const id = z.string().regex(/^[0-9a-f]{32}$/);
const moment = z.iso.datetime({ offset: true });
/** PHP writes an empty object as a list. */
const fields = z.union([z.record(z.string(), z.unknown()), z.tuple([])]).nullable();
const alias = { apiAlias: z.string().optional() };
const times = { createdAt: moment, updatedAt: moment.nullable() };
const version = { versionId: id, orderId: id, orderVersionId: id };
const price = z.strictObject({
	unitPrice: z.number(),
	totalPrice: z.number(),
	quantity: z.int(),
	calculatedTaxes: z.array(z.unknown()),
	taxRules: z.array(z.unknown()),
	...alias,
});
const rounding = z.strictObject({ decimals: z.int(), interval: z.number(), roundForNet: z.boolean() });
const translated = z.looseObject({});

const state = z
	.strictObject({
		id,
		technicalName: z.string(),
		name: z.string(),
		translated,
		stateMachineId: id,
		stateMachine: z.strictObject({ id, technicalName: z.string(), name: z.string() }).nullable(),
		...alias,
	})
	.nullable();

const paymentMethod = z.strictObject({
	id,
	technicalName: z.string().nullable(),
	name: z.string().nullable(),
	translated,
	handlerIdentifier: z.string(),
	formattedHandlerIdentifier: z.string(),
	active: z.boolean(),
	position: z.int(),
	...alias,
});

const address = z.strictObject({
	id,
	...version,
	countryId: id,
	firstName: z.string(),
	lastName: z.string(),
	company: z.string().nullable(),
	street: z.string(),
	additionalAddressLine1: z.string().nullable(),
	additionalAddressLine2: z.string().nullable(),
	zipcode: z.string().nullable(),
	city: z.string(),
	...times,
	country: z.strictObject({ id, iso: z.string(), name: z.string() }).nullable(),
});

const transaction = z.strictObject({
	id,
	...version,
	paymentMethodId: id,
	stateId: id,
	amount: price,
	customFields: fields,
	...times,
	stateMachineState: state,
	paymentMethod: paymentMethod.nullable(),
});

const delivery = z.strictObject({
	id,
	...version,
	shippingOrderAddressId: id,
	shippingMethodId: id,
	stateId: id,
	trackingCodes: z.array(z.string()),
	shippingCosts: price,
	shippingDateEarliest: moment,
	shippingDateLatest: moment,
	...times,
	stateMachineState: state,
});

const document = z.strictObject({
	id,
	orderId: id,
	orderVersionId: id,
	documentTypeId: id,
	documentType: z.strictObject({ id, technicalName: z.string(), name: z.string(), translated }).nullable(),
	config: z.looseObject({}),
	deepLinkCode: z.string(),
	referencedDocumentId: id.nullable(),
	sent: z.boolean(),
	static: z.boolean(),
	...times,
	...alias,
});

const customer = z
	.strictObject({ id, group: z.strictObject({ id, translated: z.looseObject({ name: z.string() }) }).nullable() })
	.nullable();

export const OrderRow = z.strictObject({
	id,
	versionId: id,
	autoIncrement: z.int(),
	orderNumber: z.string(),
	orderDateTime: moment,
	orderDate: z.string(),
	billingAddressId: id,
	currencyId: id,
	languageId: id,
	salesChannelId: id,
	stateId: id,
	price: z.looseObject({
		netPrice: z.number(),
		totalPrice: z.number(),
		positionPrice: z.number(),
		rawTotal: z.number(),
		taxStatus: z.enum(["gross", "net", "tax-free"]),
	}),
	amountTotal: z.number(),
	amountNet: z.number(),
	taxStatus: z.string(),
	currencyFactor: z.number(),
	itemRounding: rounding,
	totalRounding: rounding,
	customFields: fields,
	primaryOrderTransactionId: id.nullable().optional(),
	primaryOrderDeliveryId: id.nullable().optional(),
	...times,
	stateMachineState: state,
	currency: z
		.strictObject({
			id,
			isoCode: z.string().length(3),
			factor: z.number(),
			symbol: z.string(),
			shortName: z.string(),
			name: z.string(),
			itemRounding: rounding,
			totalRounding: rounding,
		})
		.nullable(),
	language: z
		.strictObject({ id, name: z.string(), locale: z.strictObject({ id, code: z.string() }).nullable() })
		.nullable(),
	orderCustomer: z
		.strictObject({
			id,
			...version,
			customerNumber: z.string().nullable(),
			firstName: z.string(),
			lastName: z.string(),
			company: z.string().nullable(),
			email: z.string(),
			vatIds: z.array(z.string()).nullable(),
			customer,
			...times,
		})
		.nullable(),
	billingAddress: address.nullable(),
	addresses: z.array(address).nullable(),
	lineItems: z.array(z.unknown()).nullable(),
	transactions: z.array(transaction).nullable(),
	deliveries: z.array(delivery).nullable(),
	documents: z.array(document).nullable(),
	...alias,
});
