import { AsyncLocalStorage } from "node:async_hooks";
import { hash } from "node:crypto";
import { Pool, type PoolClient, type QueryConfig, types } from "pg";
import type { Parameter } from "./database.ts";

/**
 * A pool that knows which connection Prisma took for the transaction under way: SQL goes there directly, in the same
 * transaction, without a detour through Prisma's engine, which costs more than most of our statements.
 */
export class TransactionPool extends Pool {
	readonly #under = new AsyncLocalStorage<{ client: PoolClient | null }>();

	/** Runs what begins a transaction; `connection` is its connection from then on. */
	begin<T>(transaction: (connection: () => PoolClient) => Promise<T>): Promise<T> {
		const taken: { client: PoolClient | null } = { client: null };
		const connection = () => {
			if (taken.client === null) throw new Error("no transaction is under way");
			return taken.client;
		};
		return this.#under.run(taken, () => transaction(connection));
	}

	override connect(): Promise<PoolClient>;
	override connect(callback: Parameters<Pool["connect"]>[0]): void;
	override connect(callback?: Parameters<Pool["connect"]>[0]): Promise<PoolClient> | undefined {
		if (callback !== undefined) {
			super.connect(callback);
			return undefined;
		}
		const taken = this.#under.getStore();
		return super.connect().then((client) => {
			// The first one: later ones are somebody's who works beside the transaction.
			if (taken !== undefined) taken.client ??= client;
			return client;
		});
	}
}

/**
 * Marks a statement that finds its rows by key, whatever the tables hold: it is planned once per connection. Others are
 * planned each time, since a plan made on small tables ruins a large merchant.
 */
export const BY_KEY = "/* by key */";

/** A statement as the driver takes it, with values as Prisma gives and takes them. */
export function statement(sql: string, parameters: readonly Parameter[]): QueryConfig {
	return {
		text: sql,
		values: parameters.map((value) => (value instanceof Date ? value.toISOString() : value)),
		types: { getTypeParser },
		...(sql.startsWith(BY_KEY) ? { name: nameOf(sql) } : {}),
	};
}

const names = new Map<string, string>();

function nameOf(sql: string): string {
	const name = names.get(sql) ?? hash("md5", sql);
	names.set(sql, name);
	return name;
}

const INT8 = 20;
const DATE = 1082;

/** Where the driver's own reading would differ: an int8 is a bigint, a day is midnight UTC whatever the machine's zone. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: "text" | "binary") => {
	if (oid === INT8) return (text: string) => BigInt(text);
	if (oid === DATE) return (text: string) => new Date(`${text}T00:00:00Z`);
	return types.getTypeParser(oid, format);
};
