import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { judgeByPerson } from "./judge-decisions.ts";
import { assertNoRepayment, lockPosting, markDecided } from "./locked-posting.ts";
import { noteReviewEnd, withdrawForPostings } from "./notices.ts";

/** A person says that the posting pays no order. @throws ProblemError 404; 409 where something of it is assigned */
export async function rejectPosting(tx: MerchantTransaction, postingId: string): Promise<void> {
	const posting = await lockPosting(tx, postingId);
	if (posting.outcome === "none" && posting.decidedBy === "person") return;
	assertNoRepayment(posting);
	if (posting.assigned !== 0) {
		throw problem("CONFLICT", {
			detail: "undo its assignments first",
			forMerchant: {
				de: "Die Buchung ist zugeordnet. Bitte nehmen Sie zuerst die Zuordnung zurück.",
				en: "The posting is assigned. Please undo its assignment first.",
			},
		});
	}
	await judgeByPerson(tx, posting, new Set());
	await markDecided(tx, posting.id, "none");
	await withdrawForPostings(tx, [posting.id]);
	await noteReviewEnd(tx);
}
