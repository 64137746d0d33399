import {
	answerRepeatedNumbers,
	authorizeConnection,
	checkConnection,
	claimInstallation,
	compareConnection,
	connectConnection,
	createConnection,
	createLinkCode,
	disconnectConnection,
	findInstallation,
	getConnection,
	hello,
	type ItemResult,
	install,
	listConnections,
	listMerchantConnections,
	listPlugins,
	offerInstallation,
	patchConnection,
	problem,
	putMapping,
	putSecrets,
	reportCustomer,
	reportNotices,
	reportProblem,
	reportShop,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { answerNumbers } from "../orders/intake/repeated-numbers.ts";
import { remindAtOnce } from "../reminding/remind-at-once.ts";
import { changeByPerson } from "./change-connection.ts";
import { reportedByHost } from "./connection-problems.ts";
import { redeemConsent } from "./consent.ts";
import { addConnection } from "./create-connection.ts";
import { takeCustomerNotice } from "./customer-notices.ts";
import { claimByCode } from "./from-shop/claim.ts";
import { makeLinkCode } from "./from-shop/link-codes.ts";
import { find, offer } from "./from-shop/offer.ts";
import { greet } from "./hello.ts";
import { merchantOfConnection } from "./hosted.ts";
import { hostedConnections } from "./list-hosted.ts";
import { pluginsOf } from "./plugins.ts";
import { routes as relaunches } from "./relaunch/routes.ts";
import { replaceSecrets } from "./renew-secrets.ts";
import { takeNotices, takeShopNotices } from "./shop-notices.ts";
import { connectionOf, connectionsOf } from "./stored-connection.ts";
import { viewOf, viewsOf } from "./view.ts";
import { check, compareNow, connect, connectFromShop, consentAgain, disconnect } from "./wishes.ts";

export function routes(hub: Hub): readonly Route[] {
	return [...merchantRoutes(hub), ...relaunches(hub), ...hostRoutes(hub)];
}

function merchantRoutes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, listPlugins, async (tx) => ({ items: await pluginsOf(tx) })),
		merchantRoute(hub, listMerchantConnections, async (tx) => ({ items: await viewsOf(tx, await connectionsOf(tx)) })),
		merchantRoute(hub, getConnection, async (tx, { params }) => viewOf(tx, await connectionOf(tx, params.connection))),
		merchantRoute(hub, createConnection, async (tx, { body }, { label: credential }) =>
			viewOf(tx, await addConnection(hub, tx, { ...body, cause: { by: "person", credential } })),
		),
		merchantRoute(hub, patchConnection, async (tx, { params, body }, { label: credential }) =>
			viewOf(tx, await changeByPerson(hub, tx, params.connection, { ...body, credential })),
		),
		merchantRoute(hub, putMapping, async (tx, { params, body: mapping }, { label: credential }) =>
			viewOf(tx, await changeByPerson(hub, tx, params.connection, { mapping, credential })),
		),
		merchantRoute(hub, checkConnection, async (tx, { params }) => viewOf(tx, await check(tx, params.connection))),
		merchantRoute(hub, connectConnection, async (tx, { params }, { fromShop }) =>
			viewOf(tx, await (fromShop ? connectFromShop : connect)(tx, params.connection)),
		),
		merchantRoute(hub, disconnectConnection, async (tx, { params }, { label, fromShop }) =>
			viewOf(tx, await disconnect(tx, params.connection, { by: "person", credential: label }, { fromShop })),
		),
		merchantRoute(hub, authorizeConnection, async (tx, { params, body }, { connection: ofPage, fromShop }) => {
			if (ofPage !== null && body.returnUrl !== null) throw problem("NOT_ALLOWED", { detail: "body.returnUrl" });
			return viewOf(tx, await consentAgain(tx, params.connection, body.returnUrl, { fromShop }));
		}),
		merchantRoute(hub, answerRepeatedNumbers, async (tx, { params: { connection }, body: { are } }) => {
			const refs = await answerNumbers(tx, connection, are);
			if (are === "different") await remindAtOnce(hub, tx, connection, refs.map(changed));
			return { orders: refs.length };
		}),
		merchantRoute(hub, createLinkCode, (tx) => makeLinkCode(tx)),
		merchantRoute(hub, claimInstallation, async (tx, { body }, { label }) =>
			viewOf(tx, await claimByCode(hub, tx, body.claimCode, { by: "person", credential: label })),
		),
		merchantRoute(hub, compareConnection, async (tx, { params }) =>
			viewOf(tx, await compareNow(tx, params.connection)),
		),
	];
}

/** As a batch of the shop's would say it. */
function changed(ref: string): ItemResult {
	return { ref, result: "updated" };
}

function hostRoutes(hub: Hub): readonly Route[] {
	return [
		route(hello, (caller, { body }) => greet(hub, caller, body)),
		route(listConnections, async (caller, { body }) => ({
			connections: await hostedConnections(hub, caller, body.only),
		})),
		route(install, (caller, { body }) => redeemConsent(hub, caller, body)),
		route(offerInstallation, (caller, { body }) => offer(hub, caller, body)),
		route(findInstallation, (caller, { body }) => find(hub, caller, body)),
		route(reportNotices, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "report-notices", (tx) =>
				takeNotices(tx, connection, body.notices),
			),
		),
		route(reportShop, (caller, { body }) => takeShopNotices(hub, caller, body)),
		route(reportCustomer, (caller, { body }) => takeCustomerNotice(hub, caller, body)),
		route(putSecrets, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "put-secrets", (tx) =>
				replaceSecrets(hub, tx, connection, body),
			),
		),
		route(reportProblem, async (caller, { params: { connection }, body }) =>
			hub.db.merchant(await merchantOfConnection(hub, caller, connection), "report-problem", (tx) =>
				reportedByHost(tx, connection, body),
			),
		),
	];
}
