import type { Text } from "@kontor/connector";
import { CollectionStatus } from "@kontor/protocol";
import * as z from "zod";
import type { Partner } from "./partner.ts";

/** What a partner says of a case, whenever he is asked or given something. */
const PartnerCase = z.object({
	reference: z.string().max(200).nullable().default(null),
	status: CollectionStatus.omit({ case: true, reference: true }).nullable().default(null),
});
export type PartnerCase = z.infer<typeof PartnerCase>;

/** What came of a call. `fault`: nobody can say whether it had an effect, or it had none because something does not work. */
export type Answer =
	| { readonly kind: "done"; readonly partnerCase: PartnerCase }
	| { readonly kind: "unknown-case" }
	| { readonly kind: "refused"; readonly reason: string }
	| { readonly kind: "fault"; readonly text: Text };

/** One call to a partner. Each can be made again: a case is put under its own id, payments as a whole list. */
export type PartnerCall =
	| { readonly what: "ask" }
	| { readonly what: "put"; readonly file: Uint8Array<ArrayBuffer> }
	| { readonly what: "payments" | "end"; readonly body: unknown };

const PATHS = { ask: "", put: "", payments: "/payments", end: "/end" } as const;
const MOST_MS = 30_000;
/** Of an answer: it says a word or two. */
const MOST_BYTES = 100_000;

/**
 * `GET` and `PUT {url}/cases/{case}` (a ZIP), `PUT …/payments` and `PUT …/end` (JSON), with the partner's key as bearer token. 2xx takes
 * it; 404 is no such case; 400, 409, 413, 415 and 422 refuse it for good; everything else is tried again.
 */
export async function callPartner(
	fetchIt: typeof fetch,
	{ url, key }: Pick<Partner, "url" | "key">,
	caseId: string,
	call: PartnerCall,
): Promise<Answer> {
	try {
		const response = await fetchIt(`${url?.replace(/\/$/, "")}/cases/${caseId}${PATHS[call.what]}`, {
			method: call.what === "ask" ? "GET" : "PUT",
			headers: {
				...(key !== undefined && { authorization: `Bearer ${key}` }),
				...(call.what !== "ask" && { "idempotency-key": `${caseId}${PATHS[call.what]}` }),
				...(call.what !== "ask" && { "content-type": call.what === "put" ? "application/zip" : "application/json" }),
				accept: "application/json",
			},
			...(call.what === "put" && { body: call.file }),
			...("body" in call && { body: JSON.stringify(call.body) }),
			signal: AbortSignal.timeout(MOST_MS),
		});
		return answerOf(response.status, await textOf(response));
	} catch {
		return { kind: "fault", text: UNREACHABLE };
	}
}

async function textOf({ body }: Response): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body ?? []) {
		size += chunk.length;
		if (size > MOST_BYTES) throw new Error("the answer is too long");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function answerOf(status: number, body: string): Answer {
	if (status >= 200 && status < 300) return read(body);
	if (status === 404) return { kind: "unknown-case" };
	if (REFUSED.includes(status)) return { kind: "refused", reason: said(body) };
	const text = status === 401 || status === 403 ? NOT_ALLOWED : failed(status);
	return { kind: "fault", text };
}

const REFUSED = [400, 409, 413, 415, 422];

function read(body: string): Answer {
	const given = body.trim() === "" ? {} : jsonOf(body);
	const parsed = PartnerCase.safeParse(given);
	return parsed.success ? { kind: "done", partnerCase: parsed.data } : { kind: "fault", text: UNREADABLE };
}

function jsonOf(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return null;
	}
}

/** The sentence of a problem+json, else the beginning of whatever it is. */
function said(body: string): string {
	const given = z.object({ detail: z.string().optional(), title: z.string().optional() }).safeParse(jsonOf(body));
	return (given.data?.detail ?? given.data?.title ?? body).replace(/\s+/g, " ").trim().slice(0, 500);
}

const UNREACHABLE: Text = {
	de: "Das Inkassounternehmen ist nicht zu erreichen.",
	en: "The collection agency cannot be reached.",
};
const NOT_ALLOWED: Text = {
	de: "Das Inkassounternehmen nimmt den Schlüssel nicht an.",
	en: "The collection agency does not accept the key.",
};
const UNREADABLE: Text = {
	de: "Die Antwort des Inkassounternehmens ist nicht zu lesen.",
	en: "The collection agency's answer cannot be read.",
};

function failed(status: number): Text {
	return {
		de: `Das Inkassounternehmen meldet einen Fehler (${status}).`,
		en: `The collection agency reports an error (${status}).`,
	};
}
