import {
	type DocumentNode,
	type FieldNode,
	type GraphQLNamedType,
	type GraphQLSchema,
	getNamedType,
	isObjectType,
	isUnionType,
	Kind,
	OperationTypeNode,
	type SelectionSetNode,
} from "graphql";
import type { Shop } from "./state.ts";

/** Shopify's prices: an object costs a point, a list its size times what is in it, a change ten, everything else nothing. */
const CHANGE = 10;

export function requestedCost(
	schema: GraphQLSchema,
	document: DocumentNode,
	variables: Record<string, unknown>,
): number {
	const fragments = new Map(
		document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
	);
	const costOf = (set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined): number => {
		const costs = (set?.selections ?? []).map((selection) => {
			if (selection.kind === Kind.FRAGMENT_SPREAD)
				return costOf(fragments.get(selection.name.value)?.selectionSet, type);
			if (selection.kind === Kind.INLINE_FRAGMENT) {
				return costOf(selection.selectionSet, schema.getType(selection.typeCondition?.name.value ?? ""));
			}
			const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
			if (field === undefined) return 0;
			const inner = getNamedType(field.type);
			if (!isObjectType(inner) && !isUnionType(inner)) return 0;
			// A connection and what frames it cost nothing, only what is in it.
			const framing = inner.name.endsWith("Connection") || inner.name === "PageInfo";
			return sizeOf(selection, variables) * ((framing ? 0 : 1) + costOf(selection.selectionSet, inner));
		});
		return costs.reduce((sum, cost) => sum + cost, 0);
	};
	const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
	if (operation === undefined) return 0;
	if (operation.operation === OperationTypeNode.MUTATION) return CHANGE * operation.selectionSet.selections.length;
	return costOf(operation.selectionSet, schema.getQueryType() ?? undefined);
}

function sizeOf(field: FieldNode, variables: Record<string, unknown>): number {
	const first = field.arguments?.find(({ name }) => name.value === "first")?.value;
	if (first?.kind === Kind.INT) return Number(first.value);
	return first?.kind === Kind.VARIABLE ? Number(variables[first.name.value]) : 1;
}

export interface Charged {
	readonly requestedQueryCost: number;
	readonly actualQueryCost: number | null;
	readonly throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

/** Takes the points out of the bucket; `actualQueryCost` is null where there were not enough. */
export function charge(shop: Shop, cost: number): Charged {
	const { bucket } = shop;
	const now = Date.now();
	bucket.available = Math.min(bucket.maximum, bucket.available + ((now - bucket.filledAt) / 1000) * bucket.restoreRate);
	bucket.filledAt = now;
	const enough = cost <= bucket.available;
	if (enough) bucket.available -= cost;
	return {
		requestedQueryCost: cost,
		actualQueryCost: enough ? cost : null,
		throttleStatus: {
			maximumAvailable: bucket.maximum,
			currentlyAvailable: Math.floor(bucket.available),
			restoreRate: bucket.restoreRate,
		},
	};
}
