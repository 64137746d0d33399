import { listStandings, postStatusRequests } from "@kontor/protocol";
import { merchantOfConnection } from "../connections/hosted.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { beginWaiting } from "./begin.ts";
import { standingsOf } from "./standings.ts";
import { takeRequests } from "./take-requests.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		route(postStatusRequests, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "status-requests", (tx) =>
				takeRequests(tx, connection, body),
			),
		),
		route(listStandings, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "standings", async (tx) => {
				await beginWaiting(tx, connection);
				return { standings: await standingsOf(tx, connection, body.subjects) };
			}),
		),
	];
}
