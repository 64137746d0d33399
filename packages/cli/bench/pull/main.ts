import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { call, compareConnection, connectConnection, createConnection, getConnection } from "@kontor/protocol";
import type { Recorded } from "./front.ts";
import type { Told } from "./shops.ts";
import { openWorld, type World } from "./world.ts";

/**
 * The daily comparison of many shops at once (PRODUCT B4) through real host and hub: seconds, what the shops were asked, the
 * host's memory from beginning to end, and how much longer it takes than a bare loop over the same pages in the same run.
 */
const { values } = parseArgs({
	options: {
		connections: { type: "string", default: "20" },
		orders: { type: "string", default: "5000" },
		rounds: { type: "string", default: "2" },
	},
});
const [connections, orders, rounds] = [values.connections, values.orders, values.rounds].map(Number) as [
	number,
	number,
	number,
];

interface Round {
	readonly seconds: number;
	readonly requests: number;
	readonly overLimit: number;
	/** Comparisons that had to begin again. */
	readonly again: number;
	/** Megabytes of the host: at the beginning, in the middle, at the end, and at most. */
	readonly memory: { readonly start: number; readonly middle: number; readonly end: number; readonly most: number };
	/** What it holds afterwards once everything is collected that nobody needs. */
	readonly heldMB: number;
	readonly bareSeconds: number;
}

const world = await openWorld(connections, orders);
const measured: Round[] = [];
for (const signal of ["SIGINT", "SIGTERM"] as const) {
	process.once(signal, () => void world.close().then(() => process.exit(130)));
}
try {
	const began = performance.now();
	const ids = await connectAll(world);
	console.log(
		`${connections} shops connected and first read: ${seconds(began).toFixed(1)} s, host ${await world.hostMB()} MB`,
	);
	for (let n = 1; n <= rounds; n++) {
		const round = await compareAll(world, ids);
		measured.push(round);
		const { memory } = round;
		console.log(
			`comparison ${n}: ${round.seconds.toFixed(1)} s (bare loop ${round.bareSeconds.toFixed(1)} s), ${round.requests} requests, ` +
				`${round.overLimit} over the limit, ${round.again} begun again, ` +
				`host ${memory.start}, ${memory.middle}, ${memory.end} MB, at most ${memory.most}, holds ${round.heldMB}`,
		);
	}
} finally {
	await world.close();
}
const last = measured.at(-1);
const first = measured[0];
if (last === undefined || first === undefined) throw new Error("nothing was measured");
console.log(
	JSON.stringify({
		bench: "pull",
		connections,
		ordersEach: orders,
		seconds: Number(last.seconds.toFixed(1)),
		ordersPerSecond: Math.round((connections * orders) / last.seconds),
		requests: last.requests,
		overLimit: measured.reduce((sum, { overLimit }) => sum + overLimit, 0),
		hostMB: {
			start: first.memory.start,
			middle: last.memory.middle,
			end: last.memory.end,
			most: Math.max(...measured.map(({ memory }) => memory.most)),
		},
		heldMB: measured.map(({ heldMB }) => heldMB),
		bareRatio: Number((last.bareSeconds / last.seconds).toFixed(2)),
	}),
);

/** As merchants do: each shop is checked, connected, and read for the first time. */
async function connectAll({ sql, shops, merchants }: World): Promise<string[]> {
	const ids: string[] = [];
	for (const [n, { plugin, name, config, secrets }] of shops.entries()) {
		const hub = merchants[n];
		if (hub === undefined) throw new Error("a merchant for every shop");
		const created = await until(`${name} is added`, () =>
			call(hub, createConnection, { body: { plugin, name, config, secrets } }).catch(() => null),
		);
		const params = { connection: created.id };
		await until(`${name} is checked`, async () => {
			const { state, problems } = await call(hub, getConnection, { params });
			if (state === "refused") throw new Error(`${name}: ${problems.map(({ text }) => text.en).join(" ")}`);
			return state === "ready" ? state : null;
		});
		await call(hub, connectConnection, { params });
		ids.push(created.id);
	}
	await until("all orders are read", async () => (await countOrders()) >= connections * orders || null, 600);
	return ids;

	async function countOrders(): Promise<number> {
		const { rows } = await sql.query<{ count: string }>(`SELECT count(*) FROM orders`);
		return Number(rows[0]?.count);
	}
}

async function compareAll({ sql, merchants, ask, hostMB, hostHeldMB }: World, ids: readonly string[]): Promise<Round> {
	await ask("begin");
	const samples: number[] = [];
	const began = performance.now();
	const { rows: clock } = await sql.query<{ now: Date }>(`SELECT now()`);
	for (const [n, connection] of ids.entries()) {
		const hub = merchants[n];
		if (hub !== undefined) await call(hub, compareConnection, { params: { connection } });
	}
	const since = clock[0]?.now;
	await until(
		"all shops are compared",
		async () => {
			samples.push((await hostMB()) ?? 0);
			const { rows } = await sql.query<{ done: string; outcome: unknown }>(
				`SELECT count(*) AS done FROM work WHERE body->>'request' = 'compare' AND state = 'done' AND settled_at >= $1`,
				[since],
			);
			return Number(rows[0]?.done) >= ids.length || null;
		},
		1800,
	);
	const took = seconds(began);
	const { rows: listed } = await sql.query<{ listed: string; again: string }>(
		`SELECT sum((outcome->'result'->>'listed')::int) AS listed, sum(attempts - 1) AS again FROM work WHERE body->>'request' = 'compare' AND settled_at >= $1`,
		[since],
	);
	// More than there are: WooCommerce repeats the last one of a page.
	if (Number(listed[0]?.listed) < ids.length * orders) throw new Error(`${listed[0]?.listed} orders were compared`);
	const { figures } = await ask<Extract<Told, { figures: unknown }>>("figures");
	const { recorded } = await ask<Extract<Told, { recorded: unknown }>>("recorded");
	const at = (part: number) => samples[Math.round(part * (samples.length - 1))] ?? 0;
	return {
		seconds: took,
		...figures,
		again: Number(listed[0]?.again),
		heldMB: await hostHeldMB(),
		memory: { start: at(0), middle: at(0.5), end: at(1), most: Math.max(...samples) },
		bareSeconds: await bare(recorded),
	};
}

/** The same calls one after the other per shop, all shops at once; the answers are read and forgotten. */
async function bare(recorded: readonly { url: string; calls: readonly Recorded[] }[]): Promise<number> {
	const began = performance.now();
	await Promise.all(
		recorded.map(async ({ url, calls }) => {
			for (const { method, url: path, body } of calls) {
				const response = await fetch(new URL(path, url), { method, body: body === "" ? null : body });
				const text = await response.text();
				if (/^[{[]/.test(text) && !path.startsWith("/bulk/")) JSON.parse(text);
			}
		}),
	);
	return seconds(began);
}

function seconds(since: number): number {
	return (performance.now() - since) / 1000;
}

async function until<T>(what: string, found: () => Promise<T | null>, withinSeconds = 60): Promise<T> {
	for (const end = performance.now() + withinSeconds * 1000; performance.now() < end; await sleep(200)) {
		const result = await found();
		if (result !== null) return result;
	}
	throw new Error(`${what}: not within ${withinSeconds} seconds`);
}
