import {
	assignPosting,
	getAssignmentFigures,
	listKnownPayers,
	rejectPosting,
	revokeKnownPayer,
	undoAssignment,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { readPosting } from "../postings/read-postings.ts";
import * as assign from "./assign-posting.ts";
import { figuresOf } from "./figures.ts";
import * as payers from "./known-payers.ts";
import * as reject from "./reject-posting.ts";
import * as undo from "./undo-assignment.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, assignPosting, async (tx, { params, body }, { label }) => {
			await assign.assignPosting(tx, params.posting, body.orders, label);
			return readPosting(tx, params.posting);
		}),
		merchantRoute(hub, rejectPosting, async (tx, { params }) => {
			await reject.rejectPosting(tx, params.posting);
			return readPosting(tx, params.posting);
		}),
		merchantRoute(hub, undoAssignment, async (tx, { params }, { label }) => {
			const posting = await undo.undoAssignment(tx, params.assignment, label);
			return posting === null ? null : readPosting(tx, posting);
		}),
		merchantRoute(hub, getAssignmentFigures, (tx) => figuresOf(tx)),
		merchantRoute(hub, listKnownPayers, (tx, { query }) => payers.pageOfKnownPayers(tx, query)),
		merchantRoute(hub, revokeKnownPayer, (tx, { params }) => payers.revokeKnownPayer(tx, params.payer)),
	];
}
