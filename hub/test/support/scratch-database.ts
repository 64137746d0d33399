import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { inject } from "vitest";

export interface ScratchDatabase {
	/** Of the owner. */
	readonly url: string;
	readonly sql: Client;
	drop(): Promise<void>;
}

/** A database beside those of the hubs: empty, or a copy of the migrated one. */
export async function scratchDatabase(template = "template1"): Promise<ScratchDatabase> {
	const name = `scratch_${randomUUID().replaceAll("-", "")}`;
	const admin = await connect("postgres");
	await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
	const sql = await connect(name);
	return {
		url: urlOf(name),
		sql,
		async drop() {
			await sql.end();
			await untilLeft(admin, name);
			await admin.query(`DROP DATABASE ${name}`);
			await admin.end();
		},
	};
}

/** Pools that were ended say goodbye a moment later; one whose connection is cut instead ends the test run. */
async function untilLeft(admin: Client, name: string): Promise<void> {
	for (let waited = 0; waited < 5_000; waited += 20) {
		const { rows } = await admin.query("SELECT FROM pg_stat_activity WHERE datname = $1", [name]);
		if (rows.length === 0) return;
		await sleep(20);
	}
}

function urlOf(database: string): string {
	const url = new URL(inject("cluster").owner);
	url.pathname = `/${database}`;
	return url.href;
}

async function connect(database: string): Promise<Client> {
	const client = new Client({ connectionString: urlOf(database) });
	await client.connect();
	return client;
}
