import type { WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { notify } from "../notifications/notify.ts";
import { nextTry } from "../writeback/next-try.ts";
import { accessRefused } from "../writeback/notices.ts";
import { endWork, offerAgain, type WorkUnderSettlement } from "../writeback/work-under-settlement.ts";
import { goOnLater } from "./go-on-later.ts";

/** Settles a command for an order that Kontor does not hold: tried again as any other (E1, E2), and the request goes on. */
export async function settleUnheld(
	tx: MerchantTransaction,
	work: WorkUnderSettlement,
	outcome: Extract<WorkOutcome, { kind: "outcome" | "fault" }>,
): Promise<void> {
	if (outcome.kind === "fault") {
		const next = nextTry(work, outcome.fault, tx.now);
		if (next === null) return end(tx, work, "failed", outcome);
		if (next.refused) await notify(tx, [accessRefused(work.connectionId, outcome.fault)]);
		return offerAgain(tx, work, { ...next, outcome });
	}
	await end(tx, work, outcome.outcome.status === "declined" ? "declined" : "done", outcome);
}

async function end(
	tx: MerchantTransaction,
	work: WorkUnderSettlement,
	state: Parameters<typeof endWork>[2],
	outcome: WorkOutcome,
): Promise<void> {
	await endWork(tx, work, state, outcome);
	const [request] = await tx.query<{ connectionId: string; id: string }>(
		`SELECT connection_id AS "connectionId", id FROM status_requests
		  WHERE merchant_id = $1::uuid AND work_id = $2::uuid AND state = 'underway'`,
		tx.merchantId,
		work.id,
	);
	if (request !== undefined) await goOnLater(tx, request);
}
