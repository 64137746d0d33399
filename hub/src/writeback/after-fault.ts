import { FAULTS } from "@kontor/connector";
import type { WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { notify } from "../notifications/notify.ts";
import { accessRefused, notTransferred } from "./notices.ts";
import { pauseAfter, TRIED_FOR_MS } from "./pauses.ts";
import type { CommandUnderSettlement } from "./settle-command.ts";
import { endWork, offerAgain } from "./work-under-settlement.ts";

type FaultOutcome = Extract<WorkOutcome, { kind: "fault" }>;
type Retry = (typeof FAULTS)[keyof typeof FAULTS]["retry"];

/** A check that passes brings it back at once; until then it is tried now and then, since some refusals pass. */
const REFUSED_PAUSE_MS = 60 * 60 * 1000;

/** What follows for a command, by what the fault says about repeating it. `null`: it is given up. */
const AFTER: Readonly<Record<Retry, { readonly state: "ready" | "unknown"; readonly leastMs: number } | null>> = {
	never: null,
	"after-merchant-fix": { state: "ready", leastMs: REFUSED_PAUSE_MS },
	"after-delay": { state: "ready", leastMs: 0 },
	backoff: { state: "ready", leastMs: 0 },
	// The handler looks first whether the command has had its effect.
	"after-read-back": { state: "unknown", leastMs: 0 },
};

/** Has a command tried again, for seven days from its creation; then the merchant is told that it failed (PRODUCT E1). */
export async function afterFault(
	tx: MerchantTransaction,
	{ work, order, command }: CommandUnderSettlement,
	outcome: FaultOutcome,
): Promise<void> {
	const { fault } = outcome;
	const { retry } = FAULTS[fault.fault];
	const next = AFTER[retry];
	const end = work.createdAt.getTime() + TRIED_FOR_MS;
	if (next === null || tx.now.getTime() >= end) {
		await endWork(tx, work, "failed", outcome);
		await notify(tx, [notTransferred(order, command, fault)]);
		return;
	}
	const pause = pauseAfter(work.id, work.attempts, Math.max(next.leastMs, fault.retryAfterMs ?? 0));
	const dueAt = new Date(Math.min(tx.now.getTime() + pause, end));
	// Said before the work is announced, as where a reading is refused: each may wait for the other's row.
	if (retry === "after-merchant-fix") await notify(tx, [accessRefused(order.connectionId, fault)]);
	await offerAgain(tx, work, { state: next.state, dueAt, outcome });
}
