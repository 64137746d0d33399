import { randomUUID } from "node:crypto";
import { Client } from "pg";

/** A copy of the migrated database, for one year. */
export interface YearDatabase {
	/** For the hub's login. */
	readonly url: string;
	/** The owner's connection. */
	readonly sql: Client;
	drop(): Promise<void>;
}

/** @param cluster URLs of the migrated database, for its owner and for the hub's login */
export async function yearDatabase(cluster: { readonly owner: string; readonly hub: string }): Promise<YearDatabase> {
	const template = new URL(cluster.owner).pathname.slice(1);
	const name = `year_${randomUUID().replaceAll("-", "")}`;
	const admin = await connect(cluster.owner, "postgres");
	await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
	const sql = await connect(cluster.owner, name);
	return {
		url: withDatabase(cluster.hub, name),
		sql,
		async drop() {
			await sql.end();
			await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
			await admin.end();
		},
	};
}

function withDatabase(url: string, name: string): string {
	const changed = new URL(url);
	changed.pathname = `/${name}`;
	return changed.href;
}

async function connect(url: string, database: string): Promise<Client> {
	const client = new Client({ connectionString: withDatabase(url, database) });
	await client.connect();
	return client;
}
