import { FAULTS } from "@kontor/connector";
import { type FaultOnWire, REQUESTS, type WorkOutcome } from "@kontor/protocol";
import { settleConnectionRequest } from "../connections/settle-request.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { followReading } from "../settlements/payouts/run.ts";
import { takePayoutAnswer } from "../settlements/payouts/take-answer.ts";
import { askForRequests } from "../status-requests/ask-for-requests.ts";
import { settleSearch } from "../status-requests/settle-search.ts";
import { accessRefused, causeOfRefusal, causeOfSilence, notRead } from "./notices.ts";
import { pauseAfter } from "./pauses.ts";
import { resumeAfterCheck } from "./resume-after-check.ts";
import { planNext } from "./schedule.ts";
import { endWork, offerAgain, type WorkUnderSettlement } from "./work-under-settlement.ts";

type ReadingOutcome = Extract<WorkOutcome, { kind: "result" | "fault" }>;

/** Asked about the connection itself: what its answer means is not for here. */
const OF_CONNECTIONS = ["check", "describe", "begin-connect", "watch-webhooks", "refresh-secrets"];

/** How often a reading is tried. A person waits for some; what the schedule asks is asked until it is answered; a payout is asked about again. */
const ATTEMPTS: Readonly<Record<string, number>> = {
	check: 1,
	"begin-connect": 1,
	pull: Infinity,
	compare: Infinity,
	payout: 3,
};
const OTHERWISE = 8;
const LONGEST_PAUSE_MS = 30 * 60 * 1000;
/** From then on the merchant is told that his orders are not read. */
const TELL_AFTER = 5;

/** Takes the answer to a pull, a comparison or a question. */
export async function settleReading(
	tx: MerchantTransaction,
	hub: Hub,
	work: WorkUnderSettlement,
	outcome: ReadingOutcome,
): Promise<void> {
	const { connectionId } = work;
	const what = work.body.request ?? "pull";
	if (outcome.kind === "fault") await tellOfFault(tx, work, what, outcome.fault);
	if (outcome.kind === "fault" && isTriedAgain(what, work.attempts, outcome.fault)) {
		const pause = pauseAfter(work.id, work.attempts, outcome.fault.retryAfterMs, LONGEST_PAUSE_MS);
		await offerAgain(tx, work, { dueAt: new Date(tx.now.getTime() + pause), outcome });
		return;
	}
	await endWork(tx, work, outcome.kind === "fault" ? "failed" : "done", outcome);
	if (outcome.kind === "result") await markReached(tx, connectionId);
	if (what === "find") await settleSearch(tx, work.id, outcome);
	if (what === "read") await followReading(tx, connectionId);
	if (what === "payout") {
		await takePayoutAnswer(tx, { connectionId, lane: work.lane, input: work.body.input ?? null, outcome });
	}
	if (what === "watch-webhooks") await noteEvents(tx, connectionId, outcome);
	if (OF_CONNECTIONS.includes(what)) {
		await settleConnectionRequest(tx, hub, { connectionId, request: what, input: work.body.input ?? null, outcome });
	}
	if (what === "check" && outcome.kind === "result") await resumeAfterCheck(tx, connectionId, outcome.result);
	if (what === "pull" || what === "compare") await planNext(tx, connectionId, what);
	if (what === "pull") await askForRequests(tx, connectionId);
}

function isTriedAgain(what: string, attempts: number, { fault }: FaultOnWire): boolean {
	return FAULTS[fault].retry !== "never" && attempts < (ATTEMPTS[what] ?? (isPluginsOwn(what) ? 1 : OTHERWISE));
}

/** Asked by a person, who sees the answer. */
function isPluginsOwn(what: string): boolean {
	return what !== "pull" && !REQUESTS.some((request) => request === what);
}

async function tellOfFault(
	tx: MerchantTransaction,
	{ connectionId, attempts }: WorkUnderSettlement,
	what: string,
	fault: FaultOnWire,
): Promise<void> {
	// What is wrong with payouts is said of their postings.
	if (OF_CONNECTIONS.includes(what) || isPluginsOwn(what) || what === "payout") return;
	if (fault.fault === "bad-config") await notify(tx, [accessRefused(connectionId, fault)]);
	else if (attempts >= TELL_AFTER || FAULTS[fault.fault].retry === "never")
		await notify(tx, [notRead(connectionId, fault)]);
}

async function markReached(tx: MerchantTransaction, connectionId: string): Promise<void> {
	await tx.execute(
		`UPDATE connections SET reached_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		connectionId,
		tx.now,
	);
	await withdraw(tx, [causeOfRefusal(connectionId), causeOfSilence(connectionId)]);
}

/** Whether the shop calls by itself decides how often it is asked (PRODUCT B2, B3). */
async function noteEvents(tx: MerchantTransaction, connectionId: string, outcome: ReadingOutcome): Promise<void> {
	const problems =
		outcome.kind === "result" ? (outcome.result as { problems?: unknown[] } | null)?.problems : undefined;
	await tx.execute(
		`UPDATE connections SET events_work = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		connectionId,
		problems?.length === 0,
	);
}
