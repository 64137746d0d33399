import { createPageLink, openEmbeddedSession, openLinkedSession } from "@kontor/protocol";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { openFromShop } from "./open-session.ts";
import { makeLink, openByLink } from "./page-link.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		route(openEmbeddedSession, (caller, { params, body }) => openFromShop(hub, caller, params.connection, body)),
		// Not kept for a second request with the same key: what opens a page is stored nowhere.
		route(createPageLink, (caller, { params, body }) =>
			hub.db.merchant(caller.merchantId, createPageLink.id, (tx) => makeLink(hub, tx, params.connection, caller, body)),
		),
		route(openLinkedSession, (_, { body }) => openByLink(hub, body.link)),
	];
}
