import type { MerchantTransaction } from "../../db/database.ts";
import { enqueueRequest } from "../../writeback/enqueue-request.ts";
import type { StoredSettlement } from "../stored-settlement.ts";

/** Lines at a time: keeps the transaction short, also where a payout has thousands. */
const PORTION = 500;

/**
 * Has the orders of a payout read that are not known here, or not as paid: what was paid at the platform is seldom open in the shop, and
 * so was never read (PRODUCT L3). One that a payout names is taken in (`namedInPayouts`). Each is asked for once.
 * @returns whether some are on their way
 */
export async function readOrders(
	tx: MerchantTransaction,
	{ id, connectionId, lines, readLines }: Unread,
): Promise<boolean> {
	const portion = lines.slice(readLines, readLines + PORTION).filter(({ kind }) => kind !== "charge");
	const wanted = await tx.query<{ ref: string }>(
		`SELECT DISTINCT given.ref FROM unnest($3::text[]) AS given(ref)
		   LEFT JOIN orders o ON o.merchant_id = $1::uuid AND o.connection_id = $2::uuid AND o.ref = given.ref
		  WHERE o.id IS NULL OR o.amount > o.received_in_shop ORDER BY 1`,
		tx.merchantId,
		connectionId,
		portion.map(({ reference }) => reference),
	);
	for (const { ref } of wanted) {
		await enqueueRequest(tx, { connectionId, request: "read", input: { ref }, lane: laneOfRead(connectionId, ref) });
	}
	const read = Math.min(lines.length, readLines + PORTION);
	await tx.execute(
		`UPDATE settlements SET read_lines = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		read,
	);
	if (wanted.length > 0) return true;
	return read < lines.length && readOrders(tx, { id, connectionId, lines, readLines: read });
}

/** A payout with the lines whose orders were asked for. */
interface Unread extends Pick<StoredSettlement, "id" | "lines" | "readLines"> {
	readonly connectionId: string;
}

/** Which of these the open payouts of the connection name. */
export async function namedInPayouts(
	tx: MerchantTransaction,
	connectionId: string,
	refs: readonly string[],
): Promise<ReadonlySet<string>> {
	const rows = await tx.query<{ ref: string }>(
		`SELECT DISTINCT line->>'reference' AS ref FROM settlements s CROSS JOIN jsonb_array_elements(s.lines) line
		  WHERE s.merchant_id = $1::uuid AND s.connection_id = $2::uuid AND s.state = 'open' AND line->>'kind' <> 'charge'
		    AND line->>'reference' = ANY($3::text[])`,
		tx.merchantId,
		connectionId,
		refs,
	);
	return new Set(rows.map(({ ref }) => ref));
}

/** Whether some of these orders are still to be read. */
export async function areBeingRead(
	tx: MerchantTransaction,
	connectionId: string,
	refs: readonly string[],
): Promise<boolean> {
	const [row] = await tx.query(
		`SELECT FROM work WHERE merchant_id = $1::uuid AND lane = ANY($2::text[]) AND state IN ('waiting', 'ready', 'leased', 'unknown') LIMIT 1`,
		tx.merchantId,
		refs.map((ref) => laneOfRead(connectionId, ref)),
	);
	return row !== undefined;
}

function laneOfRead(connectionId: string, ref: string): string {
	return `read:${connectionId}:${ref}`;
}
