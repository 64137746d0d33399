import {
	type Challenge,
	type Feed,
	type FeedAccount,
	type FeedContext,
	FeedError,
	type FeedFault,
	type Payload,
	type SetUp,
} from "@kontor/bank-feeds";
import * as z from "zod";
import type { AnyFeed } from "../../src/bank-feeds/feeds.ts";
import { OWN_IBAN } from "../support/statements.ts";

const Config = z.object({ bank: z.string().regex(/^[a-z]+$/) });
const Secrets = z.object({ pin: z.string().min(4) });
type Context = FeedContext<z.infer<typeof Config>, z.infer<typeof Secrets>>;

/** A feed that does as a test says, and notes what it was asked. */
export class FakeFeed {
	accounts: FeedAccount[] = [{ id: "giro", iban: OWN_IBAN, currency: "EUR", ownerName: "Laden GmbH", name: "Giro" }];
	/** What each account delivers. */
	deliveries: Record<string, Payload[]> = {};
	/** Instead of being ready. */
	waiting: (SetUp & { state: "waiting" }) | null = null;
	consentEndsAt: string | undefined;
	fault: { readonly kind: FeedFault; readonly retryAfterMs?: number; readonly account?: string } | null = null;
	challenge: Challenge | null = null;
	/** A run waits for it. */
	hold: Promise<void> = Promise.resolve();
	/** While it runs. */
	runs = 0;
	most = 0;
	readonly setUps: { readonly memory: unknown; readonly pin: string }[] = [];
	readonly fetches: { readonly account: string; readonly since: string }[] = [];
	readonly answers: string[] = [];

	readonly feed: Feed<z.infer<typeof Config>, z.infer<typeof Secrets>> = {
		manifest: {
			id: "fake",
			title: { de: "Testbank", en: "Test bank" },
			config: Config,
			secrets: Secrets,
			fetchesPerDay: 4,
		},
		setUp: async (context) => {
			this.setUps.push({ memory: context.memory, pin: context.secrets.pin });
			return this.#running(async () => {
				await this.#bank(context);
				if (this.waiting !== null) {
					await context.remember({ asked: true });
					return this.waiting;
				}
				await context.remember({ keys: this.setUps.length });
				return { state: "ready", accounts: this.accounts, consentEndsAt: this.consentEndsAt };
			});
		},
		fetch: (context, account, since) => this.#fetch(context, account, since),
		banks: async (_, country) => (country === "DE" ? [{ id: "testbank", name: "Testbank" }] : []),
	};

	get erased(): AnyFeed {
		return this.feed as AnyFeed;
	}

	async *#fetch(context: Context, account: FeedAccount, since: string): AsyncGenerator<Payload> {
		this.fetches.push({ account: account.id, since });
		await this.#running(() => this.#bank(context, account.id));
		yield* this.deliveries[account.id] ?? [];
	}

	async #bank(context: Context, account?: string): Promise<void> {
		await this.hold;
		context.signal.throwIfAborted();
		if (this.challenge !== null) this.answers.push(await context.ask(this.challenge));
		const { fault } = this;
		if (fault === null || (fault.account !== undefined && fault.account !== account)) return;
		throw new FeedError(fault.kind, `a ${fault.kind} of the test`, {
			forMerchant: { de: "Die Bank sagt nein.", en: "The bank says no." },
			...(fault.retryAfterMs !== undefined && { retryAfterMs: fault.retryAfterMs }),
		});
	}

	async #running<T>(work: () => Promise<T>): Promise<T> {
		this.runs++;
		this.most = Math.max(this.most, this.runs);
		try {
			return await work();
		} finally {
			this.runs--;
		}
	}
}

export function delivery(bytes: Uint8Array, name = "a delivery"): Payload {
	return { type: "camt.053", bytes, name };
}
