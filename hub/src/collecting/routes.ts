import {
	completeCollectionCase,
	getCollectionCase,
	getCollectionFile,
	getCollectionPartner,
	listCollectionCases,
	passOnCollectionCase,
	putCollectionPartner,
	reportCollectionStatus,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { signedHeaders } from "../integrated/routes.ts";
import { complete, passOn } from "./change-case.ts";
import { callPartner } from "./follow-orders.ts";
import { casesOf } from "./list-cases.ts";
import { partnerState, setPartner } from "./partner.ts";
import { detailOf, fileOfCase } from "./stored-case.ts";
import { reportStatus } from "./take-status.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, getCollectionPartner, (tx) => partnerState(hub, tx)),
		merchantRoute(hub, putCollectionPartner, async (tx, { body }, { label }) => {
			const state = await setPartner(hub, tx, body, label);
			await callPartner(tx);
			return state;
		}),
		merchantRoute(hub, listCollectionCases, (tx, { query }) => casesOf(tx, query)),
		merchantRoute(hub, getCollectionCase, (tx, { params }) => detailOf(hub, tx, params.case)),
		merchantRoute(hub, completeCollectionCase, async (tx, { params, body }) => {
			await complete(tx, params.case, body);
			return detailOf(hub, tx, params.case);
		}),
		merchantRoute(hub, getCollectionFile, (tx, { params }) => fileOfCase(hub, tx, params.case)),
		merchantRoute(hub, passOnCollectionCase, async (tx, { params, body }) => {
			await passOn(hub, tx, params.case, body.reference);
			return detailOf(hub, tx, params.case);
		}),
		route(reportCollectionStatus, (_, { params, body, request }) =>
			reportStatus(hub, params.creditor, new Headers(signedHeaders(request.headers)), body),
		),
	];
}
