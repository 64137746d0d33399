import { problem, type WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { followWork } from "../status-requests/follow-work.ts";
import { settleUnheld } from "../status-requests/settle-unheld.ts";
import { storedCommand } from "./command-of.ts";
import { settleCommand } from "./settle-command.ts";
import { settleReading } from "./settle-reading.ts";
import { isSettledAlready, lockWork, offerAgain, type WorkUnderSettlement } from "./work-under-settlement.ts";

/**
 * Takes how a piece of work ended, with all that follows, in one transaction: what the shop now shows, the next command of
 * the order, another attempt, a notification. The same again changes nothing.
 * @throws ProblemError SETTLED_OTHERWISE
 */
export async function settle(
	tx: MerchantTransaction,
	hub: Hub,
	{ connection, work: id }: { connection: string; work: string },
	outcome: WorkOutcome,
): Promise<void> {
	const work = await lockWork(tx, connection, id);
	if (isSettledAlready(work, outcome) || isOfEarlierLease(work, outcome)) return;
	if (outcome.kind === "returned") return offerAgain(tx, work, { dueAt: tx.now, outcome });
	const { order } = work;
	if (work.kind === "command") {
		if (outcome.kind === "result") throw problem("INVALID_REQUEST", { detail: "a command ends with an outcome" });
		if (order === null) return settleUnheld(tx, work, outcome);
		await settleCommand(tx, { work, order, command: storedCommand(work.body.command) }, outcome);
		if (work.body.intent === "status-request") await followWork(tx, work.id);
		return;
	}
	if (outcome.kind === "outcome") throw problem("INVALID_REQUEST", { detail: "this is no command: expected a result" });
	return settleReading(tx, hub, work, outcome);
}

/** A fault of a lease that has ended meanwhile: whoever holds the work now has still to say how it goes (I5). */
function isOfEarlierLease({ attempts }: WorkUnderSettlement, outcome: WorkOutcome): boolean {
	return "attempt" in outcome && outcome.attempt !== undefined && outcome.attempt < attempts;
}
