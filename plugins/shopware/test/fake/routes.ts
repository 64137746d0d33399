import { registerApp } from "./app.ts";
import { type Criteria, search } from "./criteria.ts";
import { allStates, documentRow, methodRow, orderRow, type Row } from "./entities.ts";
import { find, transition, writeCustomFields, writeTracking } from "./order-life.ts";
import { LIVE, METHODS, newId, type Shop } from "./state.ts";
import { type Entity, machine } from "./state-machines.ts";

export interface ApiRequest {
	readonly method: string;
	/** Behind `/api/`. */
	readonly path: string;
	readonly headers: Headers;
	readonly body: Readonly<Record<string, unknown>>;
}

export interface ApiAnswer {
	readonly status: number;
	/** An object, a page (text), or a file. */
	readonly body?: unknown;
}

const TOKEN_SECONDS = 600;

export function answerOf(shop: Shop, request: ApiRequest): ApiAnswer {
	const { method, path, body } = request;
	if (method === "POST" && path === "oauth/token") return token(shop, body);
	const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
	const until = shop.tokens.get(given);
	if (until === undefined || until <= shop.now())
		return refusal(401, "9", "The resource owner or authorization server denied the request.");
	if (method === "GET" && path === "_info/version") return { status: 200, body: { version: shop.version } };
	const [, entity] = /^search\/([a-z-]+)$/.exec(path) ?? [];
	if (method === "POST" && entity !== undefined) return searched(shop, entity, body as Criteria);
	return (
		patched(shop, request) ??
		stateMachine(shop, request) ??
		pdf(shop, request) ??
		rotate(shop, request) ??
		refusal(404, "FRAMEWORK__ROUTE_NOT_FOUND", "No route found")
	);
}

export function refusal(status: number, code: string, detail: string, parameters: object = {}): ApiAnswer {
	return { status, body: { errors: [{ status: String(status), code, title: detail, detail, meta: { parameters } }] } };
}

function token(shop: Shop, { grant_type, client_id, client_secret }: ApiRequest["body"]): ApiAnswer {
	if (grant_type !== "client_credentials") return refusal(400, "2", "The authorization grant type is not supported.");
	if (shop.apiKey === "" || client_id !== shop.apiKey || client_secret !== shop.secretKey) {
		return refusal(401, "4", "Client authentication failed");
	}
	const access_token = `ey${newId()}${newId()}`;
	shop.tokens.set(access_token, new Date(shop.now().getTime() + TOKEN_SECONDS * 1000));
	shop.tokensIssued++;
	return { status: 200, body: { token_type: "Bearer", expires_in: TOKEN_SECONDS, access_token } };
}

function searched(shop: Shop, entity: string, criteria: Criteria): ApiAnswer {
	const right = `${entity.replaceAll("-", "_")}:read`;
	if (shop.missingRights.includes(right)) {
		return refusal(
			403,
			"FRAMEWORK__MISSING_PRIVILEGE_ERROR",
			JSON.stringify({ message: "Missing privilege", missingPrivileges: [right] }),
		);
	}
	const rows = rowsOf(shop, entity);
	if (rows === null) return refusal(404, "FRAMEWORK__ROUTE_NOT_FOUND", "No route found");
	const found = search(shop, rows, criteria);
	return "refused" in found
		? refusal(400, found.refused, found.refused)
		: { status: 200, body: { ...found, aggregations: [] } };
}

/** Live versions only: no request of the plugin names another. */
function rowsOf(shop: Shop, entity: string): Row[] | null {
	const orders = [...shop.orders.values()].filter(({ versionId }) => versionId === LIVE);
	switch (entity) {
		case "order":
			return orders.map((order) => orderRow(shop, order));
		case "document":
			return orders.flatMap((order) => order.documents.map((document) => documentRow(order, document)));
		case "payment-method":
			return METHODS.map((method) => methodRow(shop, method));
		case "state-machine-state":
			return allStates(shop);
		case "webhook":
			return (shop.app?.webhooks ?? []).map(({ name, url, event, active, errorCount }) => ({
				id: newId(),
				name,
				url,
				eventName: event,
				active,
				errorCount,
				onlyLiveVersion: false,
			}));
		default:
			return null;
	}
}

