import { Bytes, type Operation, ProblemError, problem, SignedJson, Upload } from "@kontor/protocol";
import { json, type Request, type RequestHandler, type Response, type Router, raw } from "express";
import * as z from "zod";
import type { Admission } from "./admission.ts";
import type { Authenticate, Caller, CallerOf } from "./authenticate.ts";

/** A batch of 500 large orders fits; a document that is read as a whole. */
const MOST = { json: "16mb", document: "64mb" };

/** What a use case is given: parsed by the operation's schemas. */
export interface Given<O extends Operation> {
	readonly params: z.infer<O["params"]>;
	readonly query: z.infer<O["query"]>;
	readonly body: z.infer<O["body"]>;
	readonly request: Request;
}

/** Nothing where the operation answers without a body. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is a return type, of use cases that just end
export type ResultOf<O extends Operation> = O["result"] extends z.ZodUndefined ? void : z.infer<O["result"]>;

export type Handle<O extends Operation> = (caller: CallerOf<O["audience"]>, given: Given<O>) => Promise<ResultOf<O>>;

/** An operation with what carries it out. */
export interface Route {
	readonly operation: Operation;
	mount(router: Router, authenticate: Authenticate, admission: Admission): void;
}

/** Binds a use case to its operation: parse, use case, answer. The answer is checked, too: the wire never drifts. */
export function route<O extends Operation>(operation: O, handle: Handle<O>): Route {
	return {
		operation,
		mount(router, authenticate, admission) {
			const reader = readerOf(operation.body);
			router[operation.method](expressPath(operation.path), reader, async (request: Request, response: Response) => {
				const caller = await authenticate(request, operation.audience);
				const params = parse(operation.params, request.params, "params");
				assertWithin(caller, operation, params);
				const given = {
					params,
					query: parse(operation.query, request.query, "query"),
					body: bodyOf(operation.body, request),
					request,
				} as Given<O>;
				const result = await handle(caller as CallerOf<O["audience"]>, given).catch((error: unknown) => {
					// What is signed is known to be wrong only here.
					const isForged = error instanceof ProblemError && error.problem.status === 401;
					if (isForged && operation.audience === "public") admission.failed(request);
					throw error;
				});
				response.status(operation.status);
				if (operation.result instanceof z.ZodUndefined) response.end();
				else if (operation.result === Bytes) sendDocument(response, operation, result as Uint8Array);
				else response.json(operation.result.parse(result));
			});
		},
	};
}

/** A session of one connection: what it is not for does not exist for it (I6). @throws ProblemError 403, 404 */
function assertWithin(caller: Caller, operation: Operation, params: Readonly<Record<string, unknown>>): void {
	if (caller.audience !== "merchant" || caller.connection === null) return;
	if (operation.embedded !== true) throw problem("NOT_ALLOWED", { detail: "not from the page in the shop's admin" });
	if (params.connection !== caller.connection) throw problem("NOT_FOUND");
}

function readerOf(body: z.ZodType): RequestHandler {
	if (body === Upload) return (_request, _response, next) => next();
	if (body === Bytes) return raw({ limit: MOST.document });
	return body === SignedJson ? raw({ limit: MOST.json, type: () => true }) : json({ limit: MOST.json });
}

/** To be kept, not shown: nothing of it runs in a browser. */
function sendDocument(
	response: Response,
	{ mediaType = "application/octet-stream" }: Operation,
	bytes: Uint8Array,
): void {
	response
		.type(mediaType)
		.set({ "content-disposition": "attachment", "cache-control": "no-store" })
		.send(Buffer.from(bytes));
}

/** `/v1/x/{id}/orders:batch` as Express 5 writes it: `/v1/x/:id/orders\:batch`. */
function expressPath(path: string): string {
	return path.replaceAll(":", "\\:").replace(/\{(\w+)\}/g, ":$1");
}

/** @throws ProblemError 400 with every place that does not fit. */
export function parse<T extends z.ZodType>(schema: T, value: unknown, where: string): z.infer<T> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issues = parsed.error.issues.map((issue) => ({
		path: [where, ...issue.path].join("."),
		message: issue.message,
	}));
	throw problem("INVALID_REQUEST", { detail: `${issues[0]?.path}: ${issues[0]?.message}`, issues });
}

/** Clients that always say "application/json" send an empty body where there is none: it is not looked at. */
function bodyOf(schema: z.ZodType, request: Request): unknown {
	if (schema instanceof z.ZodUndefined) return undefined;
	if (schema === Upload) return streamed(request);
	return schema === Bytes || schema === SignedJson ? bytesOf(request) : parse(schema, request.body, "body");
}

function bytesOf(request: Request): Uint8Array {
	if (request.body instanceof Uint8Array) return request.body;
	throw noBytes();
}

/** The use case reads it from the request. */
function streamed(request: Request): undefined {
	if (request.is("application/octet-stream") === false) throw noBytes();
}

function noBytes() {
	return problem("INVALID_REQUEST", { detail: "expected the file's bytes as application/octet-stream" });
}
