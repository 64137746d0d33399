import { expect } from "vitest";
import type { TestShop } from "./connected-shop.ts";
import type { TestHub } from "./test-hub.ts";

/** An order whose row nobody gets before it is let go: who wants it then gets it in the order of coming. */
export interface HeldOrder {
	/** Resolves when as many wait, for the order or behind each other. */
	untilQueued(count: number): Promise<void>;
	letGo(): Promise<void>;
}

/** Holds an order in a transaction of the owner's connection, which sees what is stored as before. */
export async function holdOrder({ sql }: TestHub, shop: TestShop, ref: string): Promise<HeldOrder> {
	await sql.query("BEGIN");
	await sql.query("SELECT FROM orders WHERE connection_id = $1 AND ref = $2 FOR UPDATE", [shop.id, ref]);
	async function queued(): Promise<number> {
		// A transaction sees who was there when it first looked.
		await sql.query("SELECT pg_stat_clear_snapshot()");
		const { rows } = await sql.query(
			`SELECT count(*)::int AS count FROM pg_stat_activity
			  WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`,
		);
		return rows[0].count;
	}
	return {
		untilQueued: (count) => expect.poll(queued, { timeout: 10_000, interval: 5 }).toBe(count),
		async letGo() {
			await sql.query("COMMIT");
		},
	};
}
