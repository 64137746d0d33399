import { parseArgs } from "node:util";
import {
	batchOrders,
	type ClientOptions,
	call,
	createAccount,
	createMerchantKey,
	importStatement,
} from "@kontor/protocol";
import { type BenchHub, startBenchHub } from "./bench-hub.ts";
import { rawPerSecond as yardstick } from "./raw-assignment.ts";
import { sampleTrade, statementOf } from "./sample-payment.ts";

/**
 * Postings per second from the statement file to all that follows: stored, decided, orders moved, shops' commands ready,
 * on one hub process with the embedded PostgreSQL. As a ratio to the same rows written raw to the same database
 * (raw-assignment.ts).
 */
const { values } = parseArgs({
	options: {
		orders: { type: "string", default: "100000" },
		files: { type: "string", default: "5" },
	},
});
const ORDERS = Number(values.orders);
const FILES = Number(values.files);
/** So many postings are enough to see how fast raw rows are written. */
const MOST_RAW = 20_000;
const OWN_IBAN = "DE89370400440532013000";

async function deliverOrders({ host, connectionId }: BenchHub): Promise<void> {
	for (let from = 0; from < ORDERS; from += 500) {
		const items = Array.from({ length: Math.min(500, ORDERS - from) }, (_, n) => ({
			order: sampleTrade(from + n).order,
		}));
		await call(host, batchOrders, { params: { connection: connectionId }, body: { items } });
	}
}

/** A file a day. */
function statements(): Uint8Array<ArrayBuffer>[] {
	const each = Math.ceil(ORDERS / FILES);
	let opening = 100_000_000_00;
	return Array.from({ length: FILES }, (_, file) => {
		const count = Math.min(each, ORDERS - file * each);
		const payments = Array.from({ length: count }, (_, n) => sampleTrade(file * each + n).payment);
		const text = statementOf(payments, new Date(Date.UTC(2026, 10, 3 + file)).toISOString().slice(0, 10), opening);
		opening += payments.reduce((sum, { minor }) => sum + minor, 0);
		return new TextEncoder().encode(text);
	});
}

async function openAccount({ operator, merchantId }: BenchHub) {
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: merchantId },
		body: { label: "bench", scopes: ["read", "write"] },
	});
	const merchant: ClientOptions = { baseUrl: operator.baseUrl, key };
	const { id: account } = await call(merchant, createAccount, {
		body: { name: "Giro", number: OWN_IBAN, assignFrom: "2026-11-01", connections: [] },
	});
	return { merchant, account };
}

async function untilIdle({ sql }: BenchHub): Promise<void> {
	for (;;) {
		const { rows } = await sql.query(`SELECT FROM graphile_worker._private_jobs LIMIT 1`);
		if (rows.length === 0) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** Seconds until the last posting is decided. */
async function throughHub(hub: BenchHub): Promise<{ seconds: number; importSeconds: number }> {
	const { merchant, account } = await openAccount(hub);
	const files = statements();
	const started = performance.now();
	for (const body of files) {
		const { created, errors } = await call(merchant, importStatement, { params: { account }, body });
		if (created === 0 || errors.length > 0) throw new Error(`not imported: ${JSON.stringify(errors)}`);
	}
	const imported = performance.now();
	await untilIdle(hub);
	return { seconds: (performance.now() - started) / 1000, importSeconds: (imported - started) / 1000 };
}

/** What the run came to: nothing is fast that was not done. */
async function outcomes({ sql }: BenchHub): Promise<Record<string, number>> {
	const { rows } = await sql.query<{ what: string; count: string }>(
		`SELECT coalesce(outcome, 'undecided') AS what, count(*) FROM postings GROUP BY 1
		 UNION ALL SELECT 'commands', count(*) FROM work WHERE kind = 'command' AND state = 'ready'
		 UNION ALL SELECT 'paid', count(*) FROM orders WHERE state IN ('paid', 'overpaid') ORDER BY 1`,
	);
	return Object.fromEntries(rows.map(({ what, count }) => [what, Number(count)]));
}

const hub = await startBenchHub();
try {
	await deliverOrders(hub);
	// Of the look through all orders that a day begins with there is a measurement of its own (dunning.ts).
	await untilIdle(hub);
	console.log(`${ORDERS} orders delivered`);
	const { seconds, importSeconds } = await throughHub(hub);
	const postingsPerSecond = Math.round(ORDERS / seconds);
	console.log(`${ORDERS} postings in ${seconds.toFixed(1)} s, of which ${importSeconds.toFixed(1)} s for the imports`);
	const rawPerSecond = Math.round(await yardstick(hub.sql, Math.min(ORDERS, MOST_RAW)));
	console.log(
		JSON.stringify({
			bench: "assign",
			ratio: Number((postingsPerSecond / rawPerSecond).toFixed(2)),
			postingsPerSecond,
			rawPerSecond,
			orders: ORDERS,
			postings: ORDERS,
			outcomes: await outcomes(hub),
		}),
	);
} finally {
	await hub.close();
}
