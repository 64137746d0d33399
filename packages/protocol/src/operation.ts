import * as z from "zod";

/** Who may call: `host` and `merchant` by bearer key, `operator` by the operator's key, `public` anybody. */
export type Audience = "host" | "merchant" | "operator" | "public";

/** A body that is no JSON: statement files, PDFs. */
export const Bytes = z.instanceof(Uint8Array);

/** The same, of any size: neither end holds it in memory as a whole (`fs.openAsBlob`). */
export const Upload = z.union([Bytes, z.instanceof(Blob)]);

/** JSON that stays bytes, because they are signed: read once the signature fits. */
export const SignedJson = z.instanceof(Uint8Array);

/** One call of the wire: what the OpenAPI document, the hub's router and the client are all made from. */
export interface Operation<
	Params extends z.ZodObject = z.ZodObject,
	Query extends z.ZodObject = z.ZodObject,
	Body extends z.ZodType = z.ZodType,
	Result extends z.ZodType = z.ZodType,
	For extends Audience = Audience,
> {
	readonly id: string;
	readonly method: "get" | "post" | "put" | "patch" | "delete";
	/** With parameters in braces: `/v1/orders/{order}`. */
	readonly path: string;
	readonly audience: For;
	/** A session of the embedded page may call it, too: about its own connection, which `params` names. */
	readonly embedded?: true;
	/** What it is for, in one sentence. */
	readonly summary: string;
	readonly params: Params;
	readonly query: Query;
	/** `z.undefined()` where there is none, `Bytes` or `Upload` where it is no JSON, `SignedJson` where its bytes are signed. */
	readonly body: Body;
	/** `z.undefined()` where the answer has no body, `Bytes` where it is a document. */
	readonly result: Result;
	/** Of a document. */
	readonly mediaType?: string;
	readonly status: 200 | 201 | 202 | 204;
}

const none = z.object({});

/** Fills in what most operations leave out: no parameters, no body, 200. */
export function operation<
	Params extends z.ZodObject = typeof none,
	Query extends z.ZodObject = typeof none,
	Body extends z.ZodType = z.ZodUndefined,
	Result extends z.ZodType = z.ZodUndefined,
	For extends Audience = Audience,
>(
	given: Pick<Operation, "id" | "method" | "path" | "summary"> & {
		audience: For;
		params?: Params;
		query?: Query;
		body?: Body;
		result?: Result;
		status?: Operation["status"];
		mediaType?: string;
		embedded?: true;
	},
): Operation<Params, Query, Body, Result, For> {
	const absent = z.undefined();
	return {
		...given,
		// The defaults are the types' defaults: TypeScript cannot see that an absent key picked them.
		params: given.params ?? (none as unknown as Params),
		query: given.query ?? (none as unknown as Query),
		body: given.body ?? (absent as unknown as Body),
		result: given.result ?? (absent as unknown as Result),
		status: given.status ?? (given.result === undefined ? 204 : 200),
	};
}
