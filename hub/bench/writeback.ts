import { randomUUID } from "node:crypto";
import { batchOrders, call, leaseWork, settleWork, type Work } from "@kontor/protocol";
import { type Database, type MerchantTransaction, openDatabase } from "../src/db/database.ts";
import { applyOrderEvents } from "../src/orders/apply-events.ts";
import { commandOf } from "../src/writeback/command-of.ts";
import { enqueueCommands } from "../src/writeback/enqueue-commands.ts";
import { type BenchHub, median, startBenchHub } from "./bench-hub.ts";
import { sampleOrder } from "./sample-order.ts";

/**
 * How fast a shop learns of a payment. First idle, one command at a time: from the commit of the assignment to the body at
 * the host. Then a backlog, five commands an order, each with an outcome of its own.
 */
const SINGLE = 1_000;
const ORDERS = 2_000;
const COMMANDS_EACH = 5;
const WORKERS = 16;

async function deliver({ host, connectionId }: BenchHub, count: number): Promise<void> {
	for (let from = 0; from < count; from += 500) {
		const items = Array.from({ length: Math.min(500, count - from) }, (_, n) => ({
			order: sampleOrder(`w${from + n}`, 1),
		}));
		await call(host, batchOrders, { params: { connection: connectionId }, body: { items } });
	}
}

async function ordersOf({ sql }: BenchHub): Promise<{ id: string; ref: string }[]> {
	return (await sql.query<{ id: string; ref: string }>(`SELECT id, ref FROM orders ORDER BY id`)).rows;
}

/** Settles an order as a person's mark does: the smallest assignment there is. */
async function assign(tx: MerchantTransaction, orderId: string): Promise<void> {
	await tx.execute(
		`INSERT INTO assignments (merchant_id, id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
		 VALUES ($1::uuid, $2::uuid, $3::uuid, 'byHand', 0, 10000, 'person', '[]', $4)`,
		tx.merchantId,
		randomUUID(),
		orderId,
		tx.now,
	);
	await applyOrderEvents(tx, [{ orderId, event: "marked-paid-by-hand", cause: { by: "person" } }]);
}

function applied(
	{ host, connectionId }: BenchHub,
	{ id }: Work,
	status: string,
	receivedInShop: number,
): Promise<void> {
	const observed = {
		revision: 2,
		statuses: { order: status },
		receivedInShop: { minor: receivedInShop, currency: "EUR" },
	};
	return call(host, settleWork, {
		params: { connection: connectionId, work: id },
		body: { kind: "outcome", outcome: { status: "applied", observed } },
	});
}

/** Milliseconds of each command, from the commit to the host. */
async function oneAtATime(bench: BenchHub, db: Database): Promise<number[]> {
	const took: number[] = [];
	for (const { id } of (await ordersOf(bench)).slice(0, SINGLE)) {
		const waiting = call(bench.host, leaseWork, { body: { waitSeconds: 30, slots: 1 } }).then(({ work }) => ({
			work,
			at: performance.now(),
		}));
		// The poll waits at the hub before anything happens.
		await new Promise((resolve) => setTimeout(resolve, 10));
		await db.merchant(bench.merchantId, "bench-assign", (tx) => assign(tx, id));
		const committed = performance.now();
		const { work, at } = await waiting;
		const [command] = work;
		if (command === undefined) throw new Error("no command within 30 s");
		took.push(at - committed);
		await applied(bench, command, "processing", 10_000);
	}
	return took;
}

/** Commands a second. */
async function drain(bench: BenchHub, db: Database): Promise<number> {
	const orders = await ordersOf(bench);
	await db.merchant(bench.merchantId, "bench-backlog", (tx) =>
		enqueueCommands(
			tx,
			orders.map(({ id, ref }) => ({
				orderId: id,
				connectionId: bench.connectionId,
				intent: "annotate",
				commands: Array.from({ length: COMMANDS_EACH }, (_, n) =>
					commandOf(
						{ kind: "annotate", status: null, text: { de: `Notiz ${n}`, en: `Note ${n}` } },
						{
							orderRef: ref,
							issuedAt: tx.now,
							expect: {},
							payment: { paidOn: "2026-11-02", bankReference: "" },
							language: "de",
						},
					),
				),
			})),
		),
	);
	const paid = new Set(orders.slice(0, SINGLE).map(({ ref }) => ref));
	const total = orders.length * COMMANDS_EACH;
	const queue: Work[] = [];
	let settled = 0;
	let leasing: Promise<void> | null = null;
	const lease = async () => {
		const { work } = await call(bench.host, leaseWork, {
			body: { waitSeconds: 1, slots: 100, free: { [bench.connectionId]: 100 } },
		});
		queue.push(...work);
		leasing = null;
	};
	const worker = async () => {
		while (settled < total) {
			const work = queue.shift();
			if (queue.length < 50) leasing ??= lease();
			if (work === undefined) await leasing;
			else {
				const isPaid = work.kind === "command" && paid.has(work.command.orderRef);
				await (isPaid ? applied(bench, work, "processing", 10_000) : applied(bench, work, "pending", 0));
				settled++;
			}
		}
	};
	const started = performance.now();
	await Promise.all(Array.from({ length: WORKERS }, worker));
	return total / ((performance.now() - started) / 1000);
}

const bench = await startBenchHub();
const db = openDatabase({ url: bench.databaseUrl, connections: 2 });
try {
	await deliver(bench, ORDERS);
	const took = (await oneAtATime(bench, db)).sort((a, b) => a - b);
	console.log(`one at a time: median ${median(took).toFixed(1)} ms`);
	const commandsPerSecond = Math.round(await drain(bench, db));
	const p99Ms = took[Math.floor(took.length * 0.99)] ?? Number.NaN;
	const rounded = (value: number) => Number(value.toFixed(1));
	console.log(
		JSON.stringify({ bench: "writeback", medianMs: rounded(median(took)), p99Ms: rounded(p99Ms), commandsPerSecond }),
	);
} finally {
	await db.close();
	await bench.close();
}
