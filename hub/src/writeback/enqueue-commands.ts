import type { Command } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { ANNOUNCE_NEXT, promoteLanes } from "./promote-lanes.ts";
import type { WriteBackKind } from "./translate.ts";

/** What a shop has to know of one order, in commands that it can carry out. */
export interface Intent {
	readonly orderId: string;
	readonly connectionId: string;
	/** `status-request`: what an ERP's rules want told; no news of a payment makes it pointless. */
	readonly intent: WriteBackKind | "status-request";
	readonly commands: readonly Command[];
}

/** Which intents a newer one makes pointless, as long as no host has begun them. */
const SUPERSEDES: Readonly<Record<Intent["intent"], readonly WriteBackKind[]>> = {
	"status-request": [],
	"mark-paid": ["mark-paid", "mark-partially-paid", "revoke-payment", "cancel", "set-status"],
	// Told of an order that is not cancelled (any more): for one that is, a part is a note.
	"mark-partially-paid": ["mark-paid", "mark-partially-paid", "revoke-payment", "cancel"],
	"revoke-payment": ["mark-paid", "mark-partially-paid", "revoke-payment"],
	cancel: [],
	"set-status": ["set-status"],
	annotate: [],
	"record-repayment": [],
};
const ALL = Object.keys(SUPERSEDES).filter((intent) => intent !== "status-request");

/** The lane of an order's commands: one at a time, in order (E2). */
function laneOf(orderId: string): string {
	return `order:${orderId}`;
}

/**
 * Stores commands; the first of each order's is ready unless another is under way. The caller holds the orders' rows.
 * `removed` are orders whose shop is told nothing any more (B7).
 */
export async function enqueueCommands(
	tx: MerchantTransaction,
	intents: readonly Intent[],
	removed: readonly { readonly orderId: string }[] = [],
): Promise<void> {
	const freed = await supersede(tx, [
		...intents.map((intent) => ({ orderId: intent.orderId, intents: supersededBy(intent) })),
		...removed.map(({ orderId }) => ({ orderId, intents: ALL })),
	]);
	await insert(tx, await withoutIdleRevocations(tx, intents), new Set(freed));
	await promoteLanes(tx, freed);
}

/** What no host has begun of these intents is not told any more: it is not true any more. The caller holds the orders' rows. */
export async function takeBack(
	tx: MerchantTransaction,
	orderIds: readonly string[],
	intents: readonly WriteBackKind[],
): Promise<void> {
	if (orderIds.length === 0) return;
	await promoteLanes(
		tx,
		await supersede(
			tx,
			orderIds.map((orderId) => ({ orderId, intents })),
		),
	);
}

/** A note of a part payment does not say that the whole one, which the shop was told of, is gone. */
function supersededBy({ intent, commands }: Intent): readonly WriteBackKind[] {
	const isNote = intent === "mark-partially-paid" && commands.every(({ kind }) => kind === "annotate");
	return SUPERSEDES[intent].filter((kind) => !(isNote && kind === "revoke-payment"));
}

/**
 * The first of a lane is ready where the lane is free, which its unique index says. `freed`: in these, what waits already
 * comes first.
 */
async function insert(tx: MerchantTransaction, intents: readonly Intent[], freed: ReadonlySet<string>): Promise<void> {
	const lanes = new Set(freed);
	const rows = intents.flatMap(({ commands, ...rest }) =>
		commands.map((command) => {
			const lane = laneOf(rest.orderId);
			const first = !lanes.has(lane);
			lanes.add(lane);
			return { ...rest, id: command.id, lane, first, command };
		}),
	);
	if (rows.length === 0) return;
	await tx.query(
		`WITH given AS MATERIALIZED (
			SELECT c.id, c."connectionId", c."orderId", c.lane, c.first, jsonb_build_object('intent', c.intent, 'command', c.command) AS body
			  FROM jsonb_to_recordset($2::jsonb) AS c(id uuid, "connectionId" uuid, "orderId" uuid, lane text, first boolean, intent text,
			       command jsonb)),
		 next AS (
			INSERT INTO work (merchant_id, id, connection_id, kind, order_id, lane, body, state, due_at, created_at)
			SELECT $1::uuid, id, "connectionId", 'command', "orderId", lane, body, 'ready', $3, $3 FROM given WHERE first
			ON CONFLICT (merchant_id, lane) WHERE state IN ('ready', 'leased', 'unknown') DO NOTHING
			RETURNING id, connection_id, due_at),
		 others AS (
			INSERT INTO work (merchant_id, id, connection_id, kind, order_id, lane, body, state, due_at, created_at)
			SELECT $1::uuid, id, "connectionId", 'command', "orderId", lane, body, 'waiting', $3, $3 FROM given
			 WHERE id NOT IN (SELECT id FROM next)),
		 ${ANNOUNCE_NEXT}`,
		tx.merchantId,
		JSON.stringify(rows),
		tx.now,
	);
}

/** @returns the lanes in which something need not be told any more: others may go on */
async function supersede(
	tx: MerchantTransaction,
	pointless: readonly { orderId: string; intents: readonly string[] }[],
): Promise<string[]> {
	const rows = await tx.query<{ lane: string }>(
		`WITH pointless AS MATERIALIZED (
			SELECT own.id
			  FROM jsonb_to_recordset($2::jsonb) AS p("orderId" uuid, intents jsonb) CROSS JOIN LATERAL (
				SELECT w.id FROM work w
				 WHERE w.merchant_id = $1::uuid AND w.order_id = p."orderId" AND w.kind = 'command' AND w.attempts = 0
				   AND w.state IN ('ready', 'waiting') AND p.intents ? (w.body->>'intent') FOR UPDATE) own)
		 UPDATE work w SET state = 'superseded', settled_at = $3 FROM pointless
		  WHERE w.merchant_id = $1::uuid AND w.id = pointless.id
		  RETURNING w.lane`,
		tx.merchantId,
		JSON.stringify(pointless),
		tx.now,
	);
	return [...new Set(rows.map(({ lane }) => lane))];
}

/** A shop that was never told of a payment, or told of none since the last was taken back, need not be told that it was. */
async function withoutIdleRevocations(tx: MerchantTransaction, intents: readonly Intent[]): Promise<readonly Intent[]> {
	const revoked = intents.filter(({ intent }) => intent === "revoke-payment").map(({ orderId }) => orderId);
	if (revoked.length === 0) return intents;
	const told = await tx.query<{ order_id: string; intent: WriteBackKind }>(
		`SELECT DISTINCT ON (order_id) order_id, body->>'intent' AS intent FROM work
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND kind = 'command' AND attempts > 0
		    AND state IN ('ready', 'leased', 'unknown', 'done', 'failed')
		    AND body->>'intent' IN ('mark-paid', 'mark-partially-paid', 'revoke-payment')
		  ORDER BY order_id, seq DESC`,
		tx.merchantId,
		revoked,
	);
	const paid = new Set(told.filter(({ intent }) => intent !== "revoke-payment").map(({ order_id }) => order_id));
	return intents.filter(({ intent, orderId }) => intent !== "revoke-payment" || paid.has(orderId));
}
