import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Mapping } from "@kontor/connector";
import { type ClientOptions, call, createHost, createMerchant, hello, type ManifestOnWire } from "@kontor/protocol";
import { Client } from "pg";
import { startEmbeddedPostgres } from "../src/db/embedded-postgres.ts";

/** One hub process on a database of its own, as an operator starts it, with one connected shop. */
export interface BenchHub {
	/** The owner's connection. */
	readonly sql: Client;
	readonly databaseUrl: string;
	readonly operator: ClientOptions;
	readonly host: ClientOptions & { readonly id: string };
	readonly merchantId: string;
	readonly connectionId: string;
	/** The most memory the hub's process held so far, in megabytes; null where the system does not tell. */
	peakMB(): Promise<number | null>;
	close(): Promise<void>;
}

const OPERATOR_KEY = "operator-key-of-the-benchmark-0123456789";

const entry = (status: string) => ({ machine: "order", status });
const MAPPING: Mapping = {
	paymentMethods: { bacs: "prepayment" },
	statuses: { prepayment: { open: { order: ["pending"] }, written: { paid: entry("processing") } } },
};
const MANIFEST: ManifestOnWire = {
	id: "bench-shop",
	title: { de: "Messladen", en: "Bench shop" },
	contract: 1,
	config: {},
	secrets: {},
	capabilities: {
		commands: ["mark-paid", "mark-partially-paid", "revoke-payment", "annotate"],
		webhooks: false,
		documents: false,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		requests: {},
	},
	limits: { requestsPerSecond: 1000, concurrency: 100 },
	defaults: { paymentMethods: {}, statuses: {} },
};

export async function startBenchHub(): Promise<BenchHub> {
	const home = await mkdtemp(join(tmpdir(), "kontor-bench-"));
	const data = await mkdtemp(join(tmpdir(), "kontor-bench-data-"));
	const postgres = await startEmbeddedPostgres(data);
	const port = await freePort();
	const hub = spawn(process.execPath, [join(import.meta.dirname, "../src/main.ts")], {
		env: {
			...process.env,
			DATABASE_URL: postgres.url,
			KONTOR_HOME: home,
			KONTOR_LISTEN: `127.0.0.1:${port}`,
			KONTOR_OPERATOR_KEY: OPERATOR_KEY,
			LOG_LEVEL: "warn",
		},
		stdio: ["ignore", "inherit", "inherit"],
	});
	const baseUrl = `http://127.0.0.1:${port}`;
	await untilReady(baseUrl);
	const sql = new Client({ connectionString: postgres.url });
	await sql.connect();
	return {
		sql,
		databaseUrl: postgres.url,
		...(await connectShop(sql, baseUrl)),
		async peakMB() {
			const status = await readFile(`/proc/${hub.pid}/status`, "utf8").catch(() => "");
			const [, peak] = /^VmHWM:\s+(\d+) kB/m.exec(status) ?? [];
			return peak === undefined ? null : Math.round(Number(peak) / 1_000);
		},
		async close() {
			await sql.end();
			const ended = new Promise((resolve) => hub.once("exit", resolve));
			hub.kill("SIGTERM");
			await ended;
			await postgres.stop();
			for (const folder of [home, data]) await rm(folder, { recursive: true, force: true });
		},
	};
}

async function connectShop(sql: Client, baseUrl: string) {
	const operator = { baseUrl, key: OPERATOR_KEY };
	const { id: merchantId } = await call(operator, createMerchant, { body: { name: "Bench" } });
	const created = await call(operator, createHost, { body: { name: "bench", plugins: [MANIFEST.id] } });
	const host = { baseUrl, ...created };
	await call(host, hello, { body: { manifest: MANIFEST, host: { version: "0.1.0", publicUrl: null } } });
	const connectionId = randomUUID();
	await sql.query(
		`INSERT INTO connections (merchant_id, id, plugin, name, url, host_id, state, config, webhook_keys, mapping, connected_at, created_at)
		 VALUES ($1, $2, $3, 'Shop', 'https://shop.test', $4, 'connected', '{}', '', $5, '2026-01-01', now())`,
		[merchantId, connectionId, MANIFEST.id, host.id, JSON.stringify(MAPPING)],
	);
	await sql.query(
		`INSERT INTO hosted_connections (connection_id, merchant_id, plugin, host_id) VALUES ($1, $2, $3, $4)`,
		[connectionId, merchantId, MANIFEST.id, host.id],
	);
	return { operator, host, merchantId, connectionId };
}

async function untilReady(baseUrl: string): Promise<void> {
	for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
		const ready = await fetch(`${baseUrl}/readyz`).catch(() => null);
		if (ready?.ok) return;
	}
	throw new Error("the hub did not become ready within 30 s");
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject).listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
		});
	});
}

/** The middle one: a run that the machine disturbed does not count. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
