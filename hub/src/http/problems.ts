import { type Problem, ProblemError, problem } from "@kontor/protocol";
import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";

export const notFound: RequestHandler = () => {
	throw problem("NOT_FOUND", { detail: "no such path" });
};

/** Every error leaves as problem+json; what we did not expect says nothing of itself to the outside. */
export function answerProblems(log: Logger): ErrorRequestHandler {
	return (error, request, response, next) => {
		if (response.headersSent) {
			next(error);
			return;
		}
		const answer = problemOf(error);
		if (answer.status >= 500)
			log.error({ err: error, method: request.method, path: request.route?.path }, "request failed");
		if (answer.retryAfterMs !== undefined) response.set("retry-after", `${Math.ceil(answer.retryAfterMs / 1000)}`);
		response.status(answer.status).type("application/problem+json").send(JSON.stringify(answer));
	};
}

function problemOf(error: unknown): Problem {
	if (error instanceof ProblemError) return error.problem;
	if (error instanceof Error && "type" in error) {
		// Of express's body parsers.
		if (error.type === "entity.too.large") return problem("TOO_LARGE").problem;
		if (error.type === "entity.parse.failed")
			return problem("INVALID_REQUEST", { detail: "the body is no JSON" }).problem;
		if (error.type === "request.aborted")
			return problem("INVALID_REQUEST", { detail: "the body is incomplete" }).problem;
	}
	if (error instanceof URIError) return problem("INVALID_REQUEST", { detail: "the path is badly encoded" }).problem;
	return problem("INTERNAL").problem;
}
