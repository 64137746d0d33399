import { listOrders, listPostings, type OrderSummary, type Posting } from "@kontor/protocol";
import type { Done, Outcome, World } from "@kontor/receivables/simulation";
import type { Client } from "pg";
import type { KillableHub } from "./killable-hub.ts";
import type { YearMerchant } from "./open-shop.ts";

/** What was done in the year, as the hub tells it in the end: what was sent is judged apart, by `checkMail`. */
export async function readOutcome(
	hub: KillableHub,
	sql: Client,
	world: World,
	merchant: YearMerchant,
): Promise<{ readonly outcome: Outcome; readonly postings: readonly Posting[] }> {
	const orders = new Map((await allOrders(hub, merchant)).map((order) => [order.ref, order] as const));
	const postings = await allPostings(hub, merchant);
	const assigned = new Map<string, number>();
	for (const { assignments } of postings) {
		for (const { order, amount, undoneAt } of assignments) {
			if (undoneAt === null) assigned.set(order, (assigned.get(order) ?? 0) + amount.minor);
		}
	}
	return {
		outcome: {
			done: await stepsTaken(sql, merchant),
			orders: world.orders.map(({ id }) => {
				const order = orders.get(id);
				const assignedMinor = order === undefined ? 0 : (assigned.get(order.id) ?? 0);
				return { order: id, state: order?.state ?? null, assignedMinor };
			}),
		},
		postings,
	};
}

async function stepsTaken(sql: Client, { id }: YearMerchant): Promise<Done[]> {
	const { rows } = await sql.query<Done>(
		`SELECT o.ref AS "order", s.day::text AS "on", s.kind, s.level FROM order_steps s
		   JOIN orders o ON o.merchant_id = s.merchant_id AND o.id = s.order_id
		  WHERE s.merchant_id = $1 AND s.decided_by = 'machine' ORDER BY s.id`,
		[id],
	);
	return rows;
}

async function allOrders(hub: KillableHub, { key }: YearMerchant): Promise<OrderSummary[]> {
	const all: OrderSummary[] = [];
	for (let after: string | undefined; ; ) {
		const query = { limit: 500, ...(after !== undefined && { after }) };
		const { items, next } = await hub.call(key, listOrders, { query });
		all.push(...items);
		if (next === null) return all;
		after = next;
	}
}

async function allPostings(hub: KillableHub, { key }: YearMerchant): Promise<Posting[]> {
	const all: Posting[] = [];
	for (let after: string | undefined; ; ) {
		const query = { limit: 500, ...(after !== undefined && { after }) };
		const { items, next } = await hub.call(key, listPostings, { query });
		all.push(...items);
		if (next === null) return all;
		after = next;
	}
}