/** 204 also for a field that the version does not have: `internalComment` up to 6.6 stores nothing. */
function patched(shop: Shop, { method, path, body }: ApiRequest): ApiAnswer | null {
	const [, entity, id = ""] = /^(order|order-delivery)\/([0-9a-f]{32})$/.exec(path) ?? [];
	if (method !== "PATCH" || entity === undefined) return null;
	const name = entity.replace("-", "_") as Entity;
	const found = find(shop, name, id);
	if (found === null)
		return refusal(
			404,
			"FRAMEWORK__RESOURCE_NOT_FOUND",
			`The ${name} resource with the following primary key was not found`,
		);
	const { customFields, trackingCodes } = body as { customFields?: Record<string, unknown>; trackingCodes?: string[] };
	if (customFields !== undefined) writeCustomFields(shop, found.order, customFields);
	if (trackingCodes !== undefined) writeTracking(shop, found.order, id, trackingCodes);
	return { status: 204 };
}

function stateMachine(shop: Shop, { method, path }: ApiRequest): ApiAnswer | null {
	const [, asked, askedId = ""] = /^_action\/state-machine\/(order\w*)\/([0-9a-f]{32})\/state$/.exec(path) ?? [];
	if (method === "GET" && asked !== undefined) return transitionsOf(shop, asked as Entity, askedId);
	const [, entity, id = "", action = ""] = /^_action\/(order\w*)\/([0-9a-f]{32})\/state\/(\w+)$/.exec(path) ?? [];
	if (method !== "POST" || entity === undefined) return null;
	const found = find(shop, entity as Entity, id);
	if (found === null) return refusal(404, "FRAMEWORK__RESOURCE_NOT_FOUND", "not found");
	if (transition(shop, found, action, true))
		return { status: 200, body: { id: newId(), technicalName: found.row.state } };
	const possible = Object.keys(machine(shop.line, found.entity)[found.row.state] ?? {});
	return refusal(
		400,
		"SYSTEM__ILLEGAL_STATE_TRANSITION",
		`Illegal transition "${action}" from state "${newId()}". Possible transitions are: ${possible.join(", ")}`,
		{ transition: action, currentState: newId(), possibleTransitions: possible },
	);
}

function transitionsOf(shop: Shop, entity: Entity, id: string): ApiAnswer {
	const found = find(shop, entity, id);
	if (found === null) return refusal(400, "SYSTEM__STATE_MACHINE_INVALID_ENTITY_ID", "Unable to read entity");
	const actions = Object.entries(machine(shop.line, entity)[found.row.state] ?? {});
	const transitions = actions.map(([actionName, to]) => ({
		name: to,
		technicalName: to,
		actionName,
		fromStateName: found.row.state,
		toStateName: to,
		url: `${shop.url}/api/_action/state-machine/${entity}/${id}/state/${actionName}`,
	}));
	return { status: 200, body: { transitions } };
}

function pdf(shop: Shop, { method, path }: ApiRequest): ApiAnswer | null {
	const [, id, code] = /^_action\/document\/([0-9a-f]{32})\/(\w+)$/.exec(path) ?? [];
	if (method !== "GET" || id === undefined) return null;
	const documents = [...shop.orders.values()].flatMap((order) => order.documents);
	const document = documents.find((one) => one.id === id && one.deepLinkCode === code);
	if (document === undefined) return refusal(404, "DOCUMENT__INVALID_DOCUMENT_ID", "The document does not exist");
	return { status: 200, body: Buffer.from(`%PDF-1.4\n% ${document.number}\n%%EOF\n`) };
}

/** Accepted, and carried out later. */
function rotate(shop: Shop, { method, path }: ApiRequest): ApiAnswer | null {
	if (method !== "POST" || path !== "_action/app-system/secret/rotate") return null;
	const { app } = shop;
	if (app !== null) {
		const rotated = registerApp(shop, app).catch(() => {});
		const done = rotated.finally(() => app.delivering.delete(done));
		app.delivering.add(done);
	}
	return { status: 202, body: {} };
}
