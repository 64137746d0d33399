import type { Logger } from "pino";
import type { OrderBooks } from "./assigning/order-books.ts";
import type { Database } from "./db/database.ts";
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
	/** Orders as assignment knows them, kept from run to run. */
	readonly books: OrderBooks;
	/** How long a lease holds. */
	readonly leaseSeconds: number;
}
