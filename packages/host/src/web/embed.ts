import { ConnectorError, type EmbedRefusal, type RawRequest, type RawResponse, type Text } from "@kontor/connector";
import { openEmbeddedSession, type ProblemCode, ProblemError, problem } from "@kontor/protocol";
import type { RequestHandler } from "express";
import type { Served } from "../connections.ts";
import { connectContextOf, type Desk } from "../desk.ts";
import { reasonOf } from "../hub-client.ts";

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
		const served = await (connection === null ? shopNamed(desk, plugin, raw) : desk.connections.find(connection));
		if (served?.connector.embed === undefined || served.connection.plugin !== plugin) return refused(...NOT_CONNECTED);
		const ctx = connectContextOf(desk, served, AbortSignal.timeout(PATIENCE_MS));
		const result = await served.connector.embed(ctx, raw);
		if (!result.ok) {
			desk.log.warn({ connection: served.connection.id, plugin, reason: result.reason }, "embedded page refused");
			return refused(...REFUSALS[result.reason]);
		}
		const { ok: _, ...body } = result;
		const session = await desk.hub.call(openEmbeddedSession, { params: { connection: served.connection.id }, body });
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

/** The shop that the query names; what it is worth, the plugin says. Several connections of one shop: nobody's page. */
function shopNamed({ connections }: Desk, plugin: string, { url }: RawRequest): Served | null {
	const by = connections.connector(plugin)?.manifest.capabilities.embedded?.opensWith;
	const value = by === undefined ? null : new URL(url, "http://host").searchParams.get(by.parameter);
	if (by === undefined || value === null) return null;
	const [served, ...more] = connections.configured(plugin, by.field, value);
	return more.length === 0 ? (served ?? null) : null;
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

const PRIVATE = { "content-type": "application/json", "cache-control": "no-store" };
const REFERS_NOWHERE = { "referrer-policy": "no-referrer", "cache-control": "no-store" };

function refused(code: ProblemCode, forMerchant: Text): RawResponse {
	const { problem: body } = problem(code, { forMerchant });
	const headers = { ...PRIVATE, "content-type": "application/problem+json" };
	return { status: body.status, headers, body: JSON.stringify(body) };
}

const OPEN_AGAIN: Text = {
	de: "Bitte Kontor in der Verwaltung des Shops neu öffnen.",
	en: "Please open Kontor again in your shop's admin.",
};

const again = ({ de, en }: Text): Text => ({ de: `${de} ${OPEN_AGAIN.de}`, en: `${en} ${OPEN_AGAIN.en}` });

const REFUSALS: Readonly<Record<EmbedRefusal, readonly [ProblemCode, Text]>> = {
	forged: [
		"BAD_SIGNATURE",
		again({
			de: "Dieser Aufruf trägt keine gültige Unterschrift dieses Shops.",
			en: "This call does not carry a valid signature of this shop.",
		}),
	],
	expired: [
		"BAD_SIGNATURE",
		again({
			de: "Dieser Aufruf ist abgelaufen, oder die Uhr des Shops geht falsch.",
			en: "This call has expired, or the shop's clock is wrong.",
		}),
	],
	otherShop: [
		"NOT_ALLOWED",
		{
			de: "Dieser Aufruf kommt von einem anderen Shop als dem, der hier verbunden ist. Bitte in Kontor die Adresse des Shops prüfen.",
			en: "This call comes from another shop than the one that is connected here. Please check the shop's address in Kontor.",
		},
	],
};

const USED_BEFORE = again({
	de: "Dieser Aufruf wurde schon einmal verwendet.",
	en: "This call was used before.",
});

const NOT_CONNECTED: readonly [ProblemCode, Text] = [
	"NOT_FOUND",
	{
		de: "Dieser Shop ist nicht mit Kontor verbunden, oder nicht mehr. Bitte in Kontor verbinden und diese Seite neu öffnen.",
		en: "This shop is not connected with Kontor, or not any more. Please connect it in Kontor and open this page again.",
	},
];

const TRY_LATER: Text = {
	de: "Kontor ist gerade nicht erreichbar. Bitte in einigen Minuten neu öffnen.",
	en: "Kontor cannot be reached at the moment. Please open this page again in a few minutes.",
};
