import { isDeepStrictEqual } from "node:util";
import type { WorkOutcome } from "@kontor/protocol";
import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { lockOrders, type TrackedOrder } from "../orders/tracked-order.ts";
import { announceWorkOf } from "./announce-work.ts";
import { guardLanesOf } from "./enqueue-request.ts";
import { promoteLanes } from "./promote-lanes.ts";

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

/** @throws ProblemError 404 for work that is not this connection's. */
export async function lockWork(
	tx: MerchantTransaction,
	connectionId: string,
	id: string,
): Promise<WorkUnderSettlement> {
	const [place] = await tx.query<{ order_id: string | null }>(
		`SELECT order_id FROM work WHERE merchant_id = $1::uuid AND id = $2::uuid AND connection_id = $3::uuid`,
		tx.merchantId,
		id,
		connectionId,
	);
	if (place === undefined) throw problem("NOT_FOUND");
	// What guards the lane comes before the work itself, as everywhere.
	const [order] = place.order_id === null ? [] : await lockOrders(tx, [place.order_id]);
	if (order === undefined) await guardLanesOf(tx, connectionId);
	const [row] = await tx.query<{
		kind: WorkUnderSettlement["kind"];
		lane: string;
		body: WorkUnderSettlement["body"];
		state: string;
		attempts: number;
		created_at: Date;
		outcome: unknown;
	}>(
		`SELECT kind, lane, body, state, attempts, created_at, outcome FROM work
		  WHERE merchant_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
		tx.merchantId,
		id,
	);
	if (row === undefined) throw problem("NOT_FOUND");
	const { created_at: createdAt, ...rest } = row;
	return { ...rest, id, connectionId, createdAt, order: order ?? null };
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

/** The end of it: its lane is free for the next. */
export async function endWork(
	tx: MerchantTransaction,
	work: WorkUnderSettlement,
	state: "done" | "declined" | "failed",
	outcome: WorkOutcome,
): Promise<void> {
	await tx.execute(
		`UPDATE work SET state = $3, outcome = $4::jsonb, settled_at = $5 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		work.id,
		state,
		JSON.stringify(outcome),
		tx.now,
	);
	const promoted = await promoteLanes(tx, [work.lane]);
	if (promoted > 0) await announceWorkOf(tx, [work.connectionId], tx.now);
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
