import { ConnectionId } from "@kontor/protocol";
import express, { type ErrorRequestHandler, type Express } from "express";
import type { Desk } from "../desk.ts";
import { reasonOf } from "../hub-client.ts";
import { completeConsent } from "./consent.ts";
import { fromAnyPage, openEmbedded, pageOf } from "./embed.ts";
import { rawBody, rawRequest, sendRaw } from "./raw-request.ts";
import { answerRoute } from "./routes.ts";
import { receiveWebhook } from "./webhooks.ts";

const CLOSE_THIS =
	"Der Shop ist verbunden, dieses Fenster kann geschlossen werden.\nThe shop is connected, you can close this window.\n";

/** What shops call: webhooks, consent pages, embedded pages, and the routes that a platform itself needs. */
export function webApp(desk: Desk): Express {
	const app = express();
	app.disable("x-powered-by");
	app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
	app.get("/connected", (_request, response) => sendRaw(response, { status: 200, body: CLOSE_THIS }));
	app.post("/webhooks/:connection", rawBody, async (request, response) => {
		const id = ConnectionId.safeParse(request.params.connection);
		const status = id.success ? await receiveWebhook(desk, id.data, rawRequest(request)) : 404;
		response.status(status).end();
	});
	app.all("/connect/:plugin/:connection", rawBody, async (request, response) => {
		const { plugin, connection } = request.params;
		const known = ConnectionId.safeParse(connection).success;
		sendRaw(response, known ? await completeConsent(desk, plugin, connection, rawRequest(request)) : { status: 404 });
	});
	app.use(["/embed", "/routes"], fromAnyPage);
	app.get("/embed/:plugin/:connection", async (request, response) => {
		const { plugin, connection } = request.params;
		sendRaw(response, await pageOf(desk, plugin, connection, rawRequest(request)));
	});
	app.post("/embed/:plugin{/:connection}", rawBody, async (request, response) => {
		const { plugin = "", connection = null } = request.params as { plugin?: string; connection?: string };
		sendRaw(response, await openEmbedded(desk, plugin, connection, rawRequest(request)));
	});
	app.all("/routes/:plugin/:name", rawBody, async (request, response) => {
		const { plugin, name } = request.params;
		sendRaw(response, await answerRoute(desk, plugin, name, rawRequest(request)));
	});
	app.use((_request, response) => void response.status(404).end());
	app.use(failed(desk));
	return app;
}

/** Refused by Express (413 for a body too large) keeps its status; anything else is ours. */
function failed({ log }: Desk): ErrorRequestHandler {
	return (error: unknown, request, response, _next) => {
		const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
		log.warn({ method: request.method, path: request.path, status, reason: reasonOf(error) }, "call failed");
		response.status(status >= 400 && status < 600 ? status : 500).end();
	};
}
