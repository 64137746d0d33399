import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPrivateAddress } from "@kontor/host/private-address";
import type { LetterService as Config } from "@kontor/protocol";
import { Agent, request } from "undici";
import * as z from "zod";
import { CarrierFault } from "../messages/channel.ts";
import { OutcomeUnknown } from "./letter-service.ts";

export type JobStatus = "queue" | "hold" | "done" | "canceled" | "draft";

/** A job as the service shows it, as far as it is needed. */
export const Job = z.object({
	id: z.union([z.int(), z.string().min(1)]),
	status: z.enum(["queue", "hold", "done", "canceled", "draft"]),
	notice: z.string().nullish(),
	filename_original: z.string().nullish(),
});

export const JobPage = z.object({
	printjobs: z.array(Job),
	pagination: z.object({ last_page: z.int() }),
});

const Reply = z.object({ message: z.string().default(""), data: z.unknown().optional() });

interface ServiceAnswer {
	/** Below 500: what is above was thrown. */
	readonly status: number;
	readonly message: string;
	readonly data: unknown;
}

/**
 * One call of the service.
 * @throws CarrierFault where it had no effect, or only read; OutcomeUnknown where a letter may have been taken
 */
export type CallService = (method: "GET" | "POST" | "DELETE", path: string, body: object) => Promise<ServiceAnswer>;

const ANSWER_MS = 30_000;
/** The merchant says who answers: nobody may fill the hub's memory, or keep a place among those who send for ever. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_MS = 2 * 60_000;

/** Says what the service does not do over the network before the request went out. */
const NOT_SENT = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"UND_ERR_CONNECT_TIMEOUT",
]);

/** @param allowPrivateAddresses else the address is judged when it is connected to, and no redirect is followed in any case */
export function callService({ url, user, mode }: Config, apiKey: string, allowPrivateAddresses: boolean): CallService {
	const dispatcher = new Agent({
		maxResponseSize: MOST_BYTES,
		...(!allowPrivateAddresses && { connect: { lookup: publicOnly } }),
	});
	return async (method, path, body) => {
		const target = new URL(`${url.replace(/\/$/, "")}${path}`);
		if (!allowPrivateAddresses && isPrivateAddress(target.hostname)) throw unreachable(NOT_PUBLIC);
		try {
			// GET has a body, too; that is why it is not `fetch`. A charset in the type is refused.
			const answer = await request(target, {
				method,
				dispatcher,
				headers: { "content-type": "application/json", accept: "application/json" },
				body: JSON.stringify({ auth: { username: user, apikey: apiKey, mode }, ...body }),
				headersTimeout: ANSWER_MS,
				bodyTimeout: ANSWER_MS,
				signal: AbortSignal.timeout(MOST_MS),
			});
			return judged(method, answer.statusCode, await answer.body.text());
		} catch (error) {
			if (error instanceof CarrierFault || error instanceof OutcomeUnknown) throw error;
			const code = error instanceof Error && "code" in error ? String(error.code) : "";
			const reason = error instanceof Error ? error.message : String(error);
			if (method === "GET" || NOT_SENT.has(code)) throw unreachable(reason, error);
			throw new OutcomeUnknown(reason, { cause: error });
		}
	};
}

function judged(method: string, status: number, text: string): ServiceAnswer {
	const reply = Reply.safeParse(jsonIn(text)).data;
	if (status === 401 || status === 403) throw loginRefused(reply?.message ?? `${status}`);
	if (status === 429) throw unreachable("429");
	if (status >= 500 || status < 200 || (status >= 300 && status < 400) || reply === undefined) {
		if (method === "GET") throw unreachable(`${status}`);
		throw new OutcomeUnknown(`the service answered ${status}`);
	}
	return { status, message: reply.message, data: reply.data };
}

function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const NOT_PUBLIC = "private address";

const publicOnly: LookupFunction = (host, options, callback) => {
	lookup(host, options, (error, address, family) => {
		const found = typeof address === "string" ? [address] : (address ?? []).map((one) => one.address);
		const refusal = error === null && found.some(isPrivateAddress) ? unreachable(NOT_PUBLIC) : error;
		callback(refusal, address, family);
	});
};

function loginRefused(reply: string): CarrierFault {
	return new CarrierFault({
		de: `Der Briefdienst lehnt die Anmeldung ab (${reply}).`,
		en: `The letter service refuses the login (${reply}).`,
	});
}

function unreachable(reason: string, cause?: unknown): CarrierFault {
	return new CarrierFault(
		{
			de: `Der Briefdienst ist nicht erreichbar (${reason}).`,
			en: `The letter service cannot be reached (${reason}).`,
		},
		cause,
	);
}
