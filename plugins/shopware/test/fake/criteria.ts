import { type Row, withAssociations } from "./entities.ts";
import type { Shop } from "./state.ts";

/** The search criteria of the Admin API, as far as the plugin uses them. */

interface Filter {
	readonly type: string;
	readonly field?: string;
	readonly value?: unknown;
	readonly operator?: string;
	readonly parameters?: Readonly<Record<string, string | number>>;
	readonly queries?: readonly Filter[];
}

export interface Criteria {
	readonly ids?: readonly string[];
	readonly filter?: readonly Filter[];
	readonly sort?: readonly { readonly field: string; readonly order?: string }[];
	readonly page?: number;
	readonly limit?: number;
	readonly associations?: Parameters<typeof withAssociations>[2];
	readonly "total-count-mode"?: number;
}

/** An answer of a search, or the code of a refusal. */
export type Searched = { readonly total: number; readonly data: readonly Row[] } | { readonly refused: string };

export function search(shop: Shop, rows: readonly Row[], criteria: Criteria): Searched {
	const { ids, filter = [], sort = [], page = 1, limit = 100 } = criteria;
	if (limit > shop.maxLimit) return { refused: "FRAMEWORK__QUERY_LIMIT_EXCEEDED" };
	if (ids?.some((id) => !/^[0-9a-f]{32}$/.test(id))) return { refused: "FRAMEWORK__INVALID_UUID" };
	const found = rows
		.filter((row) => ids === undefined || ids.includes(String(row.id)))
		.filter((row) => filter.every((one) => matches(row, one)));
	for (const { field, order = "ASC" } of sort.toReversed()) {
		found.sort((a, b) => compare(valuesAt(a, field)[0], valuesAt(b, field)[0]) * (order === "DESC" ? -1 : 1));
	}
	const size = Math.min(limit, shop.pageSize);
	const data = found
		.slice((page - 1) * size, page * size)
		.map((row) => withAssociations(shop, row, criteria.associations));
	return { total: totalOf(criteria["total-count-mode"] ?? 0, found.length, data.length, page, limit), data };
}

/** 0 counts only what is in the answer, 1 everything, 2 whether there are up to five more pages. */
function totalOf(mode: number, all: number, here: number, page: number, limit: number): number {
	if (mode === 1) return all;
	return mode === 2 ? Math.min(all, page * limit + limit * 5 + 1) : here;
}

function matches(row: Row, filter: Filter): boolean {
	const { type, field = "", value, queries = [], parameters = {} } = filter;
	const values = valuesAt(row, field);
	switch (type) {
		case "equals":
			return values.some((one) => one === value);
		case "equalsAny": {
			const any = Array.isArray(value) ? value : String(value).split("|");
			return values.some((one) => any.includes(one));
		}
		case "range":
			return values.some((one) => inRange(one, parameters));
		case "multi":
			return filter.operator?.toLowerCase() === "or"
				? queries.some((one) => matches(row, one))
				: queries.every((one) => matches(row, one));
		case "not":
			return !queries.some((one) => matches(row, one));
		default:
			throw new Error(`the fake shop knows no filter ${type}`);
	}
}

function inRange(value: unknown, parameters: NonNullable<Filter["parameters"]>): boolean {
	if (value === null || value === undefined) return false;
	return Object.entries(parameters).every(([operator, bound]) => {
		const order = compare(value, bound);
		if (operator === "gt") return order > 0;
		if (operator === "gte") return order >= 0;
		return operator === "lt" ? order < 0 : order <= 0;
	});
}

function compare(a: unknown, b: unknown): number {
	const [left, right] = typeof a === "number" ? [a, Number(b)] : [timeOr(a), timeOr(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}

function timeOr(value: unknown): number | string {
	const text = String(value);
	return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : text;
}

/** Of a list any element counts. A field that does not exist is the caller's mistake, as in the real shop. */
function valuesAt(row: Row, field: string): unknown[] {
	if (field === "") return [];
	let values: unknown[] = [row];
	for (const name of field.split(".")) {
		values = values.flatMap((one) => {
			if (one === null || one === undefined) return [];
			if (typeof one !== "object" || !(name in one)) throw new Error(`no field ${field}`);
			const value: unknown = Reflect.get(one, name);
			return Array.isArray(value) ? value : [value];
		});
	}
	return values;
}
