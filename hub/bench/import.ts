import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { call, createAccount, createMerchantKey, ImportReport, importStatement } from "@kontor/protocol";
import type { Client } from "pg";
import { type BenchHub, startBenchHub } from "./bench-hub.ts";
import { writeCamt } from "./camt-file.ts";

/**
 * Postings per second from one camt.053 file of so many entries to the stored rows, on one hub process with the embedded
 * PostgreSQL, and the memory it takes; as a ratio to the same rows inserted raw in sets into a table of the same columns,
 * indexes and constraints, and beside it to one that has none but its two keys: half of them before and half after the
 * import, since what else the machine does changes. A file of a tenth goes before: what grows with the file shows.
 */
const SIZE = Number(process.argv[2] ?? 1_000_000);
const DAYS = 250;
/** So many rows are enough to see how fast raw ones are written. */
const MOST_RAW = 100_000;
const AT_ONCE = 1_000;

interface Measured {
	readonly postings: number;
	readonly bytes: number;
	readonly seconds: number;
}

async function importFile(hub: BenchHub, path: string, size: number, iban: string): Promise<Measured> {
	await writeCamt(path, size, DAYS, iban);
	const { key } = await call(hub.operator, createMerchantKey, {
		params: { merchant: hub.merchantId },
		body: { label: "bench", scopes: ["read", "write"] },
	});
	// Older than the account: the assignment that follows has nothing to do, only the import is measured.
	const { id } = await call({ baseUrl: hub.operator.baseUrl, key }, createAccount, {
		body: { name: iban, number: iban, assignFrom: "2026-11-01", connections: [] },
	});
	const started = performance.now();
	const { created, errors } = await send(
		path,
		new URL(importStatement.path.replace("{account}", id), hub.operator.baseUrl),
		key,
	);
	const seconds = (performance.now() - started) / 1000;
	if (created !== size || errors.length > 0)
		throw new Error(`imported ${created} of ${size}: ${JSON.stringify(errors)}`);
	return { postings: size, bytes: (await stat(path)).size, seconds };
}

/** As `call` does, but without fetch's limit of five minutes for an answer. */
async function send(path: string, url: URL, key: string): Promise<ImportReport> {
	const headers = { authorization: `Bearer ${key}`, "content-type": "application/octet-stream" };
	const sending = request(url, { method: "POST", headers });
	const answered = new Promise<IncomingMessage>((resolve, reject) => {
		sending.once("error", reject).once("response", resolve);
	});
	await pipeline(createReadStream(path), sending);
	return ImportReport.parse(await json(await answered));
}

/** The rows of a thousand postings each, as JSON. @returns how many rows */
async function keepRows(sql: Client): Promise<number> {
	await sql.query(
		`CREATE TABLE bench_rows AS
		 SELECT batch, jsonb_agg(row)::text AS rows, count(*)::int AS count
		   FROM (SELECT to_jsonb(p) AS row, (row_number() OVER (ORDER BY id) - 1) / $1::int AS batch
		           FROM postings p LIMIT $2) numbered GROUP BY batch`,
		[AT_ONCE, MOST_RAW],
	);
	const { rows } = await sql.query<{ count: number }>("SELECT sum(count)::int AS count FROM bench_rows");
	return rows[0]?.count ?? 0;
}

/** Seconds that somebody who has nothing to ask takes to write every other batch: one connection, one statement each. */
async function rawSeconds(sql: Client, table: string, remainder: 0 | 1): Promise<number> {
	const batches = await sql.query<{ batch: string }>("SELECT batch FROM bench_rows WHERE batch % 2 = $1", [remainder]);
	let seconds = 0;
	for (const { batch } of batches.rows) {
		const made = await sql.query<{ rows: string }>("SELECT rows FROM bench_rows WHERE batch = $1", [batch]);
		const started = performance.now();
		await sql.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
			made.rows[0]?.rows,
		]);
		seconds += (performance.now() - started) / 1000;
	}
	return seconds;
}

function told({ postings, bytes, seconds }: Measured, peakMB: number | null): string {
	const rate = `${Math.round(postings / seconds)}/s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`;
	return `${postings} postings in ${seconds.toFixed(1)} s (${rate}), hub's memory at most ${peakMB ?? "?"} MB`;
}

const folder = await mkdtemp(join(tmpdir(), "kontor-bench-import-"));
const hub = await startBenchHub();
try {
	const tenth = await importFile(hub, join(folder, "tenth.xml"), Math.ceil(SIZE / 10), "DE02120300000000202051");
	const tenthMB = await hub.peakMB();
	console.log(told(tenth, tenthMB));
	const rows = await keepRows(hub.sql);
	await hub.sql.query("CREATE TABLE bench_postings (LIKE postings INCLUDING ALL)");
	await hub.sql.query(
		"CREATE TABLE bench_bare (LIKE postings, PRIMARY KEY (merchant_id, id), UNIQUE (merchant_id, account_id, content_key, occurrence, detail))",
	);
	const seconds = { bench_postings: 0, bench_bare: 0 };
	const tables = ["bench_postings", "bench_bare"] as const;
	for (const table of tables) seconds[table] += await rawSeconds(hub.sql, table, 0);
	const whole = await importFile(hub, join(folder, "whole.xml"), SIZE, "DE89370400440532013000");
	const residentMB = await hub.peakMB();
	console.log(told(whole, residentMB));
	for (const table of tables) seconds[table] += await rawSeconds(hub.sql, table, 1);
	const [raw, bare] = tables.map((table) => Math.round(rows / seconds[table])) as [number, number];
	console.log(`raw: ${raw}/s into the same table, ${bare}/s into one with its keys only`);
	const rate = whole.postings / whole.seconds;
	console.log(
		JSON.stringify({
			bench: "import",
			ratio: Number((rate / raw).toFixed(2)),
			bareRatio: Number((rate / bare).toFixed(2)),
			postingsPerSecond: Math.round(rate),
			rawPerSecond: raw,
			residentMB,
			tenthResidentMB: tenthMB,
			postings: whole.postings,
			fileMB: Math.round(whole.bytes / 1e6),
		}),
	);
} finally {
	await hub.close();
	await rm(folder, { recursive: true, force: true });
}
