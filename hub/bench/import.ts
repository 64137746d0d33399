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

/** Seconds that somebody who has nothing to ask takes to write them: one connection, JSON made before, sets of a thousand. */
async function rawSeconds(sql: Client, table: string, first: number, end: number): Promise<number> {
	let seconds = 0;
	for (let from = first; from < end; from += AT_ONCE) {
		const made = await sql.query<{ rows: string }>(
			`SELECT jsonb_agg(to_jsonb(p))::text AS rows FROM (SELECT * FROM postings ORDER BY id OFFSET $1 LIMIT $2) p`,
			[from, Math.min(AT_ONCE, end - from)],
		);
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
	const rows = Math.min(tenth.postings, MOST_RAW);
	await hub.sql.query("CREATE TABLE bench_postings (LIKE postings INCLUDING ALL)");
	await hub.sql.query(
		"CREATE TABLE bench_bare (LIKE postings, PRIMARY KEY (merchant_id, id), UNIQUE (merchant_id, account_id, content_key, occurrence, detail))",
	);
	const half = Math.ceil(rows / 2);
	const seconds = { bench_postings: 0, bench_bare: 0 };
	const tables = ["bench_postings", "bench_bare"] as const;
	for (const table of tables) seconds[table] += await rawSeconds(hub.sql, table, 0, half);
	const whole = await importFile(hub, join(folder, "whole.xml"), SIZE, "DE89370400440532013000");
	const residentMB = await hub.peakMB();
	console.log(told(whole, residentMB));
	for (const table of tables) seconds[table] += await rawSeconds(hub.sql, table, half, rows);
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
