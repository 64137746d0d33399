import { setTimeout as sleep } from "node:timers/promises";
import { batchOrders, call, createMerchantKey, runDunning } from "@kontor/protocol";
import { type BenchHub, startBenchHub } from "./bench-hub.ts";
import { sampleOrder } from "./sample-order.ts";

/**
 * How long the daily look takes where every order is due: read with all that its schedule depends on, planned, locked and planned once
 * more, its reminder queued, its step kept: `pnpm bench:dunning [orders]`. The yardstick is one plain scan of the same rows.
 */
const ORDERS = Number(process.argv[2] ?? 100_000);
const BATCH = 500;
const DAY_MS = 24 * 60 * 60_000;

const bench = await startBenchHub();
try {
	await deliver(bench);
	await makeDue(bench);
	const scanned = await scan(bench);
	const before = await bench.peakMB();
	const seconds = await run(bench);
	const residentMB = await bench.peakMB();
	const ratio = scanned / seconds;
	console.log(`${ORDERS} due orders looked at, planned and queued in ${seconds.toFixed(1)} s`);
	console.log(`a plain scan of the same rows: ${scanned.toFixed(2)} s, ratio ${ratio.toFixed(3)}`);
	console.log(`the hub's memory at most: ${residentMB} MB, ${before} MB before`);
	const rounded = (value: number) => Math.round(value * 1000) / 1000;
	console.log(JSON.stringify({ bench: "dunning", seconds: rounded(seconds), ratio: rounded(ratio), residentMB }));
} finally {
	await bench.close();
}

async function deliver({ host, connectionId }: BenchHub): Promise<void> {
	const placedAt = new Date(Date.now() - 10 * DAY_MS).toISOString();
	for (let from = 0; from < ORDERS; from += BATCH) {
		const items = Array.from({ length: Math.min(BATCH, ORDERS - from) }, (_, n) => {
			const order = sampleOrder(`d${from + n}`, 1);
			const customer = { ...order.customer, email: `kunde${from + n}@kunde.example` };
			return { order: { ...order, placedAt, customer } };
		});
		await call(host, batchOrders, { params: { connection: connectionId }, body: { items } });
	}
}

/** Informed ten days ago, bank and shop are up to date, and a mail server that is let rest: what is measured sends nothing. */
async function makeDue({ sql, merchantId }: BenchHub): Promise<void> {
	const now = new Date();
	await sql.query(
		`INSERT INTO order_steps (merchant_id, order_id, kind, day, at, decided_by, amount, email)
		 SELECT merchant_id, id, 'paymentInformation', $2::timestamptz::date, $2::timestamptz, 'machine', amount, body->'customer'->>'email' FROM orders
		  WHERE merchant_id = $1`,
		[merchantId, new Date(now.getTime() - 10 * DAY_MS)],
	);
	await sql.query(
		`INSERT INTO accounts (merchant_id, id, name, number, currency, assign_from, connections, countries, fetched_at, created_at)
		 VALUES ($1, uuidv7(), 'Girokonto', 'DE89370400440532013000', 'EUR', $2::timestamptz, '{}', '{}', $2::timestamptz, $2::timestamptz)`,
		[merchantId, now],
	);
	await sql.query("UPDATE connections SET reached_at = $2 WHERE merchant_id = $1", [merchantId, now]);
	const server = { host: "127.0.0.1", from: { name: "Laden", address: "laden@laden.example" } };
	await sql.query(
		`INSERT INTO mail_servers (merchant_id, config, paused_until, updated_at) VALUES ($1, $2, '2100-01-01', $3)`,
		[merchantId, JSON.stringify(server), now],
	);
	await sql.query("ANALYZE");
}

/** Seconds for all rows of orders that something may be done about, in full, on one connection. */
async function scan({ sql, merchantId }: BenchHub): Promise<number> {
	const began = performance.now();
	const { rowCount } = await sql.query(
		`SELECT * FROM orders WHERE merchant_id = $1 AND lifecycle IN ('managed', 'overdue') AND state IN ('open', 'partiallyPaid', 'overdue')`,
		[merchantId],
	);
	if (rowCount !== ORDERS) throw new Error(`${rowCount} orders are open instead of ${ORDERS}`);
	return (performance.now() - began) / 1000;
}

async function run({ sql, operator, merchantId }: BenchHub): Promise<number> {
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: merchantId },
		body: { label: "bench", scopes: ["read", "write"] },
	});
	// The hub's own daily look may have begun already: what counts is the first reminder.
	const began = performance.now();
	await call({ baseUrl: operator.baseUrl, key }, runDunning, {});
	for (;;) {
		const { rows } = await sql.query<{ count: number }>(
			"SELECT count(*)::int AS count FROM messages WHERE merchant_id = $1 AND kind = 'reminder'",
			[merchantId],
		);
		if (rows[0]?.count === ORDERS) return (performance.now() - began) / 1000;
		await sleep(200);
	}
}
