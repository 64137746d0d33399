import { matchables, readStatements } from "@kontor/statements";
import type { Challenge, FeedAccount, Payload, SetUp } from "../../src/feed.ts";
import { FeedError } from "../../src/feed.ts";
import { type FintsConfig, type FintsOptions, fintsFeed } from "../../src/fints/index.ts";
import { type BankDouble, TAN } from "./bank-double.ts";
import { BANK_CODE, type KeptAccount } from "./habits.ts";
import type { KeptPosting } from "./prints.ts";

/** A merchant with one access to the double, and the hub's part around the feed. */
export class Merchant {
	readonly config: FintsConfig;
	pin = "geheim?1";
	memory: unknown;
	readonly asked: Challenge[] = [];
	/** Milliseconds waited, one number per pause. */
	readonly pauses: number[] = [];
	answer: (challenge: Challenge) => string = ({ kind }) => (kind === "enter" ? TAN : "");
	#options: FintsOptions;
	fetch: typeof fetch = fetch;
	readonly abort = new AbortController();

	constructor(bank: BankDouble, config: Partial<FintsConfig> = {}, options: Partial<FintsOptions> = {}) {
		this.config = { bankCode: BANK_CODE, url: bank.url, user: "merchant", ...config };
		this.#options = {
			productId: "0123456789ABCDEF012345678",
			allowLoopback: true,
			pause: async (ms) => {
				this.pauses.push(ms);
			},
			...options,
		};
	}

	/** Nobody is there to answer. */
	leave(): void {
		this.answer = () => {
			throw new FeedError("needs-merchant", "nobody is there", {
				forMerchant: { de: "Bitte anmelden.", en: "Sign in." },
			});
		};
	}

	setUp(): Promise<SetUp> {
		return fintsFeed(this.#options).setUp(this.#context());
	}

	/** Sets up and gives the accounts. */
	async accounts(): Promise<readonly FeedAccount[]> {
		const done = await this.setUp();
		if (done.state !== "ready") throw new Error("not ready");
		return done.accounts;
	}

	async fetchAll(account: FeedAccount | undefined, since = "2026-11-01"): Promise<Payload[]> {
		if (account === undefined) throw new Error("no account");
		const payloads: Payload[] = [];
		for await (const payload of this.fetchPages(account, since)) payloads.push(payload);
		return payloads;
	}

	fetchPages(account: FeedAccount, since: string): AsyncIterable<Payload> {
		return fintsFeed(this.#options).fetch(this.#context(), account, since);
	}

	#context() {
		return {
			config: this.config,
			secrets: { pin: this.pin },
			memory: structuredClone(this.memory),
			// What the hub stores is JSON.
			remember: async (memory: unknown) => {
				this.memory = JSON.parse(JSON.stringify(memory));
			},
			ask: async (challenge: Challenge) => {
				this.asked.push(challenge);
				return this.answer(challenge);
			},
			fetch: this.fetch,
			now: () => new Date("2026-11-20T09:00:00Z"),
			signal: this.abort.signal,
		};
	}
}

/** Rejects with a fault; gives it for a closer look. */
export async function faultOf(work: Promise<unknown>): Promise<FeedError> {
	const error = await work.then(
		() => new Error("nothing was thrown"),
		(thrown: unknown) => thrown,
	);
	if (error instanceof FeedError) return error;
	throw error;
}

/** What the readers find in payloads: one line per posting, "2026-11-02 booked 12.50 Müller: text". */
export async function postingsIn(payloads: readonly Payload[]): Promise<string[]> {
	const found: string[] = [];
	for (const { bytes } of payloads) {
		for await (const result of readStatements([bytes])) {
			if (!result.ok) throw new Error(result.error.message.en);
			for (const entry of result.statement.entries) {
				for (const { posting } of matchables(entry)) {
					const { amount, bookingDay, counterparty, remittance } = posting;
					found.push(line(bookingDay, entry.status, amount.minor, counterparty?.name ?? "", remittance));
				}
			}
		}
	}
	return found;
}

/** What the readers should find. */
export function expected(postings: readonly KeptPosting[]): string[] {
	return postings.map(({ day, pending, minor, name, text }) =>
		line(day, pending ? "pending" : "booked", minor, name, text),
	);
}

const line = (day: string, status: string, minor: number | bigint, name: string, text: string) =>
	`${day} ${status} ${minor} ${name}: ${text}`;

let references = 0;
export function posting(day: string, minor: number, text: string, rest: Partial<KeptPosting> = {}): KeptPosting {
	return { day, minor, text, name: "Jörg Müller", reference: `2611${++references}`, ...rest };
}

export function account(last: string, postings: readonly KeptPosting[], rest: Partial<KeptAccount> = {}): KeptAccount {
	const number = `12345678${last}`.padStart(10, "0");
	return {
		iban: `DE${last.padStart(2, "0")}10020030${number}`,
		number,
		owner: "Beispiel GmbH",
		orders: ["HKSPA", "HKCAZ", "HKKAZ"],
		postings,
		...rest,
	};
}

/** Some days of an account, with twins, a debit, and characters that mean something in FinTS or MT940. */
export const november = [
	posting("2026-11-02", 11_900, "Bestellung 10047 + Dank"),
	posting("2026-11-02", 11_900, "Bestellung 10047 + Dank"),
	posting("2026-11-03", -450, "Entgelt: 'Konto' @Filiale"),
	posting("2026-11-04", 5_000, "Rechnung?2024"),
	posting("2026-11-05", 7_777, "Größe L und Farbe grün"),
];
