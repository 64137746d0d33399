import { randomUUID } from "node:crypto";
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
			await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
			await admin.end();
		},
	};
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
