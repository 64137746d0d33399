import type { MerchantTransaction } from "../../db/database.ts";
import { SIDES } from "./plain-days.ts";
import { DELIVERED, DELIVERED_POSTINGS, type StagedRows } from "./staged-rows.ts";
import { CREATED } from "./store-postings.ts";

/** Entries sent at once: the next ones are read meanwhile. */
const AT_ONCE = 1_000;

/** From so many on PostgreSQL is told what its tables hold, and how to find a row. */
const MANY = 2_000;

/** They stay with the connection and are empty after each transaction: made anew each time, they would fill the catalogue. */
const TABLES = { delivered: DELIVERED, delivered_postings: DELIVERED_POSTINGS, created: CREATED, sides: SIDES };

const OPEN = [
	...Object.entries(TABLES).map(
		([name, columns]) => `CREATE TEMPORARY TABLE IF NOT EXISTS ${name} (${columns}) ON COMMIT DELETE ROWS`,
	),
	"DROP INDEX IF EXISTS pg_temp.delivered_entry, pg_temp.delivered_day, pg_temp.delivered_postings_entry",
	...Object.keys(TABLES).map((name) => `DELETE FROM ${name}`),
].join(";");

/**
 * Where entries wait until their statement is known to be whole, and until it is known which of them are new: in
 * temporary tables. However it ends, nothing is left of them; and a file of any size takes no memory.
 */
export class Staging {
	readonly #tx: MerchantTransaction;
	#delivered: string[] = [];
	#postings: string[] = [];
	#sent: Promise<void> = Promise.resolve();
	#count = 0;

	private constructor(tx: MerchantTransaction) {
		this.#tx = tx;
	}

	/** One at a time in a transaction: what was staged before is gone. */
	static async open(tx: MerchantTransaction): Promise<Staging> {
		await tx.execute(OPEN);
		return new Staging(tx);
	}

	/** How many entries there are. */
	get count(): number {
		return this.#count;
	}

	/** Waits only where the entries come faster than they are taken. */
	async add({ delivered, postings }: StagedRows): Promise<void> {
		this.#count++;
		this.#delivered.push(delivered);
		this.#postings.push(postings);
		if (this.#delivered.length >= AT_ONCE) await this.#send();
	}

	/** Everything is there; call it once, at the end. */
	async complete(): Promise<void> {
		await this.#send();
		await this.#sent;
		if (this.#count < MANY) return;
		await this.#tx.execute(
			`CREATE INDEX delivered_entry ON delivered (entry);
			 CREATE INDEX delivered_day ON delivered (booking_day);
			 CREATE INDEX delivered_postings_entry ON delivered_postings (entry);
			 ANALYZE delivered; ANALYZE delivered_postings`,
		);
	}

	/** However reading ended: the connection is free afterwards. */
	async close(): Promise<void> {
		await this.#sent.catch(() => undefined);
	}

	async #send(): Promise<void> {
		await this.#sent;
		const [delivered, postings] = [this.#delivered.join(""), this.#postings.join("")];
		[this.#delivered, this.#postings] = [[], []];
		this.#sent = this.#copy(delivered, postings);
		// Whoever sends next or completes learns of it.
		this.#sent.catch(() => undefined);
	}

	async #copy(delivered: string, postings: string): Promise<void> {
		if (delivered === "") return;
		await this.#tx.copy("delivered", delivered);
		await this.#tx.copy("delivered_postings", postings);
	}
}
