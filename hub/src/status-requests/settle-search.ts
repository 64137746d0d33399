import type { WorkOutcome } from "@kontor/protocol";
import { FoundInShop } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { goOnLater } from "./go-on-later.ts";

const Answer = z.object({ orders: z.array(FoundInShop) });

/** Stores which orders a shop has, in the transaction that settles its answer; without one the shop is asked again later. */
export async function settleSearch(tx: MerchantTransaction, workId: string, outcome: WorkOutcome): Promise<void> {
	const answer = Answer.safeParse(outcome.kind === "result" ? outcome.result : null);
	const [request] = await tx.query<{ connectionId: string; id: string }>(
		`UPDATE status_request_searches SET found = $3::jsonb WHERE merchant_id = $1::uuid AND work_id = $2::uuid
		 RETURNING connection_id AS "connectionId", request_id AS id`,
		tx.merchantId,
		workId,
		answer.success ? JSON.stringify(answer.data.orders) : null,
	);
	if (request !== undefined) await goOnLater(tx, request);
}
