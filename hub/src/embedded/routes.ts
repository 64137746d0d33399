import { openEmbeddedSession } from "@kontor/protocol";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { openSession } from "./open-session.ts";

export function routes(hub: Hub): readonly Route[] {
	return [route(openEmbeddedSession, (caller, { params, body }) => openSession(hub, caller, params.connection, body))];
}
