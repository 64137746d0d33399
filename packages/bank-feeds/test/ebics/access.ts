import { EbicsConfig, ebicsFeed } from "../../src/ebics/index.ts";
import type { EbicsMemory } from "../../src/ebics/memory.ts";
import type { FeedContext, FilePayload, SetUp } from "../../src/feed.ts";
import type { EbicsBank } from "./bank.ts";
import { SUBSCRIBER_KEYS } from "./subscriber-keys.ts";

type Context = FeedContext<EbicsConfig, Record<string, never>>;

/** A merchant's access as the hub keeps it: what was remembered survives, everything else is made anew for every call. */
export class Access {
	memory: unknown;
	/** What the merchant answers; undefined: nobody is there. */
	answer: string | undefined = "ja";
	readonly asked: string[] = [];
	config: EbicsConfig;
	now = new Date("2026-11-20T08:00:00Z");
	fetch: typeof fetch = globalThis.fetch;
	/** Changes what is sent. */
	rewrite: ((body: string) => string) | undefined;
	signal = new AbortController().signal;
	/** The process dies instead of remembering, where it says so. */
	dieBefore: ((memory: unknown) => boolean) | undefined;

	constructor(bank: EbicsBank, url: string, config: Partial<EbicsConfig> = {}) {
		const { hostId, subscriber } = bank;
		const { partnerId, userId } = subscriber;
		this.config = EbicsConfig.parse({ url, hostId, partnerId, userId, ...config });
		bank.now = () => this.now;
	}

	context(): Context {
		return {
			config: this.config,
			secrets: {},
			memory: this.memory,
			remember: async (memory) => {
				if (this.dieBefore?.(memory)) throw new Error("killed");
				// As in a database: nothing but JSON survives.
				this.memory = JSON.parse(JSON.stringify(memory));
			},
			ask: async ({ text }) => {
				this.asked.push(text.de);
				if (this.answer === undefined) throw new Error("nobody is there");
				return this.answer;
			},
			fetch: (input, init) => {
				const body = typeof init?.body === "string" ? this.rewrite?.(init.body) : undefined;
				return this.fetch(input, body === undefined ? init : { ...init, body });
			},
			now: () => this.now,
			signal: this.signal,
		};
	}

	setUp(): Promise<SetUp> {
		return ebicsFeed.setUp(this.context());
	}

	/** What was delivered and taken over. */
	async collect(since: string): Promise<{ name: string; text: string }[]> {
		const collected = await this.collectBytes(since);
		return collected.map(({ name, bytes }) => ({ name, text: bytes.toString() }));
	}

	async collectBytes(since: string): Promise<{ name: string; bytes: Buffer }[]> {
		const collected: { name: string; bytes: Buffer }[] = [];
		for await (const payload of this.deliveries(since)) {
			collected.push({ name: payload.name, bytes: await bytesOf(payload) });
			await payload.taken("imported");
		}
		return collected;
	}

	deliveries(since: string): AsyncIterable<FilePayload> {
		return ebicsFeed.fetch(this.context(), { id: "any" }, since);
	}
}

export async function bytesOf(payload: FilePayload): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of payload.open()) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** An access with keys that were not sent yet. */
export function accessWithKeys(bank: EbicsBank, url: string, config: Partial<EbicsConfig> = {}): Access {
	const access = new Access(bank, url, config);
	const memory: EbicsMemory = {
		subscriber: { hostId: bank.hostId, partnerId: bank.subscriber.partnerId, userId: bank.subscriber.userId },
		keys: SUBSCRIBER_KEYS,
		since: "2026-11-20T08:00:00Z",
		ini: "unsent",
		hia: "unsent",
		byDate: {},
	};
	access.memory = memory;
	return access;
}

/** An access that the bank has enabled, with the bank's keys fetched. */
export async function readyAccess(bank: EbicsBank, url: string, config: Partial<EbicsConfig> = {}): Promise<Access> {
	const access = accessWithKeys(bank, url, config);
	const memory: EbicsMemory = { ...(access.memory as EbicsMemory), ini: "sent", hia: "sent" };
	const { signature, authentication, encryption } = memory.keys;
	bank.subscriber.enrol(
		{
			signature: signature.certificate,
			authentication: authentication.certificate,
			encryption: encryption.certificate,
		},
		access.config.signatureVersion,
	);
	access.memory = memory;
	await access.setUp();
	bank.seen.length = 0;
	return access;
}
