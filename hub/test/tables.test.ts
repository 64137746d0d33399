import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOfSchema } from "../prisma/schema-engine.ts";
import { migrate } from "../src/db/migrate.ts";
import { type ScratchDatabase, scratchDatabase } from "./support/scratch-database.ts";

/** They belong to no merchant, or are what leads to one (DESIGN 4). Every other table is a merchant's. */
const GLOBAL = [
	"_prisma_migrations",
	"bank_access_dues",
	"credentials",
	"embedded_sessions",
	"hosted_connections",
	"hosts",
	"installations",
	"integrated_accounts",
	"link_codes",
	"merchants",
	"message_dues",
	"plugins",
	"shop_installations",
	"work_hints",
];

const MIGRATIONS = join(import.meta.dirname, "../prisma/migrations");

describe("the tables", () => {
	let db: ScratchDatabase;
	beforeAll(async () => {
		db = await scratchDatabase("template_kontor");
	});
	afterAll(() => db.drop());

	async function tenantTables(): Promise<string[]> {
		const { rows } = await db.sql.query<{ relname: string }>(
			`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
		);
		const names = rows.map(({ relname }) => relname);
		expect(names).toEqual(expect.arrayContaining(GLOBAL));
		return names.filter((name) => !GLOBAL.includes(name));
	}

	it("of a merchant have keys that begin with the merchant's id", async () => {
		const { rows } = await db.sql.query<{ name: string; primary: boolean; first: string }>(
			`SELECT t.relname AS name, i.indisprimary AS primary, a.attname AS first
			   FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
			   LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
			  WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace`,
		);
		const tables = await tenantTables();
		expect(tables.length).toBeGreaterThan(10);
		for (const table of tables) {
			const keys = rows.filter(({ name }) => name === table);
			expect(
				keys.some(({ primary }) => primary),
				`${table} has a primary key`,
			).toBe(true);
			expect(new Set(keys.map(({ first }) => first)), table).toEqual(new Set(["merchant_id"]));
		}
	});

	it("of a merchant show other merchants nothing, by row level security for all commands", async () => {
		const { rows } = await db.sql.query<{ name: string; policy: string; check: string | null; command: string }>(
			`SELECT c.relname AS name, pg_get_expr(p.polqual, p.polrelid) AS policy,
			        pg_get_expr(p.polwithcheck, p.polrelid) AS check, p.polcmd AS command
			   FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
			  WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND p.polpermissive`,
		);
		for (const table of await tenantTables()) {
			expect(
				rows.filter(({ name }) => name === table),
				table,
			).toEqual([
				{
					name: table,
					// Without one of its own a policy's condition is the check of what is written, too.
					policy: "(merchant_id = (NULLIF(current_setting('kontor.merchant'::text, true), ''::text))::uuid)",
					check: null,
					command: "*",
				},
			]);
		}
	});

	it("are those of schema.prisma, column by column, with its indexes", async () => {
		const scratch = await scratchDatabase();
		try {
			await scratch.sql.query(await sqlOfSchema(scratch.url));
			for (const { what, sql } of [COLUMNS, INDEXES]) {
				const [described, migrated] = await Promise.all([scratch.sql.query(sql), db.sql.query(sql)]);
				expect(described.rows.length, what).toBeGreaterThan(10);
				// Partial indexes and the like cannot be said in schema.prisma.
				if (what === "indexes") expect(migrated.rows).toEqual(expect.arrayContaining(described.rows));
				else expect(migrated.rows).toEqual(described.rows);
			}
		} finally {
			await scratch.drop();
		}
	});
});

const COLUMNS = {
	what: "columns",
	sql: `SELECT table_name, column_name, udt_name, is_nullable, column_default, character_maximum_length, datetime_precision
	        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
	       ORDER BY table_name, column_name`,
};
const INDEXES = {
	what: "indexes",
	sql: `SELECT tablename, indexname, indexdef FROM pg_indexes
	       WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY tablename, indexname`,
};

describe("migrations", () => {
	it("are applied once by three processes that start together", async () => {
		const scratch = await scratchDatabase();
		try {
			const starter = `import { migrate } from ${JSON.stringify(join(import.meta.dirname, "../src/db/migrate.ts"))};
				await migrate(process.argv[1]);`;
			const start = () =>
				promisify(execFile)(process.execPath, ["--input-type=module", "-e", starter, scratch.url], { timeout: 20_000 });
			await Promise.all([start(), start(), start()]);
			const { rows } = await scratch.sql.query(
				"SELECT migration_name, count(*)::int AS times, bool_and(finished_at IS NOT NULL) AS finished FROM _prisma_migrations GROUP BY 1",
			);
			const names = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
			expect(rows).toHaveLength(names.length);
			expect(rows).toEqual(
				expect.arrayContaining(names.map(({ name }) => ({ migration_name: name, times: 1, finished: true }))),
			);
		} finally {
			await scratch.drop();
		}
	});

	it("leave nothing behind when one fails, and can be applied again afterwards", async () => {
		const scratch = await scratchDatabase();
		try {
			// In the way of the migration's last tables.
			await scratch.sql.query("CREATE TABLE work_hints ()");
			await expect(migrate(scratch.url)).rejects.toThrow(/20261121000000_init failed/);
			const { rows } = await scratch.sql.query(
				"SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
			);
			expect(rows.map(({ tablename }) => tablename)).toEqual(["_prisma_migrations", "work_hints"]);
			await scratch.sql.query("DROP TABLE work_hints");
			await migrate(scratch.url);
		} finally {
			await scratch.drop();
		}
	});

	it("are refused where an applied one was changed", async () => {
		const scratch = await scratchDatabase("template_kontor");
		try {
			await migrate(scratch.url);
			await scratch.sql.query("UPDATE _prisma_migrations SET checksum = repeat('0', 64)");
			await expect(migrate(scratch.url)).rejects.toThrow(/was changed after it was applied/);
		} finally {
			await scratch.drop();
		}
	});
});
