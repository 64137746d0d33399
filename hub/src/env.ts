import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as z from "zod";
import type { FeedOptions } from "./bank-feeds/feeds.ts";
import { GENEROUS, type RateLimits } from "./http/admission.ts";
import type { SendingServer } from "./messages/mail-server.ts";
import { operatorMailbox, operatorServer } from "./messages/operator-server.ts";
import type { ReachedMailbox } from "./messages/read-mailbox.ts";

const Environment = z.object({
	/** Where the embedded database and generated keys live. */
	KONTOR_HOME: z.string().default(".kontor"),
	KONTOR_LISTEN: z
		.string()
		.regex(/^[^:]+:\d+$/, "expected host:port")
		.default("127.0.0.1:4710"),
	/** Where browsers reach the hub, behind a proxy for instance. Left out: the address it listens at. */
	KONTOR_HUB_PUBLIC_URL: z.url().optional(),
	/** The folder of the built pages. */
	KONTOR_PAGES: z.string().default(join(import.meta.dirname, "../../packages/merchant-ui/dist")),
	/** Of the owner of the tables: migrates at start and makes the hub's own login. Left out: the embedded database. */
	DATABASE_URL: z.url().optional(),
	/** Of the hub's own login, where an operator makes it himself; migrations are then his, too. */
	DATABASE_HUB_URL: z.url().optional(),
	/** 32 bytes in base64: encrypts the shops' secrets. Left out: made once and kept in KONTOR_HOME. */
	KONTOR_SECRET_KEY: z.base64().optional(),
	/** Left out: made once and kept in KONTOR_HOME. */
	KONTOR_OPERATOR_KEY: z.string().min(32).optional(),
	/** How long a host may keep a piece of work before it is offered again. */
	KONTOR_LEASE_SECONDS: z.coerce.number().min(1).max(600).default(60),
	/** Threads that assign postings, beside the one that answers requests. 0: none, that one does it. */
	KONTOR_ASSIGN_THREADS: z.coerce.number().int().min(0).max(64).default(1),
	/** Megabytes for the open orders of all merchants that assignment keeps at hand; the longest unused go first. */
	KONTOR_BOOKS_MB: z.coerce.number().min(0).default(1_000),
	/** The number under which this installation is registered for FinTS. Left out: FinTS is not offered. */
	KONTOR_FINTS_PRODUCT_ID: z.string().min(1).max(25).optional(),
	/** The operator's keys of GoCardless Bank Account Data. Left out: it is not offered. */
	KONTOR_GOCARDLESS_SECRET_ID: z.string().min(1).optional(),
	KONTOR_GOCARDLESS_SECRET_KEY: z.string().min(1).optional(),
	/** A folder in which each merchant has one of his own for statement files. Left out: it is not offered. */
	KONTOR_DROP_FOLDER: z.string().min(1).optional(),
	/** `smtp://user:password@host:587`: sends for merchants without a mail server of their own. Left out: they need one. */
	KONTOR_SMTP_URL: z.url().optional(),
	/** Its sender: `Kontor <kontor@example.com>`. */
	KONTOR_SMTP_FROM: z.string().min(3).optional(),
	/** `imaps://user:password@host/INBOX`: the mailbox to which its e-mails come back. Left out: nobody knows what comes back. */
	KONTOR_BOUNCE_MAILBOX: z.url().optional(),
	/** A folder in which each merchant without a letter service has one of his own for letters to be printed. Left out: he needs one. */
	KONTOR_LETTER_FOLDER: z.string().min(1).optional(),
	/** Requests a second that each process takes with one key of a merchant, and with one of a host. */
	KONTOR_MERCHANT_RATE: z.coerce.number().positive().default(GENEROUS.merchantsPerSecond),
	KONTOR_HOST_RATE: z.coerce.number().positive().default(GENEROUS.hostsPerSecond),
	/** Wrong keys, signatures and links a minute that each process takes from one address. */
	KONTOR_FAILURE_RATE: z.coerce.number().positive().default(GENEROUS.failuresPerMinute),
	/** Proxies before the hub, with commas between: addresses, networks or `loopback`. What they say of a caller's address counts. */
	KONTOR_TRUSTED_PROXIES: z.string().default("loopback"),
	/** Banks and mail servers in the operator's own network, or on this machine. */
	KONTOR_ALLOW_PRIVATE_ADDRESSES: z.stringbool().default(false),
	LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface HubEnvironment {
	readonly home: string;
	readonly listen: { readonly host: string; readonly port: number };
	/** Undefined: the address it listens at. */
	readonly publicUrl: string | undefined;
	readonly pages: string;
	readonly ownerUrl: string | null;
	readonly hubUrl: string | null;
	readonly secretKey: Uint8Array;
	readonly operatorKey: string;
	readonly leaseSeconds: number;
	readonly assignThreads: number;
	readonly booksBytes: number;
	/** Which ways of reading banks are offered. */
	readonly feeds: FeedOptions;
	readonly mailServer: SendingServer | null;
	readonly bounceMailbox: ReachedMailbox | null;
	readonly letterFolder: string | null;
	readonly rateLimits: RateLimits;
	readonly trustedProxies: readonly string[];
	readonly allowPrivateAddresses: boolean;
	readonly logLevel: string;
}

/** @throws Error naming each variable that is wrong, and what was expected. */
export async function readEnvironment(variables: NodeJS.ProcessEnv): Promise<HubEnvironment> {
	const parsed = Environment.safeParse(variables);
	if (!parsed.success) {
		throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
	}
	const env = parsed.data;
	const home = resolve(env.KONTOR_HOME);
	await mkdir(home, { recursive: true });
	const [host = "", port] = env.KONTOR_LISTEN.split(":");
	const kept = (file: string, bytes: number) => keptSecret(join(home, file), bytes);
	return {
		home,
		listen: { host, port: Number(port) },
		publicUrl: env.KONTOR_HUB_PUBLIC_URL,
		pages: resolve(env.KONTOR_PAGES),
		ownerUrl: env.DATABASE_URL ?? null,
		hubUrl: env.DATABASE_HUB_URL ?? null,
		secretKey: Buffer.from(env.KONTOR_SECRET_KEY ?? (await kept("secret-key", 32)), "base64"),
		operatorKey: env.KONTOR_OPERATOR_KEY ?? (await kept("operator-key", 32)),
		leaseSeconds: env.KONTOR_LEASE_SECONDS,
		assignThreads: env.KONTOR_ASSIGN_THREADS,
		booksBytes: env.KONTOR_BOOKS_MB * 1_000_000,
		feeds: feedOptions(env),
		mailServer: mailServerOf(env),
		bounceMailbox: env.KONTOR_BOUNCE_MAILBOX === undefined ? null : operatorMailbox(env.KONTOR_BOUNCE_MAILBOX),
		letterFolder: env.KONTOR_LETTER_FOLDER === undefined ? null : resolve(env.KONTOR_LETTER_FOLDER),
		rateLimits: {
			...GENEROUS,
			merchantsPerSecond: env.KONTOR_MERCHANT_RATE,
			hostsPerSecond: env.KONTOR_HOST_RATE,
			failuresPerMinute: env.KONTOR_FAILURE_RATE,
		},
		trustedProxies: env.KONTOR_TRUSTED_PROXIES.split(",").flatMap((proxy) => proxy.trim() || []),
		allowPrivateAddresses: env.KONTOR_ALLOW_PRIVATE_ADDRESSES,
		logLevel: env.LOG_LEVEL,
	};
}

function feedOptions(env: z.infer<typeof Environment>): FeedOptions {
	const { KONTOR_GOCARDLESS_SECRET_ID: secretId, KONTOR_GOCARDLESS_SECRET_KEY: secretKey } = env;
	if ((secretId === undefined) !== (secretKey === undefined)) {
		throw new Error("KONTOR_GOCARDLESS_SECRET_ID and KONTOR_GOCARDLESS_SECRET_KEY: expected both or none");
	}
	return {
		fintsProductId: env.KONTOR_FINTS_PRODUCT_ID,
		gocardless: secretId !== undefined && secretKey !== undefined ? { secretId, secretKey } : undefined,
		dropFolder: env.KONTOR_DROP_FOLDER === undefined ? undefined : resolve(env.KONTOR_DROP_FOLDER),
	};
}

function mailServerOf(env: z.infer<typeof Environment>): SendingServer | null {
	const { KONTOR_SMTP_URL: url, KONTOR_SMTP_FROM: from } = env;
	if (url === undefined && from === undefined) return null;
	if (url === undefined || from === undefined) {
		throw new Error("KONTOR_SMTP_URL and KONTOR_SMTP_FROM: expected both or none");
	}
	return operatorServer(url, from);
}

async function keptSecret(file: string, bytes: number): Promise<string> {
	if (!existsSync(file)) {
		// Two processes may start together: the first one's secret stays.
		await writeFile(file, randomBytes(bytes).toString("base64"), { mode: 0o600, flag: "wx" }).catch(
			(error: unknown) => {
				if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
			},
		);
	}
	return (await readFile(file, "utf8")).trim();
}
