import type { Shop } from "./state.ts";

/** A request as the routes see it: parameters of query and body together, as WordPress mixes them. */
export interface ApiRequest {
	readonly method: string;
	/** Behind `/wp-json/wc/v3/`, without slashes at the ends. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: Readonly<Record<string, unknown>>;
}

export interface ApiAnswer {
	readonly status: number;
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** An error as WordPress words it; the message is in the shop's language. */
export function refusal(status: number, code: string, message: string, data: object = {}): ApiAnswer {
	return { status, body: { code, message, data: { status, ...data } } };
}

export function invalidParam(...names: string[]): ApiAnswer {
	const params = Object.fromEntries(names.map((name) => [name, `${name} ist ungültig.`]));
	return refusal(400, "rest_invalid_param", `Ungültige(r) Parameter: ${names.join(", ")}`, { params, details: {} });
}

/** A parameter as PHP would make a string of it. */
export function text(value: unknown): string {
	if (typeof value === "string") return value;
	return value === undefined || value === null ? "" : JSON.stringify(value);
}

/** One page of a list with WordPress' headers; `_fields` names what of each row is wanted. */
export function page<Row>(
	shop: Shop,
	{ query }: ApiRequest,
	rows: readonly Row[],
	shown: (row: Row) => object,
): ApiAnswer {
	const perPage = Number(query.get("per_page") ?? 10);
	const number = Number(query.get("page") ?? 1);
	const wrong = [
		...(Number.isInteger(perPage) && perPage >= 1 && perPage <= 100 ? [] : ["per_page"]),
		...(Number.isInteger(number) && number >= 1 ? [] : ["page"]),
	];
	if (wrong.length > 0) return invalidParam(...wrong);
	const size = Math.min(perPage, shop.pageSize);
	const start = (number - 1) * size;
	return {
		status: 200,
		headers: { "X-WP-Total": String(rows.length), "X-WP-TotalPages": String(Math.ceil(rows.length / size)) },
		body: rows.slice(start, start + size).map((row) => picked(shown(row), query)),
	};
}

export function picked(row: object, query: URLSearchParams): object {
	const fields = query.get("_fields")?.split(",");
	return fields === undefined ? row : Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name)));
}
