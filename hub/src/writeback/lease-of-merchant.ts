import type { Command } from "@kontor/connector";
import type { Cursor, Work } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { HostCaller } from "../http/authenticate.ts";

export interface LeaseWish {
	readonly caller: HostCaller;
	/** How much may be taken. */
	readonly limit: number;
	/** Free slots by connection; one not named here has its manifest's concurrency. */
	readonly free: Readonly<Record<string, number>>;
	readonly leaseMs: number;
}

interface Row {
	id: string;
	connection_id: string;
	version: number;
	cursor: z.infer<typeof Cursor> | null;
	kind: Work["kind"];
	body: { command?: Command; request?: string; input?: unknown };
	attempts: number;
	possibly_done: boolean;
	due_at: Date;
}

/** The connections that the host may be given work of, with their free slots. */
const SHOPS = `SELECT c.id, c.version, c.cursor, c.state = 'connected' AS connected, c.test_system,
		coalesce(($3::jsonb->>(c.id::text))::int, (p.manifest->'limits'->>'concurrency')::int) AS slots
	   FROM connections c JOIN plugins p ON p.id = c.plugin
	  WHERE c.merchant_id = $1::uuid AND c.host_id = $2::uuid AND c.state <> 'disconnected' AND c.plugin = ANY($4::text[])
	    AND (cardinality($5::uuid[]) = 0 OR c.id = ANY($5::uuid[]))`;

/**
 * A comparison reads a shop's whole list of open orders and cannot go on where it was cut off: its host may take so many leases for
 * it. It holds one at a time, renewed by each page that arrives (`keepComparison`), so that where the host dies it soon begins anew.
 */
const LEASES_OF_COMPARISON = 20;

/** A page of the list has come: whoever reads it is alive. */
export async function keepComparison(tx: MerchantTransaction, list: string, leaseMs: number): Promise<void> {
	await tx.execute(
		`UPDATE work SET due_at = greatest(due_at, $3) WHERE merchant_id = $1::uuid AND id = $2::uuid AND state = 'leased'`,
		tx.merchantId,
		list,
		new Date(tx.now.getTime() + leaseMs),
	);
}

const OFFERED = `('ready', 'leased', 'unknown')`;

/**
 * Takes what is due of one merchant. What was leased before and never answered for comes again as possibly done. While
 * write-backs are held, and from test systems, only readings are given out (PRODUCT E5, A8); of a connection that is not connected only what asks
 * about itself.
 */
export async function leaseOfMerchant(tx: MerchantTransaction, wish: LeaseWish): Promise<Work[]> {
	const rows = await tx.query<Row>(
		`WITH merchant AS (SELECT coalesce((SELECT coalesce((body->>'hold')::boolean, false) OR coalesce((body->>'trial')::boolean, false)
		                              FROM settings WHERE merchant_id = $1::uuid), false) AS held),
		 shop AS (${SHOPS}), taken AS (
			SELECT due.id, shop.version, shop.cursor FROM shop CROSS JOIN LATERAL (
				SELECT id FROM work w
				 WHERE w.merchant_id = $1::uuid AND w.connection_id = shop.id AND w.state IN ${OFFERED} AND w.due_at <= $6
				   AND (w.kind <> 'command' OR NOT shop.test_system AND NOT (SELECT held FROM merchant))
				   AND (shop.connected OR w.kind = 'request' AND w.body->>'request' NOT IN ('read', 'find', 'compare', 'document'))
				 ORDER BY w.due_at, w.seq LIMIT shop.slots FOR UPDATE SKIP LOCKED) due
			 LIMIT $7::int)
		 UPDATE work w
		    SET state = 'leased', attempts = attempts + 1, possibly_done = possibly_done OR state IN ('leased', 'unknown'),
		        due_at = $8
		   FROM taken WHERE w.merchant_id = $1::uuid AND w.id = taken.id
		 RETURNING w.id, w.connection_id, taken.version, taken.cursor, w.kind, w.body, w.attempts, w.possibly_done, w.due_at`,
		...scopeOf(tx, wish.caller, wish.free),
		tx.now,
		wish.limit,
		new Date(tx.now.getTime() + wish.leaseMs),
	);
	const endOfComparison = new Date(tx.now.getTime() + wish.leaseMs * LEASES_OF_COMPARISON);
	return rows.map((row) => workOf(row.body.request === "compare" ? { ...row, due_at: endOfComparison } : row));
}

/** When there is work for the host after what is leased now; null: none that is known. */
export async function nextOfMerchant(tx: MerchantTransaction, caller: HostCaller): Promise<Date | null> {
	const [next] = await tx.query<{ at: Date | null }>(
		`WITH shop AS (${SHOPS})
		 SELECT min(due.due_at) AS at FROM shop CROSS JOIN LATERAL (
			SELECT due_at FROM work w WHERE w.merchant_id = $1::uuid AND w.connection_id = shop.id AND w.state IN ${OFFERED}
			 ORDER BY w.due_at LIMIT 1) due`,
		...scopeOf(tx, caller, {}),
	);
	return next?.at ?? null;
}

/** The first five parameters of SHOPS. */
function scopeOf(tx: MerchantTransaction, { hostId, plugins, connections }: HostCaller, free: LeaseWish["free"]) {
	return [tx.merchantId, hostId, JSON.stringify(free), plugins, connections] as const;
}

function workOf(row: Row): Work {
	const base = {
		id: row.id,
		connection: row.connection_id,
		connectionVersion: row.version,
		leaseUntil: row.due_at.toISOString(),
		attempt: row.attempts,
		possiblyDone: row.possibly_done,
	};
	const { command, request, input } = row.body;
	if (command !== undefined) return { ...base, kind: "command", command };
	if (request !== undefined) return { ...base, kind: "request", request, input: input ?? null };
	return { ...base, kind: "pull", cursor: row.cursor };
}
