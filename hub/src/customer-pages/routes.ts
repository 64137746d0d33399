import { getPaymentProof, listPaymentAnswers } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { answersOf, proofOfAnswer } from "./answers-of-order.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, listPaymentAnswers, async (tx, { params }) => ({ items: await answersOf(tx, params.order) })),
		merchantRoute(hub, getPaymentProof, (tx, { params }) => proofOfAnswer(tx, params.answer)),
	];
}
