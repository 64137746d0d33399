import {
	type AboutCustomer,
	type AboutShop,
	type Connector,
	ConnectorError,
	type ForConnections,
	type FromShop,
	type RawRequest,
	type RawResponse,
	type RouteAnswer,
	type RouteContext,
} from "@kontor/connector";
import { findInstallation, offerInstallation, reportCustomer, reportShop } from "@kontor/protocol";
import { type Desk, logOf } from "../desk.ts";
import { isFinal, reasonOf } from "../hub-client.ts";
import { appOf } from "../operator-apps.ts";
import { redactor } from "../redact.ts";
import { Limiter } from "../shop-http/limiter.ts";
import { shopHttp } from "../shop-http/shop-http.ts";
import { completeConsent } from "./consent.ts";
import { receiveWebhook } from "./webhooks.ts";

const PATIENCE_MS = 15_000;

/** What a platform calls at an address of its own, for all shops of a plugin. 503 where shop or hub did not answer: it comes again. */
export async function answerRoute(desk: Desk, plugin: string, name: string, raw: RawRequest): Promise<RawResponse> {
	const connector = desk.connections.connector(plugin);
	const { routes = {} } = connector ?? {};
	const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
	if (connector === undefined || route === undefined) return { status: 404 };
	const redact = redactor(desk.apps.get(plugin));
	try {
		const context = routeContext(desk, connector, AbortSignal.timeout(PATIENCE_MS));
		return context === null ? { status: 404 } : await follow(desk, plugin, await route(raw, context), raw);
	} catch (error) {
		const refused = isFinal(error) || (error instanceof ConnectorError && !MAY_PASS.includes(error.fault));
		desk.log.warn({ plugin, route: name, reason: redact(reasonOf(error)) }, "call of a platform failed");
		return { status: refused ? 400 : 503 };
	}
}

const MAY_PASS: readonly ConnectorError["fault"][] = ["unavailable", "rate-limited", "unknown-outcome"];

function follow(desk: Desk, plugin: string, answer: RouteAnswer, raw: RawRequest): Promise<RawResponse> | RawResponse {
	if ("forConnections" in answer) return forward(desk, plugin, answer.forConnections, raw);
	if ("aboutShop" in answer || "aboutCustomer" in answer) return report(desk, plugin, answer);
	return "fromShop" in answer ? offer(desk, plugin, answer) : answer;
}

/** Answered once the hub has stored what follows from it. */
async function report(desk: Desk, plugin: string, answer: AboutShop | AboutCustomer): Promise<RawResponse> {
	if ("aboutCustomer" in answer) {
		await desk.hub.call(reportCustomer, { body: { plugin, notice: answer.aboutCustomer } });
	}
	if (answer.aboutShop !== undefined) {
		const { identity, notices } = answer.aboutShop;
		await desk.hub.call(reportShop, { body: { plugin, identity, notices: [...notices] } });
	}
	return { status: 200 };
}

async function offer(desk: Desk, plugin: string, { fromShop, respond }: FromShop): Promise<RawResponse> {
	const { identity, provenBy, installed, linkCode } = fromShop;
	const body = {
		plugin,
		identity,
		...(provenBy === undefined ? {} : { provenBy }),
		...(installed === undefined
			? {}
			: { installed: { name: installed.name, config: { ...installed.config }, secrets: { ...installed.secrets } } }),
		...(linkCode === undefined ? {} : { linkCode }),
	};
	return respond(await desk.hub.call(offerInstallation, { body }));
}

/**
 * Each connection answers as if it had been called itself. A webhook is taken where one of them took it and none has to be
 * sent it again, or where it is for none; a handshake goes on with the one connection that knows the shop.
 */
async function forward(
	desk: Desk,
	plugin: string,
	{ field, value, to = "webhook" }: ForConnections["forConnections"],
	raw: RawRequest,
): Promise<RawResponse> {
	const concerned = desk.connections.configured(plugin, field, value).map(({ connection }) => connection.id);
	if (to === "connect") {
		let answer: RawResponse = { status: 404 };
		for (const id of concerned) {
			answer = await completeConsent(desk, plugin, id, raw);
			if (answer.status < 400) break;
		}
		return answer;
	}
	const statuses = await Promise.all(concerned.map((id) => receiveWebhook(desk, id, raw)));
	if (statuses.includes(503)) return { status: 503 };
	return { status: statuses.includes(200) ? 200 : Math.max(200, ...statuses) };
}

/** Null behind NAT: nobody can have called. @throws ConnectorError where the operator has not set up the plugin's app. */
function routeContext(desk: Desk, connector: Connector, signal: AbortSignal): RouteContext | null {
	const { manifest } = connector;
	const { publicUrl } = desk;
	if (publicUrl === null) return null;
	const app = appOf(desk.apps, connector);
	return {
		...app,
		url: `${publicUrl}/routes/${manifest.id}`,
		http: shopHttp({ ...desk.shopLimits, send: desk.send, limiter: new Limiter(manifest.limits), signal }),
		log: logOf(desk.log, redactor(app), { plugin: manifest.id }),
		signal,
		now: desk.now,
		async unclaimed(identity) {
			const { installation } = await desk.hub.call(findInstallation, { body: { plugin: manifest.id, identity } });
			const config = manifest.config.safeParse(installation?.config);
			const secrets = manifest.secrets.safeParse(installation?.secrets);
			return config.success && secrets.success ? { config: config.data, secrets: secrets.data } : null;
		},
	};
}
