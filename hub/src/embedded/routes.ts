import { createPageLink, openEmbeddedSession, openLinkedSession } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { openFromShop } from "./open-session.ts";
import { makeLink, openByLink } from "./page-link.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		route(openEmbeddedSession, (caller, { params, body }) => openFromShop(hub, caller, params.connection, body)),
		merchantRoute(hub, createPageLink, (tx, { params, body }, caller) =>
			makeLink(hub, tx, params.connection, caller, body),
		),
		route(openLinkedSession, (_, { body }) => openByLink(hub, body.link)),
	];
}
