import * as z from "zod";
import { ConnectionId } from "../host-api/connections.ts";
import { EmbeddedSession } from "../host-api/embedded.ts";
import { operation } from "../operation.ts";

export const createPageLink = operation({
	id: "createPageLink",
	method: "post",
	path: "/v1/connections/{connection}/page-links",
	audience: "merchant",
	summary:
		"Makes a link to the page of one connection, for kinds whose shop shows none and for browsers outside of it: good once, and for minutes.",
	params: z.object({ connection: ConnectionId }),
	body: z.object({
		/** Of the person who opens it; null: his browser's. */
		language: z.enum(["de", "en"]).nullable().default(null),
	}),
	result: z.object({ url: z.url(), validUntil: z.iso.datetime() }),
	status: 201,
});

/** The page calls it with what stands behind the `#` of its link. */
export const openLinkedSession = operation({
	id: "openLinkedSession",
	method: "post",
	path: "/v1/page-sessions",
	audience: "public",
	summary: "Exchanges a link of the merchant's for a session of the connection's page; each is good once.",
	body: z.object({ link: z.string().min(1).max(2_000) }),
	result: EmbeddedSession,
	status: 201,
});
