import { idOf, METHODS, type Method, type Shop, type StoredOrder } from "./state.ts";
import { type Entity, machine } from "./state-machines.ts";

/** Entities with everything that belongs to them, as the data abstraction layer has them; `withAssociations` strips. */

export type Row = Readonly<Record<string, unknown>>;

/** Fields that are loaded only when they are asked for. */
const ASSOCIATIONS = [
	"addresses",
	"billingAddress",
	"country",
	"currency",
	"customer",
	"deliveries",
	"documents",
	"documentType",
	"group",
	"language",
	"lineItems",
	"locale",
	"order",
	"paymentMethod",
	"stateMachine",
	"stateMachineState",
	"transactions",
];

const ROUNDING = { decimals: 2, interval: 0.01, roundForNet: true };

interface Associations {
	readonly [name: string]: { readonly associations?: Associations } | undefined;
}

/** What was not asked for is null; up to 6.5 states are loaded anyway (shopware#3717). */
export function withAssociations(shop: Shop, row: Row, asked: Associations = {}): Row {
	const entries = Object.entries(row).map(([name, value]): [string, unknown] => {
		if (!ASSOCIATIONS.includes(name)) {
			return [
				name,
				name === "orderCustomer" && isRow(value) ? withAssociations(shop, value, asked[name]?.associations) : value,
			];
		}
		const wanted = asked[name] ?? (shop.line === "6.5" && name === "stateMachineState" ? {} : undefined);
		if (wanted === undefined) return [name, null];
		const below = (one: unknown) => (isRow(one) ? withAssociations(shop, one, wanted.associations) : one);
		return [name, Array.isArray(value) ? value.map(below) : below(value)];
	});
	return Object.fromEntries(entries);
}

