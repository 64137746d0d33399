import type { Text } from "@kontor/connector";
import { type FaultOnWire, type getPluginAnswer, problem, type WorkOutcome } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";

type Answer = z.infer<typeof getPluginAnswer.result>;

const UNSAID: Text = {
	de: "Die Frage konnte nicht beantwortet werden. Bitte später noch einmal versuchen.",
	en: "The question could not be answered. Please try again later.",
};

/** @throws ProblemError 404 */
export async function answerOf(
	tx: MerchantTransaction,
	{ connection, work }: { readonly connection: string; readonly work: string },
): Promise<Answer> {
	const [row] = await tx.query<{ state: string; outcome: WorkOutcome | null }>(
		`SELECT state, outcome FROM work
		  WHERE merchant_id = $1::uuid AND id = $2::uuid AND connection_id = $3::uuid AND kind = 'request'`,
		tx.merchantId,
		work,
		connection,
	);
	if (row === undefined) throw problem("NOT_FOUND");
	if (row.state === "done" && row.outcome?.kind === "result") return { state: "answered", result: row.outcome.result };
	if (["failed", "superseded"].includes(row.state)) return { state: "failed", text: reasonOf(row.outcome) };
	return { state: "pending" };
}

function reasonOf(outcome: WorkOutcome | null): Text {
	const fault: FaultOnWire | null = outcome?.kind === "fault" ? outcome.fault : null;
	return fault?.forMerchant ?? UNSAID;
}
