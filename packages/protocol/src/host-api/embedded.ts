import * as z from "zod";
import { operation } from "../operation.ts";
import { ConnectionId } from "./connections.ts";

/** A session of the page in the shop's admin: of one connection, for some minutes. */
export const EmbeddedSession = z
	.object({
		connection: ConnectionId,
		/** Bearer key of the operations marked `embedded`. */
		key: z.string(),
		expiresAt: z.iso.datetime(),
		/** Of the person who looks at it; null: the browser's. */
		language: z.enum(["de", "en"]).nullable(),
	})
	.meta({ id: "EmbeddedSession" });
export type EmbeddedSession = z.infer<typeof EmbeddedSession>;

export const openEmbeddedSession = operation({
	id: "openEmbeddedSession",
	method: "post",
	path: "/v1/connections/{connection}/embedded-sessions",
	audience: "host",
	summary:
		"Exchanges a signed request of the shop's admin, which the plugin has checked, for a session; each is good once.",
	params: z.object({ connection: ConnectionId }),
	body: z.object({
		/** Tells the signed request from every other. */
		once: z.string().min(8).max(500),
		/** Until then it could be used again, if nobody remembered it. */
		validUntil: z.iso.datetime(),
		language: z.enum(["de", "en"]).nullable(),
		/** Who looks at the page, as the shop names him. */
		person: z.string().max(200).nullable(),
	}),
	result: EmbeddedSession,
	status: 201,
});
