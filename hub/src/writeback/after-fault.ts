import type { WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { notify } from "../notifications/notify.ts";
import { nextTry } from "./next-try.ts";
import { accessRefused, notTransferred } from "./notices.ts";
import type { CommandUnderSettlement } from "./settle-command.ts";
import { endWork, offerAgain } from "./work-under-settlement.ts";

type FaultOutcome = Extract<WorkOutcome, { kind: "fault" }>;

/** Has a command tried again, for seven days from its creation; then the merchant is told that it failed (PRODUCT E1). */
export async function afterFault(
	tx: MerchantTransaction,
	{ work, order, command }: CommandUnderSettlement,
	outcome: FaultOutcome,
): Promise<void> {
	const { fault } = outcome;
	const next = nextTry(work, fault, tx.now);
	if (next === null) {
		await endWork(tx, work, "failed", outcome);
		await notify(tx, [notTransferred(order, command, fault)]);
		return;
	}
	// Said before the work is announced, as where a reading is refused: each may wait for the other's row.
	if (next.refused) await notify(tx, [accessRefused(order.connectionId, fault)]);
	await offerAgain(tx, work, { ...next, outcome });
}