function isRow(value: unknown): value is Row {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function moment(date: Date | null): string | null {
	return date === null ? null : date.toISOString().replace("Z", "+00:00");
}

/** PHP has one type for lists and objects: empty it is a list. */
function phpObject(fields: Row): unknown {
	return Object.keys(fields).length === 0 ? [] : fields;
}

function stateRow(entity: Entity, technicalName: string): Row {
	const name = technicalName.replaceAll("_", " ");
	return {
		id: idOf(`${entity} ${technicalName}`),
		technicalName,
		name,
		translated: { name, customFields: [] },
		stateMachineId: idOf(entity),
		stateMachine: { id: idOf(entity), technicalName: `${entity}.state`, name: entity },
		apiAlias: "state_machine_state",
	};
}

export function allStates({ line }: Shop): Row[] {
	return (["order", "order_transaction", "order_delivery"] as const).flatMap((entity) =>
		Object.keys(machine(line, entity)).map((state) => stateRow(entity, state)),
	);
}

export function methodRow({ line }: Shop, method: Method): Row {
	return {
		id: method.id,
		technicalName: line === "6.5" ? null : method.technicalName,
		name: null,
		translated: { name: method.name, description: null, customFields: [] },
		handlerIdentifier: method.handler,
		formattedHandlerIdentifier: method.handler,
		active: method.active,
		position: METHODS.indexOf(method),
		apiAlias: "payment_method",
	};
}

function price(total: number): Row {
	return {
		unitPrice: total,
		totalPrice: total,
		quantity: 1,
		calculatedTaxes: [],
		taxRules: [],
		apiAlias: "calculated_price",
	};
}

function times({ createdAt, updatedAt }: { createdAt: Date; updatedAt: Date | null }): Row {
	return { createdAt: moment(createdAt), updatedAt: moment(updatedAt) };
}

export function documentRow(order: StoredOrder, document: StoredOrder["documents"][number]): Row {
	return {
		id: document.id,
		orderId: order.id,
		orderVersionId: order.versionId,
		documentTypeId: idOf(document.type),
		documentType: { id: idOf(document.type), technicalName: document.type, name: document.type, translated: {} },
		config: { documentNumber: document.number, documentDate: document.date },
		deepLinkCode: document.deepLinkCode,
		referencedDocumentId: document.referenced,
		sent: false,
		static: false,
		createdAt: moment(document.createdAt),
		updatedAt: null,
		apiAlias: "document",
	};
}

export function orderRow(shop: Shop, order: StoredOrder): Row {
	const address = addressRow(order);
	const version = { versionId: order.versionId, orderId: order.id, orderVersionId: order.versionId };
	const last = order.transactions.at(-1);
	return {
		id: order.id,
		versionId: order.versionId,
		autoIncrement: order.autoIncrement,
		orderNumber: order.number,
		orderDateTime: moment(order.orderedAt),
		orderDate: moment(order.orderedAt),
		billingAddressId: address.id,
		currencyId: idOf(order.currency),
		languageId: idOf(order.locale),
		salesChannelId: idOf("storefront"),
		stateId: idOf(`order ${order.state}`),
		price: {
			netPrice: order.net,
			totalPrice: order.amount,
			positionPrice: order.amount,
			rawTotal: order.amount,
			taxStatus: order.taxStatus,
			calculatedTaxes: [],
			taxRules: [],
		},
		amountTotal: order.amount,
		amountNet: order.net,
		taxStatus: order.taxStatus,
		currencyFactor: order.currencyFactor,
		itemRounding: ROUNDING,
		totalRounding: ROUNDING,
		customFields: phpObject(order.customFields),
		...(shop.line === "6.7"
			? { primaryOrderTransactionId: last?.id ?? null, primaryOrderDeliveryId: order.deliveries[0]?.id ?? null }
			: {}),
		...times(order),
		stateMachineState: stateRow("order", order.state),
		currency: {
			id: idOf(order.currency),
			isoCode: order.currency,
			factor: order.currencyFactor,
			symbol: order.currency,
			shortName: order.currency,
			name: order.currency,
			itemRounding: ROUNDING,
			totalRounding: ROUNDING,
		},
		language: { id: idOf(order.locale), name: order.locale, locale: { id: idOf(order.locale), code: order.locale } },
		orderCustomer: {
			id: idOf(`c${order.number}`),
			...version,
			customerNumber: `K${order.number}`,
			firstName: order.address.firstName,
			lastName: order.address.lastName,
			company: order.address.company || null,
			email: "erika@example.com",
			vatIds: order.vatIds.length === 0 ? null : order.vatIds,
			customer: { id: idOf("customer"), group: { id: idOf("group"), translated: { name: "Standard" } } },
			createdAt: moment(order.createdAt),
			updatedAt: null,
		},
		billingAddress: address,
		addresses: [address],
		lineItems: [],
		transactions: order.transactions.map((row) => ({
			id: row.id,
			...version,
			paymentMethodId: row.method,
			stateId: idOf(`order_transaction ${row.state}`),
			amount: price(row.amount),
			customFields: null,
			...times(row),
			stateMachineState: stateRow("order_transaction", row.state),
			paymentMethod: METHODS.filter(({ id }) => id === row.method).map((one) => methodRow(shop, one))[0] ?? null,
		})),
		deliveries: order.deliveries.map((row) => ({
			id: row.id,
			...version,
			shippingOrderAddressId: address.id,
			shippingMethodId: idOf("standard"),
			stateId: idOf(`order_delivery ${row.state}`),
			trackingCodes: row.trackingCodes,
			shippingCosts: price(row.costs),
			shippingDateEarliest: moment(order.createdAt),
			shippingDateLatest: moment(order.createdAt),
			...times(row),
			stateMachineState: stateRow("order_delivery", row.state),
		})),
		documents: order.documents.map((document) => documentRow(order, document)),
		apiAlias: "order",
	};
}

function addressRow({ id, versionId, address, createdAt, number }: StoredOrder): Row {
	return {
		id: idOf(`a${number}`),
		versionId,
		orderId: id,
		orderVersionId: versionId,
		countryId: idOf(address.iso),
		firstName: address.firstName,
		lastName: address.lastName,
		company: address.company || null,
		street: address.street,
		additionalAddressLine1: null,
		additionalAddressLine2: null,
		zipcode: address.zipcode,
		city: address.city,
		...times({ createdAt, updatedAt: address.updatedAt }),
		country: { id: idOf(address.iso), iso: address.iso, name: address.iso },
	};
}
