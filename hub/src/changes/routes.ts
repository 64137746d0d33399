import { listChanges } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { pageOfChanges } from "./change-list.ts";

export function routes(hub: Hub): readonly Route[] {
	return [merchantRoute(hub, listChanges, (tx, { query }) => pageOfChanges(tx, query))];
}
