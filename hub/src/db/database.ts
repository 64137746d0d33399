import { finished } from "node:stream/promises";
import { crashPoint, crashPointsAreTraced } from "@kontor/protocol";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool, PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { BY_KEY, statement, TransactionPool } from "./transaction-pool.ts";

/** What SQL takes as a parameter. Objects go in as JSON text with a cast (`$1::jsonb`). */
export type Parameter =
	| string
	| number
	| bigint
	| boolean
	| Date
	| Uint8Array
	| null
	| readonly string[]
	| readonly number[];

/** One transaction. Nothing external happens inside it (I3). */
export interface Transaction {
	/** Prisma's models, for rows that are read and written one at a time. */
	readonly model: Prisma.TransactionClient;
	/** SQL where a set of rows is worked on in one statement. */
	query<Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]>;
	/** The number of rows changed. */
	execute(sql: string, ...parameters: Parameter[]): Promise<number>;
	/** Rows in the text format of COPY, the fastest way in. `into` names a table and its columns. */
	copy(into: string, rows: string): Promise<void>;
	/** The moment this transaction speaks of: the injected clock, not the database's. */
	readonly now: Date;
}

/** A transaction that sees one merchant's rows and no other's. */
export interface MerchantTransaction extends Transaction {
	readonly merchantId: string;
}

export interface Database {
	/** `name` says what is done, in logs and crash points; `most` how long it may take, in milliseconds. */
	merchant<T>(
		merchantId: string,
		name: string,
		work: (tx: MerchantTransaction) => Promise<T>,
		most?: number,
	): Promise<T>;
	/** For the global tables only: row level security shows nothing of any merchant here. */
	global<T>(name: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
	/** For the job queue and for listening, which keep connections of their own. */
	readonly pool: Pool;
	close(): Promise<void>;
}

export interface DatabaseOptions {
	readonly url: string;
	/** Connections of this process; a transaction holds one, and mostly waits: for the next statement, or for the disk. */
	readonly connections?: number;
	readonly clock?: () => Date;
}

/** Longer than what is done in one go takes; Prisma's own 5 seconds are not. */
const MOST_MS = 120_000;
const MOST_WAIT_MS = 30_000;

/** Until the transaction's end; row level security goes by it (I6). */
const NAME_MERCHANT = `${BY_KEY} SELECT set_config('kontor.merchant', $1, true)`;

export function openDatabase({ url, connections = 16, clock = () => new Date() }: DatabaseOptions): Database {
	const pool = new TransactionPool({ connectionString: url, max: connections });
	// Without listeners a dropped connection would end the process; who uses it gets the error anyway.
	pool.on("error", () => {});
	pool.on("connect", (client) => client.on("error", () => {}));
	const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

	async function run<T>(
		name: string,
		merchantId: string | null,
		work: (tx: Transaction) => Promise<T>,
		timeout = MOST_MS,
	): Promise<T> {
		// Whoever writes points down wants those that are worth dying at: around a commit of nothing is between two others.
		let counts = true;
		const result = await pool.begin((connection) =>
			prisma.$transaction(
				async (model) => {
					const tx = bind(model, connection(), clock(), timeout);
					if (merchantId !== null) await tx.execute(NAME_MERCHANT, merchantId);
					const done = await work(tx);
					if (crashPointsAreTraced) counts = await hasWritten(tx);
					if (counts) crashPoint(`hub.${name}.before-commit`);
					return done;
				},
				{ timeout, maxWait: MOST_WAIT_MS },
			),
		);
		if (counts) crashPoint(`hub.${name}.after-commit`);
		return result;
	}

	return {
		pool,
		merchant: (merchantId, name, work, most) => run(name, merchantId, (tx) => work({ ...tx, merchantId }), most),
		global: (name, work) => run(name, null, work),
		async close() {
			await prisma.$disconnect();
			await pool.end();
		},
	};
}

/** Whether the transaction has changed or locked a row. */
async function hasWritten(tx: Transaction): Promise<boolean> {
	const [row] = await tx.query<{ wrote: boolean }>(`SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS wrote`);
	return row?.wrote === true;
}

function bind(model: Prisma.TransactionClient, connection: PoolClient, now: Date, timeout: number): Transaction {
	// Prisma ends a transaction that takes too long; nothing may be done on its connection from then on.
	const end = performance.now() + timeout - 1_000;
	function hurry(): void {
		if (performance.now() > end) throw new Error("the transaction took too long");
	}
	async function run(sql: string, parameters: readonly Parameter[]) {
		hurry();
		return connection.query(statement(sql, parameters));
	}
	return {
		model,
		now,
		query: async (sql, ...parameters) => (await run(sql, parameters)).rows,
		execute: async (sql, ...parameters) => (await run(sql, parameters)).rowCount ?? 0,
		async copy(into, rows) {
			hurry();
			const stream = connection.query(copyFrom(`COPY ${into} FROM STDIN`));
			stream.end(rows);
			await finished(stream);
		},
	};
}
