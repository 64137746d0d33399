import { ConnectorError } from "@kontor/connector";
import { putDocument, REQUEST_SCHEMAS, type RequestInput, type RequestName, type WorkOf } from "@kontor/protocol";
import type * as z from "zod";
import type { Served } from "../connections.ts";
import { callbackUrl, contextOf, type Desk, openContext } from "../desk.ts";
import { compare } from "./compare.ts";
import { postOrders } from "./post-orders.ts";
import { readAgain } from "./read-again.ts";
import { renewSecrets } from "./renew-secrets.ts";
import { postStatusRequestsOf } from "./status-requests.ts";

/** More orders of one number say no more than a few. */
const MOST_FOUND = 50;

/** A request on its way: asked by this work, of this connection, until the signal. */
export interface Asked {
	readonly desk: Desk;
	readonly served: Served;
	readonly work: WorkOf<"request">;
	readonly signal: AbortSignal;
}

/** What every connector is asked; each answer is checked against its schema afterwards. */
const ANSWERS: { readonly [N in RequestName]: (asked: Asked, input: RequestInput<N>) => Promise<unknown> } = {
	check: ({ desk, served, signal }) => served.connector.check(contextOf(desk, served, signal)),
	describe: ({ desk, served, signal }) => served.connector.describe(contextOf(desk, served, signal)),
	compare: ({ desk, served, work, signal }) => compare(desk, served, contextOf(desk, served, signal), work.id),
	"refresh-secrets": renewSecrets,
	async read({ desk, served, signal }, { ref }) {
		const ctx = contextOf(desk, served, signal);
		const items = await readAgain(ctx, served, [ref]);
		await postOrders(desk, served.connection.id, { items }, signal);
		return { found: !items.some((item) => typeof item === "object" && item !== null && "gone" in item) };
	},
	async find({ desk, served, signal }, { number }) {
		const found = await served.connector.find?.(contextOf(desk, served, signal), number);
		if (found === undefined) throw undeclared(served, "findsOrders");
		const orders = found.slice(0, MOST_FOUND).map(({ ref, number, statuses, customer }) => {
			return { ref, number, statuses, email: customer.email ?? null };
		});
		return { orders };
	},
	async document({ desk, served, signal }, { ref, documentRef }) {
		const found = await served.connector.document?.(contextOf(desk, served, signal), ref, documentRef);
		if (found === undefined) throw undeclared(served, "document");
		if (found === null) return { stored: false };
		const params = { connection: served.connection.id, ref, document: documentRef };
		await desk.hub.persist(putDocument, { params, body: new Uint8Array(found.bytes) }, signal);
		return { stored: true };
	},
	async "watch-webhooks"({ desk, served, signal }) {
		return (
			(await served.connector.watchWebhooks?.(contextOf(desk, served, signal))) ??
			Promise.reject(undeclared(served, "webhooks"))
		);
	},
	"status-requests": ({ desk, served, signal }) => postStatusRequestsOf(desk, served, contextOf(desk, served, signal)),
	async payout({ desk, served, signal }, question) {
		return (
			(await served.connector.payout?.(contextOf(desk, served, signal), question)) ??
			Promise.reject(undeclared(served, "payouts"))
		);
	},
	async "begin-connect"({ desk, served, signal }, { nonce, returnUrl }) {
		const { connector } = served;
		if (connector.connect === undefined) throw undeclared(served, "connect");
		const url = callbackUrl(desk, served);
		if (url === null) {
			throw new ConnectorError("unsupported", "the shop cannot reach this host", { code: "NO_PUBLIC_URL" });
		}
		return connector.connect.begin(openContext(desk, served, signal), {
			url,
			returnUrl: returnUrl ?? `${desk.publicUrl}/connected`,
			nonce,
		});
	},
};

/** Answers a request of the hub, or one of the plugin's own. @throws ConnectorError, also for input and answers that do not fit. */
export async function runRequest(asked: Asked): Promise<unknown> {
	const { request, input } = asked.work;
	if (isCommon(request)) return answerCommon(request, asked);
	const { manifest, requests } = asked.served.connector;
	const declared = manifest.capabilities.requests[request];
	const answer = requests?.[request];
	if (declared === undefined || answer === undefined) throw undeclared(asked.served, request);
	const ctx = contextOf(asked.desk, asked.served, asked.signal);
	return fitting(
		"unexpected-reply",
		declared.output,
		await answer(ctx, fitting("invalid-input", declared.input, input)),
	);
}

async function answerCommon<N extends RequestName>(name: N, asked: Asked): Promise<unknown> {
	const schemas: { input: z.ZodType; result: z.ZodType } = REQUEST_SCHEMAS[name];
	// The schema of this very name: TypeScript does not follow a lookup by N.
	const input = fitting("invalid-input", schemas.input, asked.work.input) as RequestInput<N>;
	return fitting("unexpected-reply", schemas.result, await ANSWERS[name](asked, input));
}

function isCommon(request: string): request is RequestName {
	return Object.hasOwn(REQUEST_SCHEMAS, request);
}

/** Names the fields that do not fit, never their values. */
function fitting(fault: "invalid-input" | "unexpected-reply", schema: z.ZodType, value: unknown): unknown {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const fields = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
	throw new ConnectorError(fault, `does not fit its schema: ${fields}`, { code: "SCHEMA_MISMATCH" });
}

function undeclared({ connection }: Served, what: string): ConnectorError {
	return new ConnectorError("unsupported", `${connection.plugin} does not declare ${what}`, { code: "NOT_DECLARED" });
}
