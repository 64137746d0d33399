import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { buildSchema, type GraphQLFieldResolver, GraphQLScalarType, graphql, valueFromASTUntyped } from "graphql";
import { SDL } from "./schema.ts";

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/** One field filter as the vendor writes it; a field's name is an enum there. */
interface Filter {
	readonly eq?: Operand[];
	readonly ne?: Operand[];
	readonly gt?: Operand[];
	readonly ge?: Operand[];
	readonly and?: Filter[];
	readonly or?: Filter[];
}
type Operand = { readonly field?: string; readonly value?: Cell };

/** What the server answers from, and what it tells of what was written. */
export interface Ledger {
	readonly tables: Readonly<Record<string, () => readonly Row[]>>;
	readonly nested: (row: Row) => readonly Row[];
	/** The columns of a row that a mutation changes, once it has ended without an error. */
	readonly write: (row: Row, columns: Row) => void;
}

/** The ERP's server over HTTP: Basic credentials, 200 with `errors`, a mutation all or nothing. */
export async function serveGraphql(ledger: Ledger, login: { user: string; password: string }) {
	const schema = buildSchema(SDL);
	const any = schema.getType("Any");
	if (any instanceof GraphQLScalarType) any.parseLiteral = (node, variables) => valueFromASTUntyped(node, variables);
	const expected = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;

	async function answer(request: IncomingMessage): Promise<[status: number, body: unknown]> {
		const body = await text(request);
		if (request.headers.authorization !== expected) return [401, { error: "unauthorized" }];
		const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
		const written = new Map<Row, Row>();
		const answered = await graphql({
			schema,
			source: query,
			variableValues: variables,
			contextValue: { ledger, written },
			fieldResolver: resolve,
		});
		if (answered.errors === undefined) for (const [row, columns] of written) ledger.write(row, columns);
		return [200, answered];
	}

	const server = createServer((request, response) => {
		void answer(request).then(([status, body]) => {
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolved) => server.listen(0, "127.0.0.1", resolved));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
		async close() {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
		},
	};
}

interface Asked {
	readonly ledger: Ledger;
	readonly written: Map<Row, Row>;
}

// biome-ignore lint/suspicious/noExplicitAny: the arguments of whatever field
const resolve: GraphQLFieldResolver<any, Asked, any> = (source, given, asked, { fieldName }) => {
	if (fieldName === "tblTransactionItems") return asked.ledger.nested(source as Row);
	if (fieldName.startsWith("tbl")) return asked.ledger.tables[fieldName]?.();
	if (fieldName === "rowsRead") return rowsOf(source, given.fastFilter);
	if (fieldName === "rowRead" || fieldName === "rowModify") return exactly(source, given.exactMatch);
	if (fieldName === "conRead") return connection(rowsOf(source, given.fastFilter), given);
	if (fieldName === "_if") return holds(given.expr, source as Row) ? {} : null;
	if (fieldName === "_raise") throw new Error(given.message);
	if (fieldName.startsWith("fld")) return field(source as Row, fieldName, given, asked);
	return source[fieldName];
};

function field(
	row: Row,
	name: string,
	{ set, as }: { set?: Record<string, Cell>; as?: string },
	{ written }: Asked,
): Cell {
	if (set !== undefined) written.set(row, { ...written.get(row), [name]: Object.values(set)[0] ?? null });
	const value = row[name] ?? null;
	return as === "STRING" && value !== null ? String(value) : value;
}

function rowsOf(rows: readonly Row[], filter: Filter | undefined): Row[] {
	return rows.filter((row) => filter === undefined || holds(filter, row));
}

function exactly(
	rows: readonly Row[],
	match: Record<string, Record<string, { string: string }>> | undefined,
): Row | null {
	if (match === undefined) return rows[0] ?? null;
	const [key] = Object.values(match);
	const [[name, { string }] = ["", { string: "" }]] = Object.entries(key ?? {});
	return rows.find((row) => row[name.replace(/^kf\d/, "fld")] === string) ?? null;
}

function connection(rows: readonly Row[], { first, after }: { first: number; after?: string | null }) {
	const behind = rows.filter((row) => after === undefined || after === null || String(row.fldBelegNr) > after);
	const some = behind.slice(0, first);
	return {
		edges: some.map((node) => ({ node, cursor: String(node.fldBelegNr) })),
		pageInfo: { hasNextPage: behind.length > some.length, endCursor: String(some.at(-1)?.fldBelegNr ?? "") || null },
	};
}

function holds(filter: Filter, row: Row): boolean {
	if (filter.and !== undefined) return filter.and.every((one) => holds(one, row));
	if (filter.or !== undefined) return filter.or.some((one) => holds(one, row));
	const [[operator, operands] = ["", []]] = Object.entries(filter) as [string, Operand[]][];
	const [left, right] = operands.map((operand) => (operand.field === undefined ? operand.value : row[operand.field]));
	switch (operator) {
		case "eq":
			return String(left) === String(right);
		case "ne":
			return String(left) !== String(right);
		case "gt":
			return Number(left) > Number(right);
		default:
			return Number(left) >= Number(right);
	}
}
