import { Instant } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { NewKey } from "./merchants.ts";

const HostKey = z.object({
	/** Names the key; nothing that it could be guessed from. */
	id: z.string().regex(/^[0-9a-f]{16}$/),
	createdAt: Instant,
	revokedAt: Instant.nullable(),
});

export const AdmittedHost = z
	.object({
		id: z.uuid(),
		name: z.string(),
		plugins: z.array(z.string()),
		/** It serves these only; empty: all of its plugins' that are given to it. */
		connections: z.array(z.uuid()),
		/** How many connections it serves now, of all merchants. */
		serves: z.int().nonnegative(),
		/** Null: never, or not since its last key was revoked. */
		helloAt: Instant.nullable(),
		createdAt: Instant,
		keys: z.array(HostKey),
	})
	.meta({ id: "AdmittedHost" });
export type AdmittedHost = z.infer<typeof AdmittedHost>;

export const listHosts = operation({
	id: "listHosts",
	method: "get",
	path: "/v1/hosts",
	audience: "operator",
	summary: "The hosts that are admitted, or were, with their plugins and keys.",
	result: z.object({ items: z.array(AdmittedHost) }),
});

export const createHostKey = operation({
	id: "createHostKey",
	method: "post",
	path: "/v1/hosts/{host}/keys",
	audience: "operator",
	summary: "Makes a further key of a host: to change it without a pause, or to admit a host again.",
	params: z.object({ host: z.uuid() }),
	result: NewKey.extend({ id: HostKey.shape.id }),
	status: 201,
});

export const revokeHostKey = operation({
	id: "revokeHostKey",
	method: "delete",
	path: "/v1/hosts/{host}/keys/{hostKey}",
	audience: "operator",
	summary:
		"Revokes a key at once. With its last one a host serves nothing any more: another host of the plugin takes its connections, now or when it says hello.",
	params: z.object({ host: z.uuid(), hostKey: HostKey.shape.id }),
});
