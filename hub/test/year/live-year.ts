import {
	batchOrders,
	importStatement,
	leaseWork,
	type Posting,
	patchSettings,
	settleWork,
	type Work,
} from "@kontor/protocol";
import { addDays } from "@kontor/receivables";
import { isIn, type Outcome, seeded, type World } from "@kontor/receivables/simulation";
import type { Client } from "pg";
import { Clerk } from "./clerk.ts";

import { KillableHub } from "./killable-hub.ts";
import { openBusiness, type YearMerchant } from "./open-shop.ts";
import { personsAct } from "./persons.ts";
import { readOutcome } from "./read-outcome.ts";
import { YearBank } from "./year-bank.ts";
import { type Arrived, YearMail } from "./year-mail.ts";
import { CONNECTED_AT, YearShop } from "./year-shop.ts";

/** A year that a hub lived through: what is left to be read of it. */
export interface LivedYear {
	readonly merchant: YearMerchant;
	readonly outcome: Outcome;
	readonly postings: readonly Posting[];
	readonly arrived: readonly Arrived[];
	readonly deaths: number;
	/** How many postings a person decided. */
	readonly byPerson: number;
	/** Orders that a posting in review was suggested for when the run looked, by day: `order day`. */
	readonly suggested: ReadonlySet<string>;
}

/** A moment longer than the hub's own. */
const LEASE_MS = 61_000;

/** Hours of a day at which what a mail server put off is tried again. */
const LATER = ["06:03", "06:10", "06:30", "07:00", "08:00", "10:00", "13:00", "18:00"];

/**
 * Drives a hub through a world, day by day, from outside: over HTTP as hosts, merchants and operators, with statement files, and
 * with the customers' mail servers on the other side.
 * @param world as `hubWorld` gives it
 * @param crashes where the hub's processes die, one after the other
 */
export async function liveYear(
	world: World,
	{ databaseUrl, sql, crashes }: { databaseUrl: string; sql: Client; crashes: readonly string[] },
): Promise<LivedYear> {
	const mail = await YearMail.open(sql, seeded(world.seed));
	const hub = new KillableHub(databaseUrl, sql, `${world.firstDay}T${CONNECTED_AT}`, crashes);
	try {
		const banks = world.accounts.map((account, place) => new YearBank(world, account, place));
		const shops = world.shops.map((shop) => new YearShop(world, shop));
		const merchant = await openBusiness(hub, sql, world, banks, mail.port);
		const clerk = new Clerk(hub, sql, world, merchant);
		const year = { world, hub, sql, merchant, banks, shops, clerk, ids: new Map<string, string>() };
		const suggested = new Set<string>();
		for (let day = world.firstDay; day <= world.lastDay; day = addDays(day, 1)) {
			await liveDay(year, day);
			// Before the run, and as its own look at the postings leaves them: a hub that came anew looks at all of them once more.
			for (const order of await inReview(year)) suggested.add(`${order} ${day}`);
			await run(year, day);
			for (const order of await inReview(year)) suggested.add(`${order} ${day}`);
		}
		const read = await readOutcome(hub, sql, world, merchant);
		return { merchant, ...read, arrived: mail.arrived, deaths: hub.deaths, byPerson: clerk.decided, suggested };
	} finally {
		await hub.close();
		await mail.close();
	}
}

interface Year {
	readonly world: World;
	readonly hub: KillableHub;
	readonly sql: Client;
	readonly merchant: YearMerchant;
	readonly banks: readonly YearBank[];
	readonly shops: readonly YearShop[];
	readonly clerk: Clerk;
	/** The hub's ids of orders, by the world's. */
	readonly ids: Map<string, string>;
}

/** All that happens before the daily run. */
async function liveDay(year: Year, day: string): Promise<void> {
	const { world, hub, merchant, clerk } = year;
	await hub.setClock(`${day}T${world.readAt}`);
	const hold = isIn(world.held, day);
	if (hold !== isIn(world.held, addDays(day, -1))) await hub.call(merchant.key, patchSettings, { body: { hold } });
	await fetchBanks(year, day);
	await clerk.works(day);
	await readShops(year, day);
	await clerk.works(day);
	await learnIds(year);
	const acts = await personsAct(hub, merchant, world, day, (order) => year.ids.get(order));
	if (acts > 0) await hub.rest();
}

