import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.ts";
import { provideHubLogin } from "../../src/db/hub-role.ts";
import { migrate } from "../../src/db/migrate.ts";

declare module "vitest" {
	interface ProvidedContext {
		/** URLs of the template database, for its owner and for the hub's login. */
		cluster: { owner: string; hub: string };
	}
}

/** What a crash of the machine would cost does not matter in tests. */
const SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

/** One PostgreSQL for all tests of the hub, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const directory = await mkdtemp(join(tmpdir(), "kontor-hub-"));
	const server = await startEmbeddedPostgres(directory, SETTINGS);
	const client = new Client({ connectionString: server.url });
	await client.connect();
	await client.query("CREATE DATABASE template_kontor");
	await client.end();
	const owner = new URL(server.url);
	owner.pathname = "/template_kontor";
	await migrate(owner.href);
	project.provide("cluster", { owner: owner.href, hub: await provideHubLogin(owner.href, new Uint8Array(32)) });
	return async () => {
		await server.stop();
		await rm(directory, { recursive: true, force: true });
	};
}
