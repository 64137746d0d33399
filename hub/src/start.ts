import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { destination, type Logger, pino } from "pino";
import { createApp } from "./app.ts";
import { assignHere } from "./assigning/assigner.ts";
import { OrderBooks } from "./assigning/order-books.ts";
import { assignInThreads } from "./assigning/thread-assigner.ts";
import { AccessRuns } from "./bank-feeds/access-runs.ts";
import { bankFetch } from "./bank-feeds/bank-fetch.ts";
import { type FeedsOf, feedsOf } from "./bank-feeds/feeds.ts";
import { openDatabase } from "./db/database.ts";
import { assertBoundLogin } from "./db/hub-role.ts";
import type { HubEnvironment } from "./env.ts";
import { GENEROUS, type RateLimits } from "./http/admission.ts";
import { hashOfKey } from "./http/authenticate.ts";
import type { Hub } from "./hub.ts";
import { tick } from "./jobs/tick.ts";
import { startWorker } from "./jobs/worker.ts";
import type { SendingServer } from "./messages/mail-server.ts";
import { MessageRuns } from "./messages/message-runs.ts";
import type { ReachedMailbox } from "./messages/read-mailbox.ts";
import { openVault } from "./secrets/vault.ts";
import { hangBell } from "./writeback/work-bell.ts";

export interface HubOptions {
	/** Of the hub's own login, to a database that is up to date. */
	readonly databaseUrl: string;
	readonly secretKey: Uint8Array;
	/** Becomes the operator's key if it is not yet. */
	readonly operatorKey: string;
	readonly listen?: { readonly host: string; readonly port: number };
	readonly log?: Logger;
	readonly clock?: () => Date;
	readonly leaseSeconds?: number;
	/** Threads that assign; 0: in this one, as tests want it. */
	readonly assignThreads?: number;
	/** What the merchants' orders may take of the memory for assignment. */
	readonly booksBytes?: number;
	/** The ways in which banks can be read; left out: none. */
	readonly feeds?: FeedsOf;
	/** Banks and mail servers in the operator's own network, or on this machine. */
	readonly allowPrivateAddresses?: boolean;
	/** Sends for merchants without a mail server of their own. */
	readonly mailServer?: SendingServer | null;
	/** What e-mails by it come back to. */
	readonly bounceMailbox?: ReachedMailbox | null;
	/** Where letters of merchants without a letter service are put to be printed. */
	readonly letterFolder?: string | null;
	/** Where browsers reach it; left out: the address it listens at. */
	readonly publicUrl?: string;
	/** The folder of the built pages. Left out: no page is shown. */
	readonly pages?: string;
	/** How much this process takes of one caller; left out: generous. */
	readonly rateLimits?: Partial<RateLimits>;
	/** Proxies before the hub, by address, network or "loopback"; left out: those on this machine. */
	readonly trustedProxies?: readonly string[];
	/** How often due pulls, comparisons and retries are looked for; null: never by itself (tests call `tick`). */
	readonly tickMs?: number | null;
}

/** What the operator has set, but for the database. */
export function optionsOf(env: HubEnvironment): Omit<HubOptions, "databaseUrl"> {
	const { secretKey, operatorKey, listen, pages, publicUrl, leaseSeconds, assignThreads, booksBytes } = env;
	const { mailServer, bounceMailbox, letterFolder, rateLimits, trustedProxies, allowPrivateAddresses } = env;
	const served = { listen, pages, rateLimits, trustedProxies, ...(publicUrl !== undefined && { publicUrl }) };
	const mails = { mailServer, bounceMailbox, letterFolder, allowPrivateAddresses };
	return {
		secretKey,
		operatorKey,
		feeds: feedsOf(env.feeds),
		leaseSeconds,
		assignThreads,
		booksBytes,
		...served,
		...mails,
	};
}

/** A large statement file over a slow line. */
const MOST_REQUEST_MS = 60 * 60_000;

export interface RunningHub {
	readonly url: string;
	readonly hub: Hub;
	/** Answers what is under way, stops jobs, closes the database. */
	close(): Promise<void>;
}

/** Paths that pino cuts out, should a header or a secret ever get near a log line. */
const REDACTED = ["req.headers.authorization", "*.secrets", "*.key", "*.secret"];

/** Starts one hub process. Any number of them may work on one database. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
	const log = options.log ?? pino({ redact: REDACTED }, destination(1));
	const clock = options.clock ?? (() => new Date());
	const { assignThreads: threads = 0, booksBytes = 1_000_000_000 } = options;
	await assertBoundLogin(options.databaseUrl);
	const db = openDatabase({ url: options.databaseUrl, clock });
	await db.global("admit-operator", (tx) =>
		tx.execute(
			`INSERT INTO credentials (hash, audience, scopes, label, created_at)
			 VALUES ($1, 'operator', '{}', 'operator', $2) ON CONFLICT DO NOTHING`,
			hashOfKey(options.operatorKey),
			tx.now,
		),
	);
	let listensAt = "";
	const hub: Hub = {
		publicUrl: () => (options.publicUrl ?? listensAt).replace(/\/$/, ""),
		db,
		log,
		clock,
		vault: openVault(options.secretKey),
		bell: await hangBell(db.pool, (error) => log.error({ err: error }, "the work bell fell")),
		feeds: options.feeds ?? feedsOf({}),
		bankFetch: bankFetch(options.allowPrivateAddresses ?? false),
		accessRuns: new AccessRuns(),
		messageRuns: new MessageRuns(),
		mailServer: options.mailServer ?? null,
		bounceMailbox: options.bounceMailbox ?? null,
		letterFolder: options.letterFolder ?? null,
		allowPrivateAddresses: options.allowPrivateAddresses ?? false,
		books: new OrderBooks(booksBytes),
		rateLimits: { ...GENEROUS, ...options.rateLimits },
		trustedProxies: options.trustedProxies ?? ["loopback"],
		leaseSeconds: options.leaseSeconds ?? 60,
	};
	const assigner =
		threads === 0
			? assignHere(hub)
			: assignInThreads({ threads, databaseUrl: options.databaseUrl, booksBytes, logLevel: log.level, clock });
	const worker = await startWorker(hub, options.databaseUrl, assigner);
	const timer = startTicking(hub, options.tickMs === undefined ? 2_000 : options.tickMs);

	const server = createServer({ requestTimeout: MOST_REQUEST_MS }, createApp(hub, options.pages ?? null));
	const { host, port } = options.listen ?? { host: "127.0.0.1", port: 0 };
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject).listen(port, host, resolve);
	});
	const url = `http://${host}:${(server.address() as AddressInfo).port}`;
	listensAt = url;
	log.info({ url }, "hub listens");
	return {
		url,
		hub,
		async close() {
			clearInterval(timer);
			// Long polls end at once, other requests are answered.
			await hub.bell.close();
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeIdleConnections();
			});
			await Promise.all([hub.accessRuns.close(), hub.messageRuns.close()]);
			await worker.close();
			await db.close();
		},
	};
}

function startTicking(hub: Hub, everyMs: number | null): NodeJS.Timeout | undefined {
	if (everyMs === null) return undefined;
	let running = false;
	return setInterval(() => {
		if (running) return;
		running = true;
		tick(hub)
			.catch((error: unknown) => hub.log.error({ err: error }, "tick failed"))
			.finally(() => {
				running = false;
			});
	}, everyMs);
}
