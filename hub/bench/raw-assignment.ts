import type { Client } from "pg";

/** What an import and its assignment leave behind, table by table, in the order in which it is written. */
const WRITES: readonly { readonly table: string; readonly of: string; readonly update?: string }[] = [
	{ table: "postings", of: "p" },
	{ table: "postings", of: "p", update: "outcome = n.outcome, decision = n.decision, assigned = n.assigned" },
	{ table: "assignments", of: "a" },
	{ table: "orders", of: "o", update: "state = n.state, assigned = n.assigned, updated_at = n.updated_at" },
	{ table: "order_history", of: "h" },
	{ table: "work", of: "w" },
];
const AT_ONCE = 1_000;

/**
 * Postings per second where somebody writes the same rows without asking anything: one connection, JSON made before,
 * set-based statements, a transaction for every thousand, tables of the same columns with the primary key only.
 */
export async function rawPerSecond(sql: Client, postings: number): Promise<number> {
	for (const table of new Set(WRITES.map((write) => write.table))) {
		await sql.query(`CREATE TABLE bench_${table} (LIKE ${table}, PRIMARY KEY (merchant_id, id))`);
	}
	await sql.query(`INSERT INTO bench_orders SELECT * FROM orders`);
	const parts: string[][] = [];
	for (let from = 0; from < postings; from += AT_ONCE) {
		const part: string[] = [];
		for (const { of, table, update } of WRITES)
			part.push(await rowsOf(sql, { of, table, decided: update !== undefined, from }));
		parts.push(part);
	}
	const started = performance.now();
	for (const part of parts) {
		await sql.query("BEGIN");
		for (const [index, { table, update }] of WRITES.entries()) {
			const rows = `jsonb_populate_recordset(NULL::bench_${table}, $1::jsonb) n`;
			const text =
				update === undefined
					? `INSERT INTO bench_${table} SELECT n.* FROM ${rows}`
					: `UPDATE bench_${table} t SET ${update} FROM ${rows} WHERE t.merchant_id = n.merchant_id AND t.id = n.id`;
			await sql.query(text, [part[index]]);
		}
		await sql.query("COMMIT");
	}
	return postings / ((performance.now() - started) / 1000);
}

/** The rows of a table that belong to a page of postings. New postings are not decided yet. */
async function rowsOf(
	sql: Client,
	{ of, table, decided, from }: { of: string; table: string; decided: boolean; from: number },
): Promise<string> {
	const row =
		of === "p" && !decided ? `to_jsonb(p) || '{"outcome": null, "decision": null, "assigned": 0}'` : `to_jsonb(${of})`;
	const joins = {
		p: "",
		a: "JOIN assignments a ON a.posting_id = p.id",
		o: "JOIN assignments a ON a.posting_id = p.id JOIN orders o ON o.id = a.order_id",
		h: "JOIN assignments a ON a.posting_id = p.id JOIN order_history h ON h.order_id = a.order_id AND h.event = 'payment-assigned'",
		w: "JOIN assignments a ON a.posting_id = p.id JOIN work w ON w.order_id = a.order_id",
	}[of];
	const { rows } = await sql.query<{ rows: string }>(
		`SELECT coalesce(jsonb_agg(DISTINCT row), '[]')::text AS rows
		   FROM (SELECT ${row} AS row FROM (SELECT * FROM postings ORDER BY id OFFSET $1 LIMIT $2) p ${joins}) ${table}`,
		[from, AT_ONCE],
	);
	return rows[0]?.rows ?? "[]";
}