async function fetchBanks({ world, hub, merchant, banks, clerk, sql }: Year, day: string): Promise<void> {
	for (const { id, outages } of world.accounts) {
		const bank = banks.find((one) => one.id === id);
		if (bank === undefined || isIn(outages, day)) continue;
		const owed = await owes(sql, merchant);
		const { file, payments } = bank.statement(day, (order) => owed.get(order));
		const account = merchant.accounts.get(id) ?? "";
		const { errors } = await hub.call(merchant.key, importStatement, { params: { account }, query: {}, body: file });
		if (errors.length > 0) throw new Error(JSON.stringify(errors));
		await clerk.takes(payments);
	}
	await hub.rest();
}

async function owes(sql: Client, { id }: YearMerchant): Promise<Map<string, number>> {
	const { rows } = await sql.query<{ ref: string; owed: string }>(
		"SELECT ref, amount - assigned AS owed FROM orders WHERE merchant_id = $1",
		[id],
	);
	return new Map(rows.map(({ ref, owed }) => [ref, Number(owed)]));
}

/** The host does what the hub has for it; of shops that are out nothing is even tried. */
async function readShops(year: Year, day: string): Promise<void> {
	const { world, hub, merchant } = year;
	await hub.look();
	const out = world.shops.filter(({ outages }) => isIn(outages, day));
	const free = Object.fromEntries(out.map(({ id }) => [merchant.shops.get(id) ?? "", 0]));
	for (;;) {
		const { work } = await hub.call(merchant.hostKey, leaseWork, { body: { waitSeconds: 0, slots: 100, free } });
		for (const one of work) await doWork(year, day, one);
		if (work.length > 0) continue;
		// What a hub gave out, and died before it had said so, is offered again after the lease.
		if (!(await isLeased(year, Object.keys(free)))) break;
		await hub.setClock(new Date(Date.parse(hub.clock) + LEASE_MS).toISOString());
	}
	await hub.rest();
}

async function isLeased({ sql, merchant }: Year, out: readonly string[]): Promise<boolean> {
	const { rowCount } = await sql.query(
		"SELECT FROM work WHERE merchant_id = $1 AND state = 'leased' AND connection_id <> ALL ($2) LIMIT 1",
		[merchant.id, out],
	);
	return rowCount === 1;
}

async function doWork({ hub, merchant, shops }: Year, day: string, work: Work): Promise<void> {
	const params = { connection: work.connection, work: work.id };
	const [name] = [...merchant.shops].find(([, connection]) => connection === work.connection) ?? [];
	const shop = shops.find(({ id }) => id === name);
	if (shop === undefined) throw new Error(`no shop for ${work.connection}`);
	if (work.kind === "command") {
		const outcome = shop.apply(work.command);
		await hub.call(merchant.hostKey, settleWork, { params, body: { kind: "outcome", outcome } });
		return;
	}
	if (work.kind === "pull") {
		const items = shop.news(day);
		if (items.length > 0) {
			const { results } = await hub.call(merchant.hostKey, batchOrders, {
				params: { connection: work.connection },
				body: { items },
			});
			const refused = results.filter(({ result }) => result === "rejected" || result === "stale");
			if (refused.length > 0) throw new Error(JSON.stringify(refused));
		}
	}
	await hub.call(merchant.hostKey, settleWork, { params, body: { kind: "result", result: null } });
}

async function learnIds({ sql, merchant, ids }: Year): Promise<void> {
	const { rows } = await sql.query<{ id: string; ref: string }>("SELECT id, ref FROM orders WHERE merchant_id = $1", [
		merchant.id,
	]);
	for (const { id, ref } of rows) ids.set(ref, id);
}

async function inReview({ sql, merchant }: Year): Promise<string[]> {
	const { rows } = await sql.query<{ ref: string }>(
		`SELECT DISTINCT o.ref FROM postings p CROSS JOIN LATERAL jsonb_path_query(p.decision, '$.suggestions[*].orders[*].order') s
		   JOIN orders o ON o.merchant_id = p.merchant_id AND o.id = (s #>> '{}')::uuid
		  WHERE p.merchant_id = $1 AND p.outcome = 'review'`,
		[merchant.id],
	);
	return rows.map(({ ref }) => ref);
}

/** The hub's own daily run, and what mail servers put off. */
async function run({ world, hub, sql, merchant }: Year, day: string): Promise<void> {
	await hub.setClock(`${day}T${world.runAt}`);
	await hub.look();
	for (const at of LATER) {
		const { rows } = await sql.query("SELECT FROM messages WHERE merchant_id = $1 AND due_at IS NOT NULL LIMIT 1", [
			merchant.id,
		]);
		if (rows.length === 0 || isIn(world.held, day)) return;
		await hub.setClock(`${day}T${at}:00Z`);
		await hub.rest();
	}
}
