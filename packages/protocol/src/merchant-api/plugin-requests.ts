import { Text } from "@kontor/connector";
import * as z from "zod";
import { ConnectionId } from "../host-api/connections.ts";
import { operation } from "../operation.ts";

const params = z.object({ connection: ConnectionId });

export const askPlugin = operation({
	id: "askPlugin",
	method: "post",
	path: "/v1/connections/{connection}/plugin-requests",
	audience: "merchant",
	summary:
		"Asks a connection's plugin something of its own, as its manifest declares it: büro⁺'s layouts, a trial of rules.",
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
	summary: "A connection's configuration as its plugin's manifest describes it.",
	params,
	result: Config,
});

export const putConfig = operation({
	id: "putConfig",
	method: "put",
	path: "/v1/connections/{connection}/config",
	audience: "merchant",
	summary: "Changes a connection's configuration, but for the shop's address, and has it checked.",
	params,
	body: Config,
	result: Config,
});
