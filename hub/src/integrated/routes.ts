import { createIntegrationKey, deliverPostings, listIntegrationKeys, revokeIntegrationKey } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { deliver } from "./deliver.ts";
import { addKey, keysOf, revokeKey } from "./keys.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		// Not by `merchantRoute`: that would store the answer, and with it the key as it is.
		route(createIntegrationKey, ({ merchantId }, { params }) =>
			hub.db.merchant(merchantId, createIntegrationKey.id, (tx) => addKey(hub, tx, params.account)),
		),
		merchantRoute(hub, listIntegrationKeys, async (tx, { params }) => ({ items: await keysOf(tx, params.account) })),
		merchantRoute(hub, revokeIntegrationKey, (tx, { params }) => revokeKey(tx, params.account, params.integrationKey)),
		route(deliverPostings, (_, { params, body, request }) =>
			deliver(hub, params.account, new Headers(signedHeaders(request.headers)), body),
		),
	];
}

/** The three of Standard Webhooks. */
export function signedHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
	return ["webhook-id", "webhook-timestamp", "webhook-signature"].flatMap((name): [string, string][] => {
		const value = headers[name];
		return typeof value === "string" ? [[name, value]] : [];
	});
}
