import {
	listPaidOrders,
	listStandings,
	listStatusRequests,
	postStatusRequests,
	resolveStatusRequest,
} from "@kontor/protocol";
import { merchantOfConnection } from "../connections/hosted.ts";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { beginWaiting } from "./begin.ts";
import { requestViews } from "./list-requests.ts";
import { paidOrders } from "./paid-orders.ts";
import { resolveRequest } from "./resolve-request.ts";
import { standingsOf } from "./standings.ts";
import { takeRequests } from "./take-requests.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, listStatusRequests, async (tx, { query }) => ({ items: await requestViews(tx, query) })),
		merchantRoute(hub, resolveStatusRequest, (tx, { params, body }) => resolveRequest(tx, params, body.as)),
		route(postStatusRequests, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "status-requests", (tx) =>
				takeRequests(tx, connection, body),
			),
		),
		route(listPaidOrders, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "paid-orders", async (tx) => ({
				paid: await paidOrders(tx, body.orders),
			})),
		),
		route(listStandings, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "standings", async (tx) => {
				await beginWaiting(tx, connection);
				return { standings: await standingsOf(tx, connection, body.subjects) };
			}),
		),
	];
}
