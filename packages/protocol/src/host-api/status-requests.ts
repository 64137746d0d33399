import { HeldStatus, PlatformOrder, Standing, StatusRequest } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { ConnectionId } from "./connections.ts";

const params = z.object({ connection: ConnectionId });

/** How many are taken at a time. */
export const MAX_STATUS_REQUESTS = 200;

export const postStatusRequests = operation({
	id: "postStatusRequests",
	method: "post",
	path: "/v1/connections/{connection}/status-requests",
	audience: "host",
	summary:
		"What an ERP's rules want told at platforms, for the orders these hold: status, parcels, an e-mail. The same id again changes nothing; a subject has one request under way at a time.",
	params,
	body: z.object({
		requests: z.array(StatusRequest).max(MAX_STATUS_REQUESTS),
		held: z.array(HeldStatus).max(MAX_STATUS_REQUESTS),
	}),
	result: z.object({ standings: z.array(Standing) }),
});

export const listStandings = operation({
	id: "listStandings",
	method: "post",
	path: "/v1/connections/{connection}/status-requests:standings",
	audience: "host",
	summary: "How far the requests of some subjects are; one that never had any is left out.",
	params,
	body: z.object({ subjects: z.array(z.string().min(1).max(190)).max(500) }),
	result: z.object({ standings: z.array(Standing) }),
});

export const listPaidOrders = operation({
	id: "listPaidOrders",
	method: "post",
	path: "/v1/connections/{connection}/status-requests:paid",
	audience: "host",
	summary: "Which of some platforms' orders are paid, in their order: an ERP's rules may wait for that.",
	params,
	body: z.object({ orders: z.array(PlatformOrder).max(500) }),
	result: z.object({ paid: z.array(z.boolean()) }),
});
