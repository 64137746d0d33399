import { expect } from "vitest";
import { patiently } from "./process-under-test.ts";
import type { Trade } from "./trade.ts";
import type { World } from "./world.ts";

/** Within 60 seconds of the last restart everything has its end, and nothing happened twice. */
export async function expectSettled(world: World, trade: Trade): Promise<void> {
	await trade.compare();
	try {
		await patiently("everything settled", () => settled(world, trade));
	} catch (error) {
		console.error(await unsettled(world));
		throw error;
	}
	expectNoEffectTwice(world);
	await expectNothingStoredTwice(world, trade);
	await expectHistories(world);
}

async function settled({ fake, sql }: World, trade: Trade): Promise<void> {
	const states = await trade.states();
	const shown = new Map([...fake.shop.orders.values()].map(({ number, status }) => [number, status]));
	for (const [number, { state, status }] of trade.ends) {
		expect({ number, state: states.get(number), status: shown.get(number) }).toEqual({ number, state, status });
	}
	const { rows } = await sql.query(
		"SELECT id, state, body, outcome FROM work WHERE kind = 'command' AND state NOT IN ('done', 'superseded')",
	);
	expect(rows).toEqual([]);
}

/** Status changes, notes, e-mails, stock: each line of the ledger stands once per order. */
function expectNoEffectTwice({ fake }: World): void {
	const seen = new Set<string>();
	const twice: string[] = [];
	for (const { order, what } of fake.shop.ledger) {
		const effect = `${order}: ${what}`;
		if (seen.has(effect)) twice.push(effect);
		seen.add(effect);
	}
	expect(twice).toEqual([]);
}

async function expectNothingStoredTwice({ sql }: World, { ends, payments }: Trade): Promise<void> {
	const count = async (what: string) => Number((await sql.query(`SELECT count(*) FROM ${what}`)).rows[0].count);
	expect(await count("orders")).toBe(ends.size);
	expect(await count("(SELECT DISTINCT ref FROM orders)")).toBe(ends.size);
	expect(await count("postings")).toBe(payments.length);
	// I1, and no half-done posting: what is decided as assigned is assigned in full.
	expect(await count("postings WHERE outcome = 'assigned' AND assigned <> amount")).toBe(0);
	expect(await count("postings WHERE outcome IS NULL")).toBe(0);
	expect(
		await count(
			`postings p JOIN (SELECT posting_id, sum(amount) AS booked FROM assignments WHERE undone_at IS NULL GROUP BY 1) a
			 ON a.posting_id = p.id WHERE a.booked <> p.assigned`,
		),
	).toBe(0);
}

/** I2: the last entry of every order's history says the state it is in. */
async function expectHistories({ sql }: World): Promise<void> {
	const { rows } = await sql.query(
		`SELECT o.number, o.state, h.to_state FROM orders o
		  LEFT JOIN LATERAL (SELECT to_state FROM order_history h
		                      WHERE h.merchant_id = o.merchant_id AND h.order_id = o.id ORDER BY h.id DESC LIMIT 1) h ON true
		 WHERE h.to_state IS DISTINCT FROM o.state`,
	);
	expect(rows).toEqual([]);
}

/** What the last commands came to: for whoever has to find out why something is not settled. */
export async function unsettled({ sql }: World): Promise<string> {
	const { rows } = await sql.query(
		`SELECT o.number, o.state AS "order", w.state, w.attempts, w.body->>'intent' AS intent, w.body->'command'->'expect' AS expect,
		        w.outcome, w.created_at, w.due_at, w.settled_at
		   FROM work w JOIN orders o ON o.merchant_id = w.merchant_id AND o.id = w.order_id
		  WHERE w.kind = 'command' ORDER BY w.seq`,
	);
	const { rows: notices } = await sql.query("SELECT code, text, created_at FROM notifications");
	return [...rows, ...notices].map((row) => JSON.stringify(row)).join("\n");
}
