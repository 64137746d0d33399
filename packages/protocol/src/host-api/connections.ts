import { Scope, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";

export const ConnectionId = z.uuid().meta({ id: "ConnectionId" });
const params = z.object({ connection: ConnectionId });

/** A connection as its host needs it. Hosts keep nothing on disk. */
export const HostedConnection = z
	.object({
		id: ConnectionId,
		plugin: z.string(),
		/** Grows with every change; work names it, so that a host knows when to list again. */
		version: z.int(),
		config: z.record(z.string(), z.unknown()),
		/** Null while the merchant has not consented yet. */
		secrets: z.record(z.string(), z.unknown()).nullable(),
		secretsVersion: z.int(),
		scope: Scope,
		/** Where the browser finds the connection's embedded page; left out where its plugin has none. */
		pageUrl: z.url().optional(),
		/** Keys the shop may sign its webhooks with, newest first. */
		webhookKeys: z.array(z.string()).min(1),
	})
	.meta({ id: "HostedConnection" });
export type HostedConnection = z.infer<typeof HostedConnection>;

export const listConnections = operation({
	id: "listConnections",
	method: "post",
	path: "/v1/hosts/self/connections:list",
	audience: "host",
	summary: "The connections this host serves, with configuration and secrets.",
	body: z.object({ only: z.array(ConnectionId).max(500).optional() }),
	result: z.object({ connections: z.array(HostedConnection) }),
});

export const putSecrets = operation({
	id: "putSecrets",
	method: "put",
	path: "/v1/connections/{connection}/secrets",
	audience: "host",
	summary: "Replaces secrets that change by themselves; 412 when they changed meanwhile.",
	params,
	body: z.object({
		ifVersion: z.int(),
		secrets: z.record(z.string(), z.unknown()),
		refreshBefore: z.iso.datetime().nullable(),
	}),
	result: z.object({ secretsVersion: z.int() }),
});

export const install = operation({
	id: "install",
	method: "post",
	path: "/v1/installations",
	audience: "host",
	summary: "Hands over what a shop's consent page sent; the nonce is redeemed once and says whose it is.",
	body: z.object({
		plugin: z.string(),
		nonce: z.string().min(20).max(200),
		secrets: z.record(z.string(), z.unknown()),
	}),
	result: z.object({ connection: ConnectionId }),
});

/** Something the merchant has to know about a connection. The same code again changes nothing (PRODUCT L4). */
export const ConnectionProblem = z
	.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]*$/), text: Text, resolved: z.boolean().default(false) })
	.meta({ id: "ConnectionProblem" });
export type ConnectionProblem = z.infer<typeof ConnectionProblem>;

export const reportProblem = operation({
	id: "reportProblem",
	method: "post",
	path: "/v1/connections/{connection}/problems",
	audience: "host",
	summary: "Reports a problem of a connection to its merchant, or that it is over.",
	params,
	body: ConnectionProblem,
});
