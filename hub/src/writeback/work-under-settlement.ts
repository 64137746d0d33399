import { isDeepStrictEqual } from "node:util";
import type { WorkOutcome } from "@kontor/protocol";
import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { BY_KEY } from "../db/transaction-pool.ts";
import { TRACKED_COLUMNS, type TrackedOrder, type TrackedRow, tracked } from "../orders/tracked-order.ts";
import { announceWorkOf } from "./announce-work.ts";
import { guardLanesOf } from "./enqueue-request.ts";
import { ANNOUNCE_NEXT } from "./promote-lanes.ts";

/** A piece of work whose end a host reports; its lane is guarded by the caller's transaction. */
export interface WorkUnderSettlement {
	readonly id: string;
	readonly connectionId: string;
	readonly kind: "command" | "pull" | "request";
	/** The order it is about, locked. */
	readonly order: TrackedOrder | null;
	readonly lane: string;
	readonly body: {
		readonly command?: unknown;
		readonly intent?: string;
		readonly request?: string;
		readonly input?: unknown;
	};
	readonly state: string;
	readonly attempts: number;
	readonly createdAt: Date;
	readonly outcome: unknown;
}

interface WorkRow {
	kind: WorkUnderSettlement["kind"];
	lane: string;
	body: WorkUnderSettlement["body"];
	work_state: string;
	attempts: number;
	work_created_at: Date;
	outcome: unknown;
}
const COLUMNS = `w.kind, w.lane, w.body, w.state AS work_state, w.attempts, w.created_at AS work_created_at, w.outcome`;

/**
 * Locks a piece of work behind what guards its lane. What a reading tells counts for its connection as well: that is
 * locked before the order, as where a batch is stored.
 * @throws ProblemError 404 for work that is not this connection's.
 */
export async function lockWork(
	tx: MerchantTransaction,
	connectionId: string,
	id: string,
): Promise<WorkUnderSettlement> {
	const command = await lockWithOrder(tx, connectionId, id, { isCommand: true });
	if (command !== null) return command;
	await guardLanesOf(tx, connectionId);
	const ofOrder = await lockWithOrder(tx, connectionId, id, { isCommand: false });
	if (ofOrder !== null) return ofOrder;
	const [row] = await tx.query<WorkRow>(
		`SELECT ${COLUMNS} FROM work w
		  WHERE w.merchant_id = $1::uuid AND w.id = $2::uuid AND w.connection_id = $3::uuid FOR UPDATE`,
		tx.merchantId,
		id,
		connectionId,
	);
	if (row === undefined) throw problem("NOT_FOUND");
	return underSettlement(id, connectionId, row, null);
}

async function lockWithOrder(
	tx: MerchantTransaction,
	connectionId: string,
	id: string,
	{ isCommand }: { isCommand: boolean },
): Promise<WorkUnderSettlement | null> {
	const [row] = await tx.query<WorkRow & TrackedRow>(
		`${BY_KEY} SELECT ${COLUMNS}, ${TRACKED_COLUMNS} FROM orders o JOIN work w ON w.merchant_id = o.merchant_id AND w.order_id = o.id
		  WHERE w.merchant_id = $1::uuid AND w.id = $2::uuid AND w.connection_id = $3::uuid AND (w.kind = 'command') = $4
		    FOR UPDATE OF o, w`,
		tx.merchantId,
		id,
		connectionId,
		isCommand,
	);
	return row === undefined ? null : underSettlement(id, connectionId, row, tracked(row));
}

function underSettlement(
	id: string,
	connectionId: string,
	{ kind, lane, body, work_state: state, attempts, work_created_at: createdAt, outcome }: WorkRow,
	order: TrackedOrder | null,
): WorkUnderSettlement {
	return { id, connectionId, kind, order, lane, body, state, attempts, createdAt, outcome };
}

/**
 * Whether this very outcome is stored already: then nothing changes (I4).
 * @throws ProblemError SETTLED_OTHERWISE for another outcome of what is settled, CONFLICT for what no host has begun.
 */
export function isSettledAlready(work: WorkUnderSettlement, outcome: WorkOutcome): boolean {
	// As it was stored: through JSON, where absent and undefined are one.
	if (isDeepStrictEqual(work.outcome, JSON.parse(JSON.stringify(outcome)))) return work.state !== "leased";
	if (["leased", "ready", "unknown"].includes(work.state)) {
		if (outcome.kind === "returned" && work.state !== "leased") return true;
		if (work.state === "ready" && work.attempts === 0) throw problem("CONFLICT", { detail: "no host has begun this" });
		return false;
	}
	if (work.state === "waiting") throw problem("CONFLICT", { detail: "no host has begun this" });
	throw problem("SETTLED_OTHERWISE", { detail: `it is ${work.state}` });
}

/** The end of it: the next of its lane is ready. One statement, since this is what every command comes to. */
export async function endWork(
	tx: MerchantTransaction,
	work: WorkUnderSettlement,
	state: "done" | "declined" | "failed",
	outcome: WorkOutcome,
): Promise<void> {
	await tx.query(
		`${BY_KEY} WITH ended AS (
			UPDATE work SET state = $3, outcome = $4::jsonb, settled_at = $5
			 WHERE merchant_id = $1::uuid AND id = $2::uuid RETURNING lane),
		 first AS (
			SELECT waiting.id FROM ended CROSS JOIN LATERAL (
				SELECT id FROM work WHERE merchant_id = $1::uuid AND lane = ended.lane AND state = 'waiting' ORDER BY seq LIMIT 1) waiting),
		 next AS (
			UPDATE work SET state = 'ready', due_at = greatest(due_at, $5)
			 WHERE merchant_id = $1::uuid AND id = (SELECT id FROM first) RETURNING connection_id, due_at),
		 ${ANNOUNCE_NEXT}`,
		tx.merchantId,
		work.id,
		state,
		JSON.stringify(outcome),
		tx.now,
	);
}

/** It will be offered again. `unknown` where it may have had its effect. */
export async function offerAgain(
	tx: MerchantTransaction,
	work: WorkUnderSettlement,
	{ state = "ready", dueAt, outcome }: { state?: "ready" | "unknown"; dueAt: Date; outcome: WorkOutcome },
): Promise<void> {
	// What was never begun is no attempt, and leaves no trace.
	const begun = outcome.kind !== "returned";
	await tx.execute(
		`UPDATE work SET state = $3, due_at = $4, outcome = coalesce($5::jsonb, outcome), attempts = attempts - $6::int
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		work.id,
		state,
		dueAt,
		begun ? JSON.stringify(outcome) : null,
		begun ? 0 : 1,
	);
	await announceWorkOf(tx, [work.connectionId], dueAt);
}
