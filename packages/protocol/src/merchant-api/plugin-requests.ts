import { Text } from "@kontor/connector";
import * as z from "zod";
import { ConnectionId } from "../host-api/connections.ts";
import { operation } from "../operation.ts";

const params = z.object({ connection: ConnectionId });

/**
 * What the plugin of a connection with rules can be asked, for the form in which they are edited: all that form is made from,
 * what is wrong with a draft, what it would do, and the mail layouts there are. The fields that `check-rules` takes in are the
 * fields of the configuration that hold the rules: a session of the page changes these and no others.
 */
export const RULE_REQUESTS = ["rule-editor", "check-rules", "try-rules", "layouts"] as const;

export const askPlugin = operation({
	id: "askPlugin",
	method: "post",
	path: "/v1/connections/{connection}/plugin-requests",
	audience: "merchant",
	embedded: true,
	summary:
		"Asks a connection's plugin something of its own, as its manifest declares it: büro⁺'s layouts, a trial of rules. From the page only what its form for rules asks.",
	params,
	body: z.object({ request: z.string().min(1).max(60), input: z.unknown() }),
	result: z.object({ id: z.uuid() }),
	status: 202,
});

export const getPluginAnswer = operation({
	id: "getPluginAnswer",
	method: "get",
	path: "/v1/connections/{connection}/plugin-requests/{work}",
	audience: "merchant",
	embedded: true,
	summary: "What the plugin answered.",
	params: params.extend({ work: z.uuid() }),
	result: z.discriminatedUnion("state", [
		z.object({ state: z.literal("pending") }),
		/** As the manifest's schema of the answer says. */
		z.object({ state: z.literal("answered"), result: z.unknown() }),
		z.object({ state: z.literal("failed"), text: Text }),
	]),
});

const Config = z.record(z.string(), z.unknown());

export const getConfig = operation({
	id: "getConfig",
	method: "get",
	path: "/v1/connections/{connection}/config",
	audience: "merchant",
	embedded: true,
	summary: "A connection's configuration as its plugin's manifest describes it.",
	params,
	result: Config,
});

export const putConfig = operation({
	id: "putConfig",
	method: "put",
	path: "/v1/connections/{connection}/config",
	audience: "merchant",
	embedded: true,
	summary:
		"Changes a connection's configuration, but for the shop's address, and has it checked. From the page only its rules.",
	params,
	query: z.object({
		/** The connection's `configRevision` as it was read: 412 where somebody else changed it since. Left out: whatever it is. */
		ifRevision: z.string().max(100).optional(),
	}),
	body: Config,
	result: Config,
});
