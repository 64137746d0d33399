import { setTimeout as sleep } from "node:timers/promises";
import {
	batchOrders,
	type ClientOptions,
	call,
	createMerchantKey,
	putReceivablesSettings,
	runDunning,
} from "@kontor/protocol";
import { type BenchHub, startBenchHub } from "./bench-hub.ts";
import { sampleOrder } from "./sample-order.ts";

/**
 * How long the daily look takes where every order is due: read with all that its schedule depends on, planned, locked and planned once
 * more, its reminder queued, its step kept: `pnpm bench:dunning [orders]`. The yardstick is one plain scan of the same rows. The same
 * again where customers with several orders are reminded of all in one message (PRODUCT M8).
 */
const ORDERS = Number(process.argv[2] ?? 100_000);
const BATCH = 500;
/** Of one customer, in the second part: far from each other in the run. */
const ORDERS_OF_CUSTOMER = 4;
const DAY_MS = 24 * 60 * 60_000;

const bench = await startBenchHub();
try {
	await deliver(bench);
	await makeDue(bench);
	const scanned = await scan(bench);
	const before = await bench.peakMB();
	const merchant = await merchantOf(bench);
	const each = await run(bench, merchant, ORDERS);
	const residentMB = await bench.peakMB();
	await makeDueTogether(bench, merchant);
	const together = await run(bench, merchant, Math.ceil(ORDERS / ORDERS_OF_CUSTOMER));
	const peakMB = await bench.peakMB();
	console.log(`${ORDERS} due orders looked at, planned and queued in ${each.toFixed(1)} s`);
	console.log(`in one message for each customer's ${ORDERS_OF_CUSTOMER}: ${together.toFixed(1)} s`);
	console.log(`a plain scan of the same rows: ${scanned.toFixed(2)} s, ratio ${(scanned / each).toFixed(3)}`);
	console.log(`the hub's memory at most: ${residentMB} MB, then ${peakMB} MB; ${before} MB before`);
	const rounded = (value: number) => Math.round(value * 1000) / 1000;
	const figures = (seconds: number) => ({ seconds: rounded(seconds), ratio: rounded(scanned / seconds) });
	const oneMessage = { ...figures(together), residentMB: peakMB };
	console.log(JSON.stringify({ bench: "dunning", ...figures(each), residentMB, oneMessage }));
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

async function merchantOf({ operator, merchantId }: BenchHub): Promise<ClientOptions> {
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: merchantId },
		body: { label: "bench", scopes: ["read", "write"] },
	});
	return { baseUrl: operator.baseUrl, key };
}

/** As before the first run, but for whose orders they are. */
async function makeDueTogether({ sql, merchantId }: BenchHub, merchant: ClientOptions): Promise<void> {
	// The hub's own daily look may still be on its way.
	while ((await sql.query("SELECT FROM graphile_worker._private_jobs LIMIT 1")).rowCount !== 0) await sleep(100);
	await call(merchant, putReceivablesSettings, { body: { common: { oneMessagePerCustomer: true } }, query: {} });
	await sql.query("DELETE FROM order_steps WHERE merchant_id = $1 AND kind = 'reminder'", [merchantId]);
	await sql.query("DELETE FROM messages WHERE merchant_id = $1", [merchantId]);
	await sql.query(
		`UPDATE orders o SET body = jsonb_set(o.body, '{customer,email}', to_jsonb('kunde' || n.customer || '@kunde.example'))
		   FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) % $2 AS customer FROM orders WHERE merchant_id = $1) n
		  WHERE o.merchant_id = $1 AND o.id = n.id`,
		[merchantId, Math.ceil(ORDERS / ORDERS_OF_CUSTOMER)],
	);
	await sql.query("VACUUM ANALYZE");
}

/** Seconds until all of these messages are queued. The hub's own daily look may have begun already: what counts is the last message. */
async function run({ sql, merchantId }: BenchHub, merchant: ClientOptions, messages: number): Promise<number> {
	const began = performance.now();
	await call(merchant, runDunning, {});
	for (;;) {
		const { rows } = await sql.query<{ count: number }>(
			"SELECT count(*)::int AS count FROM messages WHERE merchant_id = $1 AND kind IN ('reminder', 'severalReminder')",
			[merchantId],
		);
		if (rows[0]?.count === messages) return (performance.now() - began) / 1000;
		await sleep(200);
	}
}
