import { PayoutAnswer, PayoutQuestion } from "@kontor/connector";
import type { WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../../db/database.ts";
import { notify, withdraw } from "../../notifications/notify.ts";
import { settlementById, storeSettlement } from "../stored-settlement.ts";
import { postingOfLane } from "./ask-for-payouts.ts";
import { causesBut, namedTwice, notFound, notRead, sumsDiffer } from "./notices.ts";
import { requestPayouts } from "./request-payouts.ts";
import { isConsistent, type Split, settlementOfSplit } from "./split-as-settlement.ts";

const HOUR_MS = 60 * 60_000;
/** A platform may know a payout later than the bank, and its books be complete later still. */
const PAUSES_MS = [1, 3, 6, 12, 24, 24, 24, 48, 72].map((hours) => hours * HOUR_MS);

/** A question about a posting, with what it came to. */
export interface AnsweredPayout {
	readonly connectionId: string;
	readonly lane: string;
	readonly input: unknown;
	readonly outcome: Extract<WorkOutcome, { kind: "result" | "fault" }>;
}

/** Takes what a platform's books say of a posting; the same again changes nothing (I4). */
export async function takePayoutAnswer(tx: MerchantTransaction, answered: AnsweredPayout): Promise<void> {
	const { connectionId, lane, outcome } = answered;
	const asked = { posting: postingOfLane(lane), connection: connectionId };
	if (outcome.kind === "fault") return failed(tx, asked, outcome.fault);
	const question = PayoutQuestion.parse(answered.input);
	// A partner's host may answer anything.
	const { data: answer } = PayoutAnswer.safeParse(outcome.result);
	if (answer === undefined || !isConsistent(answer)) return failed(tx, asked, {});
	switch (answer.outcome) {
		case "no-payout":
			return end(tx, asked, "none");
		case "not-found":
			return missing(tx, asked);
		case "incomplete":
			return differs(tx, asked, answer);
		case "split":
			await takeSplit(tx, asked, answer, question);
	}
}

type Asked = { readonly posting: string; readonly connection: string };

/** A plugin's sums are its own: what does not make up the posting to the cent is not taken. */
async function takeSplit(
	tx: MerchantTransaction,
	asked: Asked,
	split: Split,
	{ amount }: PayoutQuestion,
): Promise<void> {
	const read = settlementOfSplit(split, asked);
	const sum = read.lines.reduce((total, { gross, fee }) => total + gross - fee, 0);
	if (sum !== amount.minor || read.currency !== amount.currency) {
		const difference = { minor: amount.minor - sum, currency: amount.currency };
		return differs(tx, asked, { payoutId: split.payoutId, difference });
	}
	const { postingId } = await settlementById(tx, await storeSettlement(tx, read));
	await end(tx, asked, "split");
	if (postingId !== asked.posting) await notify(tx, [namedTwice(asked, split)]);
	await requestPayouts(tx);
}

async function failed(tx: MerchantTransaction, asked: Asked, fault: Parameters<typeof notRead>[1]): Promise<void> {
	await comesAgain(tx, asked, "failed");
	await notify(tx, [notRead(asked, fault)]);
}

async function differs(tx: MerchantTransaction, asked: Asked, found: Parameters<typeof sumsDiffer>[1]): Promise<void> {
	await comesAgain(tx, asked, "incomplete");
	await withdraw(tx, causesBut("PAYOUT_DIFFERS", asked));
	await notify(tx, [sumsDiffer(asked, found)]);
}

async function missing(tx: MerchantTransaction, asked: Asked): Promise<void> {
	const again = await comesAgain(tx, asked, "missing");
	await withdraw(tx, causesBut("PAYOUT_NOT_FOUND", asked));
	// With several sellers it is the other one's.
	if (!again && !(await isSplit(tx, asked.posting))) await notify(tx, [notFound(asked)]);
}

async function end(tx: MerchantTransaction, asked: Asked, state: "none" | "split"): Promise<void> {
	await tx.execute(
		`UPDATE payout_questions SET state = $4, ask_again_at = NULL
		  WHERE merchant_id = $1::uuid AND posting_id = $2::uuid AND connection_id = $3::uuid`,
		tx.merchantId,
		asked.posting,
		asked.connection,
		state,
	);
	await withdraw(tx, causesBut(null, asked));
}

/** @returns whether it is asked again */
async function comesAgain(
	tx: MerchantTransaction,
	{ posting, connection }: Asked,
	state: "missing" | "incomplete" | "failed",
): Promise<boolean> {
	const [row] = await tx.query<{ ask_again_at: Date | null }>(
		`UPDATE payout_questions
		    SET state = $4, attempts = attempts + 1, ask_again_at = $5::timestamptz + ($6::bigint[])[attempts + 1] * interval '1 ms'
		  WHERE merchant_id = $1::uuid AND posting_id = $2::uuid AND connection_id = $3::uuid RETURNING ask_again_at`,
		tx.merchantId,
		posting,
		connection,
		state,
		tx.now,
		PAUSES_MS,
	);
	return row?.ask_again_at != null;
}

async function isSplit(tx: MerchantTransaction, posting: string): Promise<boolean> {
	const [row] = await tx.query(
		`SELECT FROM payout_questions WHERE merchant_id = $1::uuid AND posting_id = $2::uuid AND state IN ('split', 'asked') LIMIT 1`,
		tx.merchantId,
		posting,
	);
	return row !== undefined;
}
