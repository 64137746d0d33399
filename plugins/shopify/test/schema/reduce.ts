import {
	type GraphQLArgument,
	type GraphQLInputField,
	type GraphQLNamedType,
	type GraphQLSchema,
	getNamedType,
	isEnumType,
	isInputObjectType,
	isInterfaceType,
	isObjectType,
	isScalarType,
	isSpecifiedScalarType,
	isUnionType,
	parse,
	TypeInfo,
	visit,
	visitWithTypeInfo,
} from "graphql";

/** Of input objects, what the plugin fills in. */
const INPUT_FIELDS: Readonly<Record<string, readonly string[]>> = {
	FulfillmentInput: ["lineItemsByFulfillmentOrder", "notifyCustomer", "trackingInfo"],
	FulfillmentOrderLineItemsInput: ["fulfillmentOrderId"],
	FulfillmentTrackingInput: ["company", "number", "numbers"],
	MetafieldsSetInput: ["ownerId", "namespace", "key", "type", "value"],
	MoneyInput: ["amount", "currencyCode"],
	OrderInput: ["id", "note"],
	OrderMarkAsPaidInput: ["id"],
	OrderTransactionInput: ["orderId", "parentId", "kind", "gateway", "amount"],
	RefundInput: ["orderId", "note", "notify", "transactions"],
	WebhookSubscriptionInput: ["uri", "format", "includeFields"],
};

/** Of long lists of names, what the tests use. */
const ENUM_VALUES: Readonly<Record<string, readonly string[]>> = {
	CurrencyCode: ["EUR", "CHF", "USD", "JPY", "KWD"],
	CountryCode: ["DE", "AT", "CH", "US"],
	WebhookSubscriptionTopic: ["ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_EDITED", "ORDERS_DELETE", "APP_UNINSTALLED"],
	OrderSortKeys: ["CREATED_AT", "UPDATED_AT"],
};

/** The part of a schema that these documents use, as SDL in a stable order, without descriptions. */
export function reduce(schema: GraphQLSchema, documents: readonly string[]): string {
	const used = new Map<GraphQLNamedType, Map<string, Set<string>>>();
	const use = (type: GraphQLNamedType, field?: string, argument?: string) => {
		const fields = used.get(type) ?? new Map<string, Set<string>>();
		used.set(type, fields);
		if (field !== undefined) fields.set(field, fields.get(field) ?? new Set());
		if (field !== undefined && argument !== undefined) fields.get(field)?.add(argument);
	};
	const useInput = (type: GraphQLNamedType) => {
		if (used.has(type)) return;
		use(type);
		if (!isInputObjectType(type)) return;
		for (const field of inputFieldsOf(type)) useInput(getNamedType(field.type));
	};
	for (const text of documents) {
		const info = new TypeInfo(schema);
		visit(
			parse(text),
			visitWithTypeInfo(info, {
				Field(node) {
					const [parent, field] = [info.getParentType(), info.getFieldDef()];
					if (parent == null || field == null || node.name.value.startsWith("__")) return;
					use(parent, field.name);
					use(getNamedType(field.type));
					const given = new Set(node.arguments?.map(({ name }) => name.value));
					for (const argument of field.args) {
						if (!given.has(argument.name) && !isRequired(argument)) continue;
						use(parent, field.name, argument.name);
						useInput(getNamedType(argument.type));
					}
				},
				InlineFragment() {
					const type = info.getType();
					if (type != null) use(getNamedType(type));
				},
				VariableDefinition() {
					const type = info.getInputType();
					if (type != null) useInput(getNamedType(type));
				},
			}),
		);
	}
	// A union names all of its members, whichever are asked for.
	for (const type of used.keys()) if (isUnionType(type)) for (const member of type.getTypes()) use(member, "id");
	const types = [...used].sort(([a], [b]) => (a.name < b.name ? -1 : 1));
	return ["directive @idempotent(key: String!) on FIELD", "schema { query: QueryRoot mutation: Mutation }"]
		.concat(types.flatMap(([type, fields]) => print(type, fields)))
		.join("\n\n")
		.concat("\n");
}

function print(type: GraphQLNamedType, used: ReadonlyMap<string, ReadonlySet<string>>): string[] {
	if (isScalarType(type)) return isSpecifiedScalarType(type) ? [] : [`scalar ${type.name}`];
	if (isEnumType(type)) {
		const kept = ENUM_VALUES[type.name];
		const values = type.getValues().map(({ name }) => name);
		return [block(`enum ${type.name}`, kept === undefined ? values : values.filter((name) => kept.includes(name)))];
	}
	if (isUnionType(type)) {
		const members = type.getTypes().map(({ name }) => name);
		return [`union ${type.name} = ${members.join(" | ")}`];
	}
	if (isInputObjectType(type)) {
		return [
			block(
				`input ${type.name}`,
				inputFieldsOf(type).map(({ name, type: of }) => `${name}: ${of}`),
			),
		];
	}
	if (!isObjectType(type) && !isInterfaceType(type)) return [];
	const fields = Object.values(type.getFields()).filter(({ name }) => used.has(name));
	return [
		block(
			`${isInterfaceType(type) ? "interface" : "type"} ${type.name}`,
			fields.map(({ name, args, type: of }) => {
				const kept = args.filter((one) => used.get(name)?.has(one.name)).map((one) => `${one.name}: ${one.type}`);
				return `${name}${kept.length > 0 ? `(${kept.join(", ")})` : ""}: ${of}`;
			}),
		),
	];
}

function block(head: string, lines: readonly string[]): string {
	return `${head} {\n${lines.map((line) => `  ${line}`).join("\n")}\n}`;
}

function inputFieldsOf(type: { name: string; getFields(): Record<string, GraphQLInputField> }): GraphQLInputField[] {
	const kept = INPUT_FIELDS[type.name] ?? [];
	return Object.values(type.getFields()).filter((field) => kept.includes(field.name) || isRequired(field));
}

function isRequired({ type, defaultValue }: GraphQLArgument | GraphQLInputField): boolean {
	return String(type).endsWith("!") && defaultValue === undefined;
}
