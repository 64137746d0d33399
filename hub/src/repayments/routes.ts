import {
	approveRepayment,
	arrangeRepayment,
	askForBankDetails,
	changeRepayment,
	createRepaymentBatch,
	getRepaymentFile,
	listRepaymentBatches,
	listRepayments,
	matchRepayment,
	problem,
	undoRepaymentPosting,
	withdrawRepayment,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { ask } from "./bank-details.ts";
import { approve, arrange, change, withdraw } from "./change-repayment.ts";
import { createBatch } from "./create-batch.ts";
import { batches, repayments } from "./list-repayments.ts";
import { matchPosting, undoPosting } from "./match-posting.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, arrangeRepayment, (tx, { params, body }, { label }) => arrange(tx, params.order, body, label)),
		merchantRoute(hub, askForBankDetails, (tx, { params, body }, { label }) => ask(hub, tx, params.order, body, label)),
		merchantRoute(hub, listRepayments, (tx, { query }) => repayments(tx, query)),
		merchantRoute(hub, changeRepayment, (tx, { params, body }, { label }) => change(tx, params.repayment, body, label)),
		merchantRoute(hub, approveRepayment, (tx, { params }, { label }) => approve(tx, params.repayment, label)),
		merchantRoute(hub, withdrawRepayment, (tx, { params }) => withdraw(tx, params.repayment)),
		merchantRoute(hub, matchRepayment, (tx, { params, body }, { label }) =>
			matchPosting(tx, params.repayment, body.posting, label),
		),
		merchantRoute(hub, undoRepaymentPosting, (tx, { params }, { label }) => undoPosting(tx, params.repayment, label)),
		merchantRoute(hub, createRepaymentBatch, (tx, { body }, { label }) => createBatch(tx, body.account, label)),
		merchantRoute(hub, listRepaymentBatches, (tx, { query }) => batches(tx, query)),
		merchantRoute(hub, getRepaymentFile, async (tx, { params: { batch: id } }) => {
			const { merchantId } = tx;
			const batch = await tx.model.repaymentBatch.findUnique({ where: { merchantId_id: { merchantId, id } } });
			if (batch === null) throw problem("NOT_FOUND", { detail: "no such batch" });
			return new TextEncoder().encode(batch.file);
		}),
	];
}
