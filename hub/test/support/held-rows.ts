import { expect } from "vitest";
import type { TestShop } from "./connected-shop.ts";
import type { TestHub } from "./test-hub.ts";

/** Rows that nobody gets before they are let go: who wants them then gets them in the order of coming. */
export interface HeldRows {
	/** Resolves when as many wait, for the rows or behind each other. */
	untilQueued(count: number): Promise<void>;
	letGo(): Promise<void>;
}

/** Holds an order. */
export function holdOrder(hub: TestHub, shop: TestShop, ref: string): Promise<HeldRows> {
	return hold(hub, "SELECT FROM orders WHERE connection_id = $1 AND ref = $2 FOR UPDATE", [shop.id, ref]);
}

/** Holds what a locking SELECT finds, in a transaction of the owner's connection, which sees what is stored as before. */
export async function hold({ sql }: TestHub, locking: string, parameters: readonly string[]): Promise<HeldRows> {
	await sql.query("BEGIN");
	const { rowCount } = await sql.query(locking, [...parameters]);
	expect(rowCount).toBe(1);
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
