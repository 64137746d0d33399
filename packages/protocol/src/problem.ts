import { Text } from "@kontor/connector";
import * as z from "zod";

/** An error's body, `application/problem+json` (RFC 9457). */
export const Problem = z
	.object({
		type: z.string().default("about:blank"),
		title: z.string(),
		status: z.int().min(400).max(599),
		detail: z.string().optional(),
		/** Stable, for machines: "CURSOR_MOVED". */
		code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
		/** Whether the same request may succeed later without a change. */
		retry: z.enum(["never", "later"]),
		/** When it may be asked again, in milliseconds from the answer: the same as its header Retry-After. */
		retryAfterMs: z.int().nonnegative().optional(),
		forMerchant: Text.optional(),
		/** What was wrong where: JSON path, what was expected. */
		issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
	})
	.meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** Every code the hub answers with, its status and whether to try again. */
export const PROBLEMS = {
	INVALID_REQUEST: { status: 400, retry: "never", title: "The request does not fit the schema" },
	NO_CREDENTIAL: { status: 401, retry: "never", title: "A valid credential is missing" },
	USED_BEFORE: { status: 401, retry: "never", title: "This signed request was used before" },
	BAD_SIGNATURE: { status: 401, retry: "never", title: "The signature does not fit the body" },
	NOT_ALLOWED: { status: 403, retry: "never", title: "This credential may not do this" },
	NOT_FOUND: { status: 404, retry: "never", title: "There is no such thing for this credential" },
	CURSOR_MOVED: { status: 409, retry: "never", title: "The cursor is not where this page begins" },
	SETTLED_OTHERWISE: { status: 409, retry: "never", title: "This work has another outcome already" },
	CONFLICT: { status: 409, retry: "never", title: "This does not fit the present state" },
	KEY_REUSED: { status: 409, retry: "never", title: "This Idempotency-Key came with another body before" },
	VERSION_MOVED: { status: 412, retry: "never", title: "Changed meanwhile: read again" },
	TOO_LARGE: { status: 413, retry: "never", title: "The body is too large" },
	UNREADABLE_FILE: { status: 422, retry: "never", title: "The file cannot be read" },
	CONTRACT_REFUSED: { status: 426, retry: "never", title: "This contract major is not served" },
	TOO_MANY: { status: 429, retry: "later", title: "Too many requests" },
	INTERNAL: { status: 500, retry: "later", title: "The hub failed" },
	NOT_READY: { status: 503, retry: "later", title: "The hub is starting or stopping" },
} as const satisfies Record<string, { status: number; retry: Problem["retry"]; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

export type ProblemDetails = Partial<Pick<Problem, "detail" | "forMerchant" | "issues" | "retryAfterMs">>;

/** Thrown by the hub's use cases, answered as problem+json; thrown by the client for such an answer. */
export class ProblemError extends Error {
	override readonly name = "ProblemError";
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(`${problem.code}: ${problem.detail ?? problem.title}`);
		this.problem = problem;
	}
}

export function problem(code: ProblemCode, details: ProblemDetails = {}): ProblemError {
	return new ProblemError({ type: "about:blank", code, ...PROBLEMS[code], ...details });
}
