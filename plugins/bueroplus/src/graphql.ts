import { ConnectorError, type Effect, faultOfBody, faultOfFailure } from "@kontor/connector";
import * as z from "zod";
import { ofStatus, unexpected } from "./faults.ts";
import type { Erp } from "./manifest.ts";

const Answer = z.object({
	data: z.unknown(),
	errors: z.array(z.object({ message: z.string() })).optional(),
});

/** What a mutation says when another change came first; it is our own `_raise`. */
export const CHANGED = "KONTOR_CHANGED";

/** An answer of the ERP's GraphQL server, with the server's clock. */
export interface Answered<T> {
	readonly data: T;
	readonly clock: Date;
}

/**
 * Asks the server once. A mutation is one transaction there: where it answers an error, nothing of it was written.
 * @throws ConnectorError; code `BUEROPLUS_CHANGED` where the row was changed meanwhile
 */
export async function ask<T>(
	ctx: Erp,
	effect: Effect,
	schema: z.ZodType<T>,
	query: string,
	variables: Readonly<Record<string, unknown>> = {},
): Promise<Answered<T>> {
	const what = `${effect === "read" ? "query" : "mutation"} ${/tbl\w+/.exec(query)?.[0] ?? ""}`;
	const { response, text } = await send(ctx, effect, what, { query, variables });
	if (!response.ok) throw ofStatus(effect, response, what, ctx.now());
	const { data, errors } = parsed(effect, what, text);
	if (errors !== undefined && errors.length > 0) throw refused(effect, what, errors);
	const checked = schema.safeParse(data);
	if (!checked.success) {
		throw unexpected(what, checked.error.issues.map(({ path }) => path.join(".")).join(", "));
	}
	return { data: checked.data, clock: new Date(response.headers.get("date") ?? ctx.now()) };
}

/** A text as it stands in a query: JSON's escapes are GraphQL's. */
export function literal(value: string | number): string {
	return JSON.stringify(value);
}

async function send(ctx: Erp, effect: Effect, what: string, body: object) {
	const { user, password } = ctx.secrets;
	try {
		const response = await ctx.http(ctx.config.url, {
			method: "POST",
			headers: {
				authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
				"content-type": "application/json",
			},
			body: JSON.stringify(body),
			signal: ctx.signal,
		});
		return { response, text: await response.text() };
	} catch (cause) {
		throw new ConnectorError(faultOfFailure(effect, cause), `${what}: no answer`, {
			code: "BUEROPLUS_NO_ANSWER",
			cause,
		});
	}
}

function parsed(effect: Effect, what: string, text: string): z.infer<typeof Answer> {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		throw new ConnectorError(faultOfBody(effect, text), `${what}: no JSON`, { code: "BUEROPLUS_NO_JSON" });
	}
	const answer = Answer.safeParse(body);
	if (answer.success) return answer.data;
	throw new ConnectorError(effect === "write" ? "unknown-outcome" : "unexpected-reply", `${what}: no answer in it`, {
		code: "BUEROPLUS_NO_DATA",
	});
}

/** The server's words may quote values: they stay out of the message. */
function refused(effect: Effect, what: string, errors: readonly { message: string }[]): ConnectorError {
	if (errors.some(({ message }) => message.includes(CHANGED))) {
		return new ConnectorError("unavailable", `${what}: changed meanwhile`, { code: "BUEROPLUS_CHANGED" });
	}
	if (effect === "write") {
		return new ConnectorError("invalid-input", `${what}: refused, nothing written`, { code: "BUEROPLUS_REFUSED" });
	}
	return unexpected(what, "GraphQL errors");
}
