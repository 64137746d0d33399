// oxlint-disable-next-line typescript/triple-slash-reference -- packages that import this one need the declaration, too
/// <reference path="./nordigen-node.d.ts" />
import NordigenClient, { type NordigenRequest } from "nordigen-node";
import type { AggregatorRun } from "../aggregator/aggregator.ts";
import { FeedError } from "../feed.ts";
import { faultOfAnswer, TOKEN_REFUSED } from "./faults.ts";

/** The operator's keys, from the aggregator's user secrets page. */
export interface GoCardlessKeys {
	readonly secretId: string;
	readonly secretKey: string;
	/** Another server that speaks the same, as tests have one. */
	readonly baseUrl?: string;
}

const BASE_URL = "https://bankaccountdata.gocardless.com/api/v2";

/** Answers within a minute even where the bank behind it is slow. */
const ANSWER_MS = 60_000;
/** Two years of a busy account. */
const MOST_BYTES = 64 * 1024 * 1024;
/** A token is not used in its last minute. */
const TOKEN_MARGIN_MS = 60_000;

/** One token serves all calls by the same keys for a day: asking for one each time runs into their limit. */
export interface SharedToken {
	value: { readonly access: string; readonly until: number } | null;
}

/**
 * nordigen-node with its way to the network replaced: its own axios knows no timeout and no abort, follows redirects,
 * and gives parsed JSON only.
 */
export class GoCardlessClient extends NordigenClient {
	readonly #run: AggregatorRun;
	readonly #shared: SharedToken;

	constructor({ secretId, secretKey, baseUrl = BASE_URL }: GoCardlessKeys, shared: SharedToken, run: AggregatorRun) {
		super({ secretId, secretKey, baseUrl });
		this.#shared = shared;
		this.#run = run;
	}

	override async request(request: NordigenRequest): Promise<unknown> {
		return JSON.parse(new TextDecoder().decode(await this.bytesOf(request)));
	}

	/** The answer's body as it came. @throws FeedError */
	async bytesOf(request: NordigenRequest): Promise<Uint8Array> {
		if (request.endpoint.startsWith("token/")) return this.#send(request);
		await this.#authorize();
		try {
			return await this.#send(request);
		} catch (error) {
			if (!(error instanceof FeedError) || error.message !== TOKEN_REFUSED) throw error;
			// Revoked before its time: once more with a new one.
			this.#shared.value = null;
			await this.#authorize();
			return this.#send(request);
		}
	}

	async #authorize(): Promise<void> {
		const now = Date.now();
		if (this.#shared.value === null || this.#shared.value.until < now) {
			const { access, access_expires } = await this.generateToken();
			this.#shared.value = { access, until: now + access_expires * 1_000 - TOKEN_MARGIN_MS };
		}
		this.token = this.#shared.value.access;
	}

	async #send({ endpoint, parameters, method = "GET" }: NordigenRequest): Promise<Uint8Array> {
		const url = new URL(`${this.baseUrl}/${endpoint}`);
		// The library leaves it out in places; their server would redirect.
		if (!url.pathname.endsWith("/")) url.pathname += "/";
		if (method === "GET") {
			for (const [name, value] of Object.entries(parameters ?? {})) {
				if (value !== "") url.searchParams.set(name, String(value));
			}
		}
		const answer = await this.#run
			.fetch(url, {
				method,
				headers: this.headers,
				redirect: "manual",
				signal: AbortSignal.any([this.#run.signal, AbortSignal.timeout(ANSWER_MS)]),
				...(method === "GET" || parameters === undefined ? {} : { body: JSON.stringify(parameters) }),
			})
			.catch(notReached);
		const bytes = await bodyOf(answer).catch(notReached);
		if (answer.ok) return bytes;
		throw faultOfAnswer(endpoint, answer.status, answer.headers, bytes);
	}
}

async function bodyOf(answer: Response): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of answer.body ?? []) {
		length += piece.byteLength;
		if (length > MOST_BYTES) {
			throw new FeedError("unexpected-reply", `an answer of more than ${MOST_BYTES} bytes`, {
				forMerchant: {
					de: "Der Kontodienst hat zu viele Daten auf einmal geliefert.",
					en: "The account service delivered too much data at once.",
				},
			});
		}
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

function notReached(cause: unknown): never {
	if (cause instanceof FeedError) throw cause;
	throw new FeedError("unavailable", "the aggregator was not reached", {
		forMerchant: {
			de: "Der Kontodienst ist gerade nicht erreichbar. Kontor versucht es später wieder.",
			en: "The account service cannot be reached right now. Kontor will try again later.",
		},
		cause,
	});
}
