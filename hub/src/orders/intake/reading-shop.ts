import { isDeepStrictEqual } from "node:util";
import { Mapping } from "@kontor/connector";
import { type OrdersBatch, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../../db/database.ts";

/** The connection that orders are taken from. */
export interface ReadShop {
	readonly id: string;
	readonly mapping: Mapping;
	readonly connectedAt: Date;
	readonly testSystem: boolean;
	/** The merchant said that its numbers are not another shop's (PRODUCT A9). */
	readonly numbersDiffer: boolean;
	/** Orders of it may be another shop's, too (PRODUCT A13). */
	readonly linked: boolean;
	/** A payout of it waits to be booked (PRODUCT D3). */
	readonly paysOut: boolean;
	/** Whether invoices can be fetched. */
	readonly documents: boolean;
	readonly cursor: unknown;
}

/**
 * Locks the connection: its batches are stored one after the other, so that two deliveries of one order never meet.
 * @throws ProblemError CONFLICT where nothing is read (any more).
 */
export async function lockReadShop(tx: MerchantTransaction, connectionId: string): Promise<ReadShop> {
	const [row] = await tx.query<{
		mapping: unknown;
		connected_at: Date | null;
		state: string;
		test_system: boolean;
		numbers_differ: boolean;
		linked: boolean;
		pays_out: boolean;
		documents: boolean | null;
		cursor: unknown;
	}>(
		`SELECT c.mapping, c.connected_at, c.state, c.test_system, c.numbers_differ, c.cursor,
		        EXISTS (SELECT FROM connection_links k WHERE k.merchant_id = c.merchant_id AND c.id IN (k.leader_id, k.follower_id)) AS linked,
		        EXISTS (SELECT FROM settlements s WHERE s.merchant_id = c.merchant_id AND s.connection_id = c.id AND s.state = 'open') AS pays_out,
		        (p.manifest->'capabilities'->'documents')::boolean AS documents
		   FROM connections c LEFT JOIN plugins p ON p.id = c.plugin
		  WHERE c.merchant_id = $1::uuid AND c.id = $2::uuid FOR NO KEY UPDATE OF c`,
		tx.merchantId,
		connectionId,
	);
	if (row === undefined) throw problem("NOT_FOUND");
	if (row.connected_at === null || row.state !== "connected") {
		throw problem("CONFLICT", { detail: `the connection is ${row.state}: nothing is read` });
	}
	return {
		id: connectionId,
		mapping: Mapping.parse(row.mapping),
		connectedAt: row.connected_at,
		testSystem: row.test_system,
		numbersDiffer: row.numbers_differ,
		linked: row.linked,
		paysOut: row.pays_out,
		documents: row.documents ?? false,
		cursor: row.cursor,
	};
}

/** A page counts only where the one before it ended. @throws ProblemError CURSOR_MOVED. */
export async function moveCursor(
	tx: MerchantTransaction,
	shop: ReadShop,
	{ from, to }: NonNullable<OrdersBatch["cursor"]>,
): Promise<void> {
	if (!isDeepStrictEqual(shop.cursor ?? null, from)) {
		throw problem("CURSOR_MOVED", { detail: `the cursor is at ${JSON.stringify(shop.cursor)}` });
	}
	await tx.execute(
		`UPDATE connections SET cursor = $3::jsonb, first_read_at = coalesce(first_read_at, $4)
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		shop.id,
		JSON.stringify(to),
		tx.now,
	);
}
