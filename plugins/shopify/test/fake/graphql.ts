import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type ExecutionResult, execute, type GraphQLSchema, parse, validate } from "graphql";
import { charge, requestedCost } from "./cost.ts";
import { mutations } from "./mutations.ts";
import { queries } from "./queries.ts";
import type { Shop } from "./state.ts";

/**
 * Executed by graphql-js against the part of Shopify's schema that the plugin uses: an answer that does not fit the
 * schema is none, so the fake cannot drift from it.
 */
export const SCHEMA: GraphQLSchema = buildSchema(
	readFileSync(join(import.meta.dirname, "../schema/admin.graphql"), "utf8"),
);

/** The most that one query may cost, whatever is in the bucket. */
const MOST_COST = 1000;

export interface GraphqlRequest {
	readonly query: string;
	readonly variables?: Record<string, unknown>;
	readonly operationName?: string;
}

export function answer(shop: Shop, { query, variables = {}, operationName }: GraphqlRequest): object {
	const document = parse(query);
	const errors = validate(SCHEMA, document);
	if (errors.length > 0) return { errors: errors.map(({ message }) => ({ message })) };
	const requested = requestedCost(SCHEMA, document, variables);
	if (operationName !== undefined) shop.costs.set(operationName, requested);
	if (requested > MOST_COST) return failed("Query cost is too high", "MAX_COST_EXCEEDED", {});
	const cost = charge(shop, requested);
	if (cost.actualQueryCost === null) return failed("Throttled", "THROTTLED", { extensions: { cost } });
	const mutation = /^mutation\b/.test(query.trim());
	shop.write = mutation ? ++shop.writes : null;
	try {
		return { ...shown(run(shop, query, variables)), extensions: { cost } };
	} finally {
		shop.write = null;
	}
}

function failed(message: string, code: string, more: object): object {
	return { errors: [{ message, extensions: { code } }], ...more };
}

/** Everything of the fake answers at once, so that execution does, too. */
function run(shop: Shop, query: string, variables: Record<string, unknown>): ExecutionResult {
	const result = execute({
		schema: SCHEMA,
		document: parse(query),
		rootValue: {
			...queries(shop),
			...mutations(shop),
			bulkOperationRunQuery: (args: { query: string }) => bulk(shop, args),
		},
		variableValues: variables,
	});
	if (result instanceof Promise) throw new Error("the fake answers at once");
	return result;
}

function shown({ data, errors }: ExecutionResult): object {
	if (errors === undefined) return { data };
	// What does not fit the schema is the fake's own mistake, and must not look like an answer of the shop's.
	const unplanned = errors.find(({ extensions }) => extensions.code === undefined);
	if (unplanned !== undefined) throw unplanned;
	return { data, errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })) };
}

function bulk(shop: Shop, { query }: { query: string }) {
	const running = [...shop.bulks.values()].some(({ polls, status }) => polls > 0 && status === undefined);
	if (running) {
		const message = "A bulk query operation for this app and shop is already in progress.";
		return { bulkOperation: null, userErrors: [{ field: null, message, code: "OPERATION_IN_PROGRESS" }] };
	}
	const errors = validate(SCHEMA, parse(query));
	if (errors.length > 0) {
		return { bulkOperation: null, userErrors: [{ field: ["query"], message: errors[0]?.message, code: "INVALID" }] };
	}
	const { orders } = run(shop, query, {}).data as { orders: { edges: readonly { node: unknown }[] } };
	const bytes = Buffer.from(orders.edges.map(({ node }) => `${JSON.stringify(node)}\n`).join(""));
	const id = shop.nextId();
	shop.bulks.set(id, { id, query, created: shop.now(), bytes, polls: shop.bulkPolls });
	return { bulkOperation: { id: `gid://shopify/BulkOperation/${id}` }, userErrors: [] };
}
