import { ConnectorError, type EmbedResult, type RawRequest, type RawResponse } from "@kontor/connector";
import { openEmbeddedSession, ProblemError } from "@kontor/protocol";
import type { RequestHandler } from "express";
import type { Served } from "../connections.ts";
import { connectContextOf, type Desk } from "../desk.ts";
import { reasonOf } from "../hub-client.ts";
import { NOT_CONNECTED, PRIVATE, REFUSALS, refused, TRY_LATER, USED_BEFORE } from "./embed-refusals.ts";

const PATIENCE_MS = 15_000;

/**
 * The page in the shop's admin shows what it was opened with: the plugin says whether the shop signed that, the hub
 * exchanges it for a session, once. `connection` is null where the platform opens one address for all of its shops.
 */
export async function openEmbedded(
	desk: Desk,
	plugin: string,
	connection: string | null,
	raw: RawRequest,
): Promise<RawResponse> {
	try {
		const meant = connection === null ? shopsNamed(desk, plugin, raw) : [await desk.connections.find(connection)];
		const judged = await Promise.all(meant.map((served) => judge(desk, plugin, served, raw)));
		const [one, ...more] = judged.filter((result) => result?.ok === true);
		if (one === undefined) {
			const reason = judged.find((result) => result?.ok === false)?.reason;
			desk.log.warn({ connection, plugin, reason: reason ?? "no such page" }, "embedded page refused");
			return refused(...(reason === undefined ? NOT_CONNECTED : REFUSALS[reason]));
		}
		// One shop that is several connections: nobody can know which of them is meant.
		if (more.length > 0) return refused(...NOT_CONNECTED);
		const { ok: _, id, ...body } = one;
		const session = await desk.hub.call(openEmbeddedSession, { params: { connection: id }, body });
		return { status: 201, headers: PRIVATE, body: JSON.stringify(session) };
	} catch (error) {
		desk.log.warn({ connection, plugin, reason: reasonOf(error) }, "embedded page not opened");
		if (error instanceof ProblemError && error.problem.code === "USED_BEFORE")
			return refused("USED_BEFORE", USED_BEFORE);
		if (error instanceof ProblemError && error.problem.retry === "never") return refused(...NOT_CONNECTED);
		const forMerchant = error instanceof ConnectorError ? (error.details.forMerchant ?? TRY_LATER) : TRY_LATER;
		return refused("NOT_READY", forMerchant);
	}
}

/** Where the hub shows the page; for shops that know nothing but where their webhooks go. */
export async function pageOf(desk: Desk, plugin: string, connection: string, raw: RawRequest): Promise<RawResponse> {
	const served = await desk.connections.find(connection).catch(() => null);
	const page = served?.connection.plugin === plugin ? served.connection.pageUrl : undefined;
	const query = raw.url.includes("?") ? raw.url.slice(raw.url.indexOf("?")) : "";
	if (page !== undefined) return { status: 302, headers: { location: `${page}${query}`, ...REFERS_NOWHERE } };
	const [, { de, en }] = NOT_CONNECTED;
	return { status: 404, headers: REFERS_NOWHERE, body: `${de}\n\n${en}\n` };
}

type Judged = (EmbedResult & { readonly ok: true; readonly id: string }) | (EmbedResult & { readonly ok: false });

/** What the plugin says of it; null where this is no connection of the plugin's, or it has no page. */
async function judge(desk: Desk, plugin: string, served: Served | null, raw: RawRequest): Promise<Judged | null> {
	if (served?.connector.embed === undefined || served.connection.plugin !== plugin) return null;
	const ctx = connectContextOf(desk, served, AbortSignal.timeout(PATIENCE_MS));
	const result = await served.connector.embed(ctx, raw);
	return result.ok ? { ...result, id: served.connection.id } : result;
}

const REFERS_NOWHERE = { "referrer-policy": "no-referrer", "cache-control": "no-store" };

/** The connections of the shop that the query names, as far as a merchant has consented; what the name is worth, the plugin says. */
function shopsNamed({ connections }: Desk, plugin: string, { url }: RawRequest): readonly Served[] {
	const by = connections.connector(plugin)?.manifest.capabilities.embedded?.opensWith;
	const value = by === undefined ? null : new URL(url, "http://host").searchParams.get(by.parameter);
	if (by === undefined || value === null) return [];
	return connections.configured(plugin, by.field, value).filter(({ connection }) => connection.secrets !== null);
}

/**
 * The page is the hub's, of another origin. Whatever page asks: without what the shop signed it gets nothing, and there
 * is no cookie that it could misuse.
 */
export const fromAnyPage: RequestHandler = (request, response, next) => {
	response.set({
		"access-control-allow-origin": "*",
		"access-control-allow-methods": "POST",
		"access-control-allow-headers": "authorization, content-type",
		"access-control-max-age": "7200",
	});
	if (request.method === "OPTIONS") response.status(204).end();
	else next();
};
