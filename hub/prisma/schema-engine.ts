import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Pool } from "pg";

/** What is used of it: @types/node leaves WebAssembly to the browser's library. */
declare const WebAssembly: {
	compile(bytes: Uint8Array): Promise<object>;
	instantiate(module: object, imports: object): Promise<{ exports: Record<string, unknown> }>;
};

const schema = {
	path: "schema.prisma",
	content: readFileSync(join(import.meta.dirname, "schema.prisma"), "utf8"),
};

/**
 * The tables of schema.prisma as SQL: how a migration is begun, and what the applied migrations are compared with.
 * Prisma's own command needs an engine that has to be downloaded; this is the same engine as WebAssembly.
 * `databaseUrl` is any database: the engine asks it for its version.
 */
export async function sqlOfSchema(databaseUrl: string): Promise<string> {
	const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
	const module = await WebAssembly.compile(readFileSync(path.replace(/schema_engine\.js$/, "schema_engine_bg.wasm")));
	const instance = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": engine });
	engine.__wbg_set_wasm(instance.exports);
	(instance.exports.__wbindgen_start as () => void)();

	const pool = new Pool({ connectionString: databaseUrl });
	try {
		const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
		const migrate = await engine.SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, adapter);
		const { stdout } = await migrate.diff({
			from: { tag: "empty" },
			to: { tag: "schemaDatamodel", files: [schema] },
			script: true,
			exitCode: null,
			filters: { externalTables: [], externalEnums: [] },
		});
		return stdout ?? "";
	} finally {
		await pool.end();
	}
}
