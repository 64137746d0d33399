import { OPERATIONS, openapi } from "@kontor/protocol";
import express, { type Express } from "express";
import helmet from "helmet";
import { routes as assigning } from "./assigning/routes.ts";
import { routes as bankFeeds } from "./bank-feeds/routes.ts";
import { routes as bookkeeping } from "./bookkeeping/routes.ts";
import { routes as changes } from "./changes/routes.ts";
import { routes as collecting } from "./collecting/routes.ts";
import { routes as connections } from "./connections/routes.ts";
import { alreadyPaidPage } from "./customer-pages/already-paid-page.ts";
import { bankDetailsPage } from "./customer-pages/bank-details-page.ts";
import { routes as customerPages } from "./customer-pages/routes.ts";
import { embeddedPages } from "./embedded/pages.ts";
import { routes as embedded } from "./embedded/routes.ts";
import { Admission } from "./http/admission.ts";
import { authenticateBy } from "./http/authenticate.ts";
import { createMetrics } from "./http/metrics.ts";
import { answerProblems, notFound } from "./http/problems.ts";
import type { Route } from "./http/route.ts";
import type { Hub } from "./hub.ts";
import { routes as integrated } from "./integrated/routes.ts";
import { routes as letters } from "./letters/routes.ts";
import { routes as linkedOrders } from "./linked-orders/routes.ts";
import { routes as merchants } from "./merchants/routes.ts";
import { optOutPages } from "./messages/opt-out-pages.ts";
import { routes as messages } from "./messages/routes.ts";
import { routes as notifications } from "./notifications/routes.ts";
import { routes as orders } from "./orders/routes.ts";
import { routes as pluginRequests } from "./plugin-requests/routes.ts";
import { routes as postings } from "./postings/routes.ts";
import { routes as reminding } from "./reminding/routes.ts";
import { routes as repayments } from "./repayments/routes.ts";
import { routes as settlements } from "./settlements/routes.ts";
import { routes as statusRequests } from "./status-requests/routes.ts";
import { routes as writeback } from "./writeback/routes.ts";

const VERSION = "0.1.0";

/** The hub's routes on express: nothing but parsing, use cases and answers. @param pages the folder of the built pages */
export function createApp(hub: Hub, pages: string | null): Express {
	const app = express();
	const metrics = createMetrics();
	const admission = new Admission(hub.rateLimits);
	const authenticate = authenticateBy(hub.db, hub.clock, admission);
	app.disable("x-powered-by");
	// Whose address a request comes from is what the operator's own proxies say, and nobody else's.
	app.set("trust proxy", hub.trustedProxies);
	app.use(helmet(), metrics.measure);

	app.get("/healthz", (_, response) => {
		response.send("alive");
	});
	app.get("/readyz", async (_, response) => {
		await hub.db.pool.query("SELECT 1");
		response.send("ready");
	});
	app.get("/metrics", async (request, response) => {
		await authenticate(request, "operator");
		response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
	});
	// Made when it is first asked for: it takes longer than all else that a hub does at its start.
	let document: ReturnType<typeof openapi> | undefined;
	app.get("/v1/openapi.json", (_, response) => {
		document ??= openapi(OPERATIONS, VERSION);
		response.json(document);
	});

	const router = express.Router({ caseSensitive: true });
	for (const route of routesOf(hub)) route.mount(router, authenticate, admission);
	app.use(router, optOutPages(hub, admission), alreadyPaidPage(hub, admission), bankDetailsPage(hub, admission));
	if (pages !== null) app.use(embeddedPages(hub, pages));
	app.use(notFound, answerProblems(hub.log));
	return app;
}

function routesOf(hub: Hub): readonly Route[] {
	return [
		merchants,
		notifications,
		connections,
		changes,
		embedded,
		orders,
		linkedOrders,
		writeback,
		statusRequests,
		pluginRequests,
		postings,
		bankFeeds,
		integrated,
		assigning,
		messages,
		letters,
		customerPages,
		reminding,
		repayments,
		bookkeeping,
		collecting,
		settlements,
	].flatMap((routes) => routes(hub));
}
