import { isIP } from "node:net";
import { FinTSConfig } from "lib-fints";
import type { FeedContext } from "../feed.ts";
import { BANKS } from "./banks.ts";
import { fault } from "./faults.ts";
import { BankLine, type LineLimits } from "./line.ts";
import type { FintsConfig, FintsSecrets } from "./manifest.ts";
import { emptyMemory, type Memory, recall } from "./memory.ts";

/** What the operator of this Kontor decides for all accesses. */
export interface FintsOptions {
	/** The number with which the product is registered at Deutsche Kreditwirtschaft (25 characters). Banks refuse others. */
	readonly productId: string;
	/** At most 5 characters. */
	readonly productVersion?: string;
	readonly limits?: Partial<LineLimits>;
	/** How long a merchant has to approve on another device, however often the bank lets us ask. Milliseconds. */
	readonly approvalMs?: number;
	/** Unencrypted banks on this very machine: for tests. */
	readonly allowLoopback?: boolean;
	/** How a pause is made; resolves after that many milliseconds. */
	readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export type FintsContext = FeedContext<FintsConfig, FintsSecrets>;

/** One access in one call. Nothing of it is shared with another one. */
export interface Access {
	readonly context: FintsContext;
	readonly options: FintsOptions;
	readonly bank: FinTSConfig;
	readonly line: BankLine;
	readonly memory: Memory;
	/** When the merchant approved something in this call. */
	approvedAt?: Date;
}

const LIMITS: LineLimits = { timeoutMs: 60_000, maximumBytes: 32 * 1024 * 1024 };

/** Prepares the use of an access. Nothing is sent yet. `memory` is that of this bank and user, or empty. */
export function openAccess(context: FintsContext, options: FintsOptions): Access {
	const url = addressOf(context.config, options.allowLoopback ?? false);
	const { bankCode, user, customer } = context.config;
	const owner = JSON.stringify([bankCode, url, user, customer ?? null]);
	const memory = recall(context.memory, owner) ?? emptyMemory(owner);
	const bank = FinTSConfig.forFirstTimeUse(
		options.productId,
		options.productVersion ?? "1.0",
		url,
		bankCode,
		user,
		context.secrets.pin,
		customer,
	);
	// lib-fints writes into it; the memory stays as it was until it is remembered.
	bank.bankingInformation = structuredClone(memory.bankingInformation);
	const { fetch, signal } = context;
	const line = new BankLine({ ...LIMITS, ...options.limits, url, fetch, signal });
	return { context, options, bank, line, memory };
}

function addressOf({ url: entered, bankCode }: FintsConfig, allowLoopback: boolean): string {
	const address = entered ?? BANKS.find((bank) => bank.code === bankCode)?.url;
	if (address === undefined) {
		throw fault("bad-credentials", "the bank is not in the list and no address was entered", {
			forMerchant: {
				de: `Die Bank mit der Bankleitzahl ${bankCode} steht nicht in der Liste. Bitte ihre FinTS-Adresse eintragen.`,
				en: `The bank with the code ${bankCode} is not in the list. Please enter its FinTS address.`,
			},
		});
	}
	const url = new URL(address);
	const loopback = allowLoopback && url.protocol === "http:" && url.hostname === "127.0.0.1";
	const named = url.protocol === "https:" && isIP(url.hostname.replace(/^\[|\]$/g, "")) === 0;
	if (loopback || (named && url.hostname.includes(".") && url.username === "" && url.password === "")) return url.href;
	throw fault("bad-credentials", "the address is not https with a public host name", {
		forMerchant: {
			de: "Die FinTS-Adresse muss mit https:// beginnen und den öffentlichen Namen der Bank nennen.",
			en: "The FinTS address has to begin with https:// and give the bank's public host name.",
		},
	});
}
