import type * as z from "zod";
import type { Account } from "./account.ts";
import { cancel, type NewPayment, pay, takeBack } from "./document-life.ts";
import * as schema from "./schema.ts";

export interface ApiRequest {
	readonly method: string;
	/** Behind the API's address, without a slash at the beginning. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: Headers;
	readonly body: string;
}

export interface ApiAnswer {
	readonly status: number;
	readonly body?: unknown;
	readonly bytes?: Uint8Array;
}

/** Answers as easybill does; what does not fit the Swagger file is a fault of the fake, and a 500. */
export function answer(account: Account, request: ApiRequest): ApiAnswer {
	const at = performance.now();
	const answered = limited(account, at) ?? refused(account, request) ?? routed(account, request);
	const { method, path } = request;
	account.calls.push({ at, what: `${method} ${path}`, status: answered.status, document: documentIn(request) });
	return answered;
}

function documentIn({ path, query, body }: ApiRequest): number | null {
	const { document_id = null } = body === "" ? {} : (JSON.parse(body) as { document_id?: number });
	return Number(/^documents\/(\d+)/.exec(path)?.[1] ?? query.get("document_id")) || document_id;
}

function limited({ calls, options: { rate } }: Account, at: number): ApiAnswer | null {
	if (rate === undefined) return null;
	const counted = calls.filter((call) => call.at > at - rate.ms && call.status !== 429);
	return counted.length >= rate.requests ? { status: 429, body: error(429, "Too Many Requests") } : null;
}

function refused({ apiKey, refused: why }: Account, { headers }: ApiRequest): ApiAnswer | null {
	const given = headers.get("authorization") ?? "";
	if (given !== `Bearer ${apiKey}`) return { status: 401, body: error(401, "Wrong Authorization.") };
	return why === null ? null : { status: 403, body: error(403, "API access is not included in your plan.") };
}

function routed(account: Account, request: ApiRequest): ApiAnswer {
	const [what = "", id, action] = request.path.split("/");
	const route = `${request.method} ${[what, ...(id === undefined ? [] : [":id"]), ...(action ? [action] : [])].join("/")}`;
	switch (route) {
		case "GET logins":
			return page(account, request, schema.Login, account.logins);
		case "GET documents":
			return page(account, request, schema.Document, documentsFor(account, request.query));
		case "GET documents/:id":
			return one(schema.Document, account.documents.get(Number(id)), `Document#${id}`);
		case "GET documents/:id/pdf":
			return pdf(account, Number(id));
		case "POST documents/:id/cancel":
			return cancelled(account, Number(id));
		case "GET document-payments":
			return page(account, request, schema.DocumentPayment, paymentsFor(account, request.query));
		case "POST document-payments":
			return paid(account, request);
		case "GET document-payments/:id":
			return one(schema.DocumentPayment, account.payments.get(Number(id)), `DocumentPayment#${id}`);
		case "DELETE document-payments/:id":
			return takenBack(account, Number(id));
		case "GET webhooks":
			return page(account, request, schema.WebHook, [...account.webhooks.values()]);
		case "POST webhooks":
			return hooked(account, request, account.nextId(), 201);
		case "PUT webhooks/:id":
			return account.webhooks.has(Number(id)) ? hooked(account, request, Number(id), 200) : notFound(`WebHook#${id}`);
		case "DELETE webhooks/:id":
			return account.webhooks.delete(Number(id)) ? { status: 204 } : notFound(`WebHook#${id}`);
		default:
			return notFound("Route");
	}
}

/** Every filter that the Swagger file names is one of these; an unknown one is ignored, as by PHP. */
function documentsFor(account: Account, query: URLSearchParams): schema.Document[] {
	const all = [...account.documents.values()];
	const sorted = account.options.newestFirst === true ? all.toReversed() : all;
	return sorted.filter((document) => {
		return (
			listed(query.get("type"), document.type) &&
			flagged(query.get("is_draft"), document.is_draft) &&
			dated(query.get("paid_at"), document.paid_at) &&
			listed(query.get("cancel_id"), document.cancel_id) &&
			listed(query.get("ref_id"), document.ref_id) &&
			dated(query.get("edited_at"), document.edited_at)
		);
	});
}

function paymentsFor(account: Account, query: URLSearchParams): schema.DocumentPayment[] {
	return [...account.payments.values()].filter(({ document_id, reference }) => {
		// A comma separates values, also one that is part of a reference.
		return listed(query.get("document_id"), document_id) && listed(query.get("reference"), reference);
	});
}

function listed(filter: string | null, value: string | number | null): boolean {
	if (filter === null) return true;
	return filter === "null" ? value === null : filter.split(",").includes(String(value));
}

/** Only 0 and 1 are understood: "false" is no filter at all. */
function flagged(filter: string | null, value: boolean): boolean {
	return filter !== "0" && filter !== "1" ? true : value === (filter === "1");
}

/** Compared as a database compares a day with a time of day: the last day itself is not in it. */
function dated(filter: string | null, value: string | null): boolean {
	if (filter === null) return true;
	if (filter === "null") return value === null;
	const [from = "", to = `${from} 23:59:59`] = filter.split(",");
	return value !== null && value >= from && value <= to;
}

function page<S extends z.ZodType>({ options }: Account, { query }: ApiRequest, item: S, rows: unknown[]): ApiAnswer {
	const asked = Math.min(Number(query.get("limit") ?? 100), 1000);
	const limit = Math.min(asked, options.mostPerPage ?? 1000);
	const number = Number(query.get("page") ?? 1);
	const items = rows.slice((number - 1) * limit, number * limit);
	const list = { page: number, pages: Math.max(1, Math.ceil(rows.length / limit)), limit, total: rows.length, items };
	return checked(schema.listOf(item), list, 200);
}

function one<S extends z.ZodType>(shape: S, value: unknown, name: string): ApiAnswer {
	return value === undefined ? notFound(name) : checked(shape, value, 200);
}

function cancelled(account: Account, id: number): ApiAnswer {
	const invoice = account.documents.get(id);
	if (invoice === undefined) return notFound(`Document#${id}`);
	return checked(schema.Document, cancel(account, invoice), 200);
}

function paid(account: Account, { body, query }: ApiRequest): ApiAnswer {
	const payment = schema.NewPayment.safeParse(JSON.parse(body));
	if (!payment.success) return { status: 400, body: error(400, payment.error.message) };
	const invoice = account.documents.get(payment.data.document_id);
	if (invoice === undefined) return notFound(`Document#${payment.data.document_id}`);
	return checked(
		schema.DocumentPayment,
		pay(account, invoice, payment.data as NewPayment, query.get("paid") === "true"),
		201,
	);
}

function takenBack(account: Account, id: number): ApiAnswer {
	const payment = account.payments.get(id);
	if (payment === undefined) return notFound(`DocumentPayment#${id}`);
	takeBack(account, payment);
	return { status: 204 };
}

function hooked(account: Account, { body }: ApiRequest, id: number, status: number): ApiAnswer {
	const given = schema.NewWebHook.safeParse(JSON.parse(body));
	if (!given.success) return { status: 400, body: error(400, given.error.message) };
	const { is_active = false, ...webhookGiven } = given.data;
	const webhook: schema.WebHook = { ...webhookGiven, id, is_active, last_response: null };
	account.webhooks.set(id, webhook);
	return checked(schema.WebHook, webhook, status);
}

function pdf({ documents }: Account, id: number): ApiAnswer {
	const document = documents.get(id);
	if (document === undefined || document.is_draft) return notFound(`Document#${id}`);
	return { status: 200, bytes: new TextEncoder().encode(`%PDF-1.7\n${document.number}\n%%EOF\n`) };
}

function notFound(name: string): ApiAnswer {
	return { status: 404, body: error(404, `${name} not found.`) };
}

function error(code: number, message: string): object {
	return { code, message };
}

function checked<S extends z.ZodType>(shape: S, value: unknown, status: number): ApiAnswer {
	const fits = shape.safeParse(value);
	if (!fits.success)
		return { status: 500, body: error(500, `the fake does not fit its schema: ${fits.error.message}`) };
	return { status, body: value };
}
