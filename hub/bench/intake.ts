import { hash, randomUUID } from "node:crypto";
import { batchOrders, MAX_BATCH } from "@kontor/protocol";
import { Client } from "pg";
import { type BenchHub, median, startBenchHub } from "./bench-hub.ts";
import { sampleOrder } from "./sample-order.ts";

/**
 * Orders per second through HTTP batches on one hub process, as a ratio to the raw set-based upsert of the same rows in
 * the same database: one connection, prepared JSON, a table of the same columns with primary and unique key only.
 */
const RUNS = 5;
const BATCHES = 40;
/** Batches on their way at once: while one is stored the next one is read. */
const AT_ONCE = 4;

interface Measured {
	/** Orders per second. */
	readonly insert: number;
	readonly update: number;
}

async function measure(write: (bodies: readonly string[]) => Promise<void>, bodies: (revision: number) => string[]) {
	const inserts = bodies(1);
	const updates = bodies(2);
	const insert = await rate(() => write(inserts));
	const update = await rate(() => write(updates));
	return { insert, update };
}

async function rate(work: () => Promise<void>): Promise<number> {
	const started = performance.now();
	await work();
	return (BATCHES * MAX_BATCH) / ((performance.now() - started) / 1000);
}

function refsOf(run: string): string[][] {
	return Array.from({ length: BATCHES }, (_, batch) =>
		Array.from({ length: MAX_BATCH }, (_, n) => `${run}-${batch}-${n}`),
	);
}

async function throughHub({ host, connectionId }: BenchHub): Promise<Measured> {
	const refs = refsOf(randomUUID().slice(0, 8));
	const url = new URL(batchOrders.path.replace("{connection}", connectionId), host.baseUrl);
	const headers = { "content-type": "application/json", authorization: `Bearer ${host.key}` };
	const send = async (body: string) => {
		const response = await fetch(url, { method: "POST", headers, body });
		const { results } = (await response.json()) as { results: { result: string }[] };
		const stored = results.filter(({ result }) => result === "created" || result === "updated");
		if (stored.length !== MAX_BATCH) throw new Error(`stored ${stored.length} of ${MAX_BATCH}`);
	};
	return measure(
		async (bodies) => {
			const queue = bodies.values();
			const sender = async () => {
				for (const body of queue) await send(body);
			};
			await Promise.all(Array.from({ length: AT_ONCE }, sender));
		},
		(revision) =>
			refs.map((batch) => JSON.stringify({ items: batch.map((ref) => ({ order: sampleOrder(ref, revision) })) })),
	);
}

const COLUMNS = `merchant_id uuid, id uuid, connection_id uuid, ref text, number text, revision bigint, placed_at timestamptz,
	recorded_at timestamptz, currency text, amount bigint, received_in_shop bigint, reported_by_us bigint, assigned bigint,
	settled_otherwise bigint, repaid bigint, counted_assigned bigint, counted_otherwise bigint, counted_repaid bigint,
	charged bigint, payment_code text, lifecycle text, state text, open_in_shop boolean, gone boolean, detached boolean, body jsonb,
	content_hash bytea, version int, last_list uuid, created_at timestamptz, updated_at timestamptz, changed_in xid8`;
const NAMES = COLUMNS.split(",").map((column) => column.trim().split(" ")[0] ?? "");

async function raw(sql: Client, { merchantId, connectionId }: BenchHub): Promise<Measured> {
	const refs = refsOf(randomUUID().slice(0, 8));
	const now = new Date().toISOString();
	const row = (ref: string, revision: number) => {
		const order = sampleOrder(ref, revision);
		return {
			merchant_id: merchantId,
			id: randomUUID(),
			connection_id: connectionId,
			ref,
			number: order.number,
			revision,
			placed_at: order.placedAt,
			recorded_at: order.recordedAt,
			currency: "EUR",
			amount: order.amount.minor,
			received_in_shop: 0,
			reported_by_us: 0,
			assigned: 0,
			settled_otherwise: 0,
			repaid: 0,
			counted_assigned: 0,
			counted_otherwise: 0,
			counted_repaid: 0,
			charged: 0,
			payment_code: "prepayment",
			lifecycle: "managed",
			state: "open",
			open_in_shop: true,
			gone: false,
			detached: false,
			body: order,
			content_hash: `\\x${hash("sha256", ref, "hex")}`,
			version: 1,
			last_list: null,
			created_at: now,
			updated_at: now,
			changed_in: "1",
		};
	};
	const changed = NAMES.filter((name) => !["merchant_id", "id", "connection_id", "ref"].includes(name));
	const text = `INSERT INTO bench_orders (${NAMES.join(", ")})
		SELECT ${NAMES.join(", ")} FROM jsonb_to_recordset($1::jsonb) AS r(${COLUMNS})
		ON CONFLICT (merchant_id, connection_id, ref) DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`).join(", ")}`;
	return measure(
		async (bodies) => {
			for (const body of bodies) await sql.query({ name: "upsert", text, values: [body] });
		},
		(revision) => refs.map((batch) => JSON.stringify(batch.map((ref) => row(ref, revision)))),
	);
}

const hub = await startBenchHub();
const sql = new Client({ connectionString: hub.databaseUrl });
await sql.connect();
await sql.query(
	`CREATE TABLE bench_orders (LIKE orders, PRIMARY KEY (merchant_id, id), UNIQUE (merchant_id, connection_id, ref))`,
);
const ours: Measured[] = [];
const yardstick: Measured[] = [];
try {
	// Once unmeasured: both sides begin warm.
	await raw(sql, hub);
	await throughHub(hub);
	for (let run = 1; run <= RUNS; run++) {
		yardstick.push(await raw(sql, hub));
		ours.push(await throughHub(hub));
		const [own, bare] = [ours.at(-1), yardstick.at(-1)];
		console.log(
			`run ${run}: insert ${own?.insert.toFixed(0)}/s of ${bare?.insert.toFixed(0)}/s, update ${own?.update.toFixed(0)}/s of ${bare?.update.toFixed(0)}/s`,
		);
	}
} finally {
	await sql.end();
	await hub.close();
}
const of = (runs: readonly Measured[], what: keyof Measured) => Math.round(median(runs.map((run) => run[what])));
/** Of each pair of neighbouring runs: what else the machine does meanwhile slows both. */
const ratio = (what: keyof Measured) =>
	Number(median(ours.map((run, n) => run[what] / (yardstick[n]?.[what] ?? Number.NaN))).toFixed(2));
console.log(
	JSON.stringify({
		bench: "intake",
		ratio: ratio("insert"),
		ordersPerSecond: of(ours, "insert"),
		updateRatio: ratio("update"),
		updatesPerSecond: of(ours, "update"),
		rawPerSecond: of(yardstick, "insert"),
	}),
);
