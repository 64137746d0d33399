import { randomUUID } from "node:crypto";
import { Writable } from "node:stream";
import {
	type ClientOptions,
	call,
	createHost,
	createMerchant,
	createMerchantKey,
	hello,
	type ManifestOnWire,
} from "@kontor/protocol";
import { Client } from "pg";
import { pino } from "pino";
import { inject } from "vitest";
import { tick } from "../../src/jobs/tick.ts";
import { type HubOptions, type RunningHub, startHub } from "../../src/start.ts";

/** A hub on a fresh database, with a clock that stands still until it is set. */
export interface TestHub extends RunningHub {
	readonly operator: ClientOptions;
	/** The owner's connection: sees every merchant, for checks of what is stored. */
	readonly sql: Client;
	/** Everything that was logged, as text. */
	readonly logged: () => string;
	readonly databaseUrl: string;
	now(): Date;
	setClock(now: Date | string): void;
	advance(ms: number): void;
	/** Looks for what is due, by the test's clock. */
	tick(): Promise<void>;
	newMerchant(name?: string): Promise<ClientOptions & { id: string }>;
	/** A host bound to the manifest's plugin that has said hello. */
	newHost(manifest: ManifestOnWire, publicUrl?: string | null): Promise<ClientOptions & { id: string }>;
}

export const OPERATOR_KEY = "operator-key-of-the-tests-0123456789";

export async function startTestHub(options: Partial<HubOptions> = {}): Promise<TestHub> {
	const cluster = inject("cluster");
	const name = `test_${randomUUID().replaceAll("-", "")}`;
	const admin = await connect(cluster.owner, "postgres");
	await admin.query(`CREATE DATABASE ${name} TEMPLATE template_kontor`);

	let now = new Date("2026-11-02T08:00:00Z");
	const lines: string[] = [];
	const databaseUrl = withDatabase(cluster.hub, name);
	const running = await startHub({
		databaseUrl,
		secretKey: new Uint8Array(32),
		operatorKey: OPERATOR_KEY,
		clock: () => now,
		tickMs: null,
		// Some tests show thousands of wrong keys.
		rateLimits: { failuresPerMinute: 100_000 },
		log: pino(
			{ level: "trace" },
			new Writable({
				write(chunk, _, done) {
					lines.push(String(chunk));
					done();
				},
			}),
		),
		...options,
	});
	const sql = await connect(cluster.owner, name);
	const operator: ClientOptions = { baseUrl: running.url, key: OPERATOR_KEY };

	return {
		...running,
		operator,
		sql,
		databaseUrl,
		logged: () => lines.join(""),
		now: () => now,
		setClock: (to) => {
			now = new Date(to);
		},
		advance: (ms) => {
			now = new Date(now.getTime() + ms);
		},
		tick: () => tick(running.hub),
		async newMerchant(merchant = "Laden GmbH") {
			const { id } = await call(operator, createMerchant, { body: { name: merchant } });
			const { key } = await call(operator, createMerchantKey, {
				params: { merchant: id },
				body: { label: "test", scopes: ["read", "write"] },
			});
			return { baseUrl: running.url, key, id };
		},
		async newHost(manifest, publicUrl = "https://host.test") {
			const { id, key } = await call(operator, createHost, { body: { name: "host", plugins: [manifest.id] } });
			const host = { baseUrl: running.url, key, id };
			await call(host, hello, { body: { manifest, host: { version: "0.1.0", publicUrl } } });
			return host;
		},
		async close() {
			await running.close();
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
