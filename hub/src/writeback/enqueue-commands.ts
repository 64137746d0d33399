import type { Command } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { promoteLanes } from "./promote-lanes.ts";
import type { WriteBackKind } from "./translate.ts";

/** What a shop has to know of one order, in commands that it can carry out. */
export interface Intent {
	readonly orderId: string;
	readonly connectionId: string;
	readonly intent: WriteBackKind;
	readonly commands: readonly Command[];
}

/** Which intents a newer one makes pointless, as long as no host has begun them. */
const SUPERSEDES: Readonly<Record<WriteBackKind, readonly WriteBackKind[]>> = {
	"mark-paid": ["mark-paid", "mark-partially-paid", "revoke-payment", "cancel", "set-status"],
	// Told of an order that is not cancelled (any more): for one that is, a part is a note.
	"mark-partially-paid": ["mark-paid", "mark-partially-paid", "revoke-payment", "cancel"],
	"revoke-payment": ["mark-paid", "mark-partially-paid", "revoke-payment"],
	cancel: [],
	"set-status": ["set-status"],
	annotate: [],
	"record-repayment": [],
};
const ALL = Object.keys(SUPERSEDES);

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
	await supersede(tx, [
		...intents.map(({ orderId, intent }) => ({ orderId, intents: SUPERSEDES[intent] })),
		...removed.map(({ orderId }) => ({ orderId, intents: ALL })),
	]);
	const rows = (await withoutIdleRevocations(tx, intents)).flatMap(({ commands, ...rest }) =>
		commands.map((command) => ({ ...rest, id: command.id, lane: laneOf(rest.orderId), command })),
	);
	if (rows.length > 0) {
		await tx.execute(
			`INSERT INTO work (merchant_id, id, connection_id, kind, order_id, lane, body, state, due_at, created_at)
			 SELECT $1::uuid, c.id, c."connectionId", 'command', c."orderId", c.lane,
			        jsonb_build_object('intent', c.intent, 'command', c.command), 'waiting', $3, $3
			   FROM jsonb_to_recordset($2::jsonb) AS c(id uuid, "connectionId" uuid, "orderId" uuid, lane text, intent text, command jsonb)`,
			tx.merchantId,
			JSON.stringify(rows),
			tx.now,
		);
	}
	await promoteLanes(tx, [...new Set([...intents, ...removed].map(({ orderId }) => laneOf(orderId)))]);
}

async function supersede(
	tx: MerchantTransaction,
	pointless: readonly { orderId: string; intents: readonly string[] }[],
): Promise<void> {
	await tx.execute(
		`UPDATE work w SET state = 'superseded', settled_at = $3
		   FROM jsonb_to_recordset($2::jsonb) AS p("orderId" uuid, intents jsonb)
		  WHERE w.merchant_id = $1::uuid AND w.order_id = ANY($4::uuid[]) AND w.order_id = p."orderId" AND w.kind = 'command' AND w.attempts = 0
		    AND w.state IN ('ready', 'waiting') AND p.intents ? (w.body->>'intent')`,
		tx.merchantId,
		JSON.stringify(pointless),
		tx.now,
		pointless.map(({ orderId }) => orderId),
	);
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
