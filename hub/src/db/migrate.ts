import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import { Client } from "pg";

const FOLDER = join(import.meta.dirname, "../../prisma/migrations");
/** Any number that no other user of the database locks. */
const LOCK = 4_704_180_031;

/** Prisma's own table, so that its command accepts what was applied here. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
	id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
	logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** The role that holds the hub's rights. Roles belong to the whole cluster: others may be making it right now. */
const ROLE = `DO $$ BEGIN CREATE ROLE kontor_hub NOLOGIN NOBYPASSRLS;
	EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

/** graphile-worker locks its tables by row level security to its owner; the hub works with them, too. */
const JOBS = `
	GRANT USAGE ON SCHEMA graphile_worker TO kontor_hub;
	GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO kontor_hub;
	GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO kontor_hub;
	GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO kontor_hub;
	DO $$ DECLARE t text; BEGIN
		FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace AND relrowsecurity LOOP
			EXECUTE format('DROP POLICY IF EXISTS hub ON graphile_worker.%I', t);
			EXECUTE format('CREATE POLICY hub ON graphile_worker.%I TO kontor_hub USING (true) WITH CHECK (true)', t);
		END LOOP;
	END $$`;

/**
 * Brings the database up to date as its owner: one file, one transaction; several processes may start together.
 * @throws Error when an applied migration's file has changed since.
 */
export async function migrate(ownerUrl: string): Promise<void> {
	const client = new Client({ connectionString: ownerUrl });
	await client.connect();
	try {
		await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
		await client.query(ROLE);
		await client.query(TABLE);
		for (const name of await migrationNames()) await apply(client, name);
		await runMigrations({ connectionString: ownerUrl });
		await client.query(JOBS);
	} finally {
		await client.end();
	}
}

async function migrationNames(): Promise<string[]> {
	const entries = await readdir(FOLDER, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
}

async function apply(client: Client, name: string): Promise<void> {
	const sql = await readFile(join(FOLDER, name, "migration.sql"), "utf8");
	const checksum = createHash("sha256").update(sql).digest("hex");
	const { rows } = await client.query("SELECT checksum FROM _prisma_migrations WHERE migration_name = $1", [name]);
	if (rows.length > 0) {
		if (rows[0].checksum !== checksum) throw new Error(`migration ${name} was changed after it was applied`);
		return;
	}
	await client.query("BEGIN");
	try {
		await client.query(sql);
		await client.query(
			`INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
			 VALUES ($1, $2, now(), $3, 1)`,
			[randomUUID(), checksum, name],
		);
		await client.query("COMMIT");
	} catch (error) {
		await client.query("ROLLBACK");
		throw new Error(`migration ${name} failed`, { cause: error });
	}
}
