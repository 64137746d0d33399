import { askPlugin, getConfig, getPluginAnswer, putConfig } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { answerOf } from "./answer-of.ts";
import { askOwn, assertAskedByForm } from "./ask-plugin.ts";
import { changeConfig, configOf } from "./change-config.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, askPlugin, (tx, { params, body }, { connection: ofPage }) => {
			if (ofPage !== null) assertAskedByForm(body);
			return askOwn(tx, params.connection, body);
		}),
		merchantRoute(hub, getPluginAnswer, (tx, { params }) => answerOf(tx, params)),
		merchantRoute(hub, getConfig, (tx, { params }) => configOf(tx, params.connection)),
		merchantRoute(hub, putConfig, (tx, { params, query, body }, caller) =>
			changeConfig(tx, caller, params.connection, body, query.ifRevision),
		),
	];
}
