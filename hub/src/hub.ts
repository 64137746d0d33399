import type { Logger } from "pino";
import type { OrderBooks } from "./assigning/order-books.ts";
import type { AccessRuns } from "./bank-feeds/access-runs.ts";
import type { FeedsOf } from "./bank-feeds/feeds.ts";
import type { Database } from "./db/database.ts";
import type { RateLimits } from "./http/admission.ts";
import type { SendingServer } from "./messages/mail-server.ts";
import type { MessageRuns } from "./messages/message-runs.ts";
import type { ReachedMailbox } from "./messages/read-mailbox.ts";
import type { Vault } from "./secrets/vault.ts";
import type { WorkBell } from "./writeback/work-bell.ts";

/** What every use case may need. */
export interface Hub {
	readonly db: Database;
	readonly log: Logger;
	/** The hub's clock: every due time is compared with it, never with the database's. */
	readonly clock: () => Date;
	/** Encrypts what hosts keep secret. */
	readonly vault: Vault;
	/** Wakes hosts that wait for work. */
	readonly bell: WorkBell;
	/** The ways in which banks can be read. */
	readonly feeds: FeedsOf;
	/** For calls to banks: never into a private network, unless the operator allows it. */
	readonly bankFetch: typeof fetch;
	/** What reads banks in this process right now. */
	readonly accessRuns: AccessRuns;
	/** What sends messages in this process right now. */
	readonly messageRuns: MessageRuns;
	/** The operator's mail server, for merchants without one of their own. */
	readonly mailServer: SendingServer | null;
	/** What e-mails by it come back to, where it is read. */
	readonly bounceMailbox: ReachedMailbox | null;
	/** Where letters of merchants without a letter service are put to be printed: a folder for each. */
	readonly letterFolder: string | null;
	/** Whether addresses that merchants give may lie in a private network. */
	readonly allowPrivateAddresses: boolean;
	/** Orders as assignment knows them, kept from run to run. */
	readonly books: OrderBooks;
	/** Where browsers reach this hub, without a slash at the end. */
	readonly publicUrl: () => string;
	/** How much this process takes of one caller. */
	readonly rateLimits: RateLimits;
	/** Proxies before the hub, as Express names them ("loopback", addresses, networks). */
	readonly trustedProxies: readonly string[];
	/** How long a lease holds. */
	readonly leaseSeconds: number;
}
