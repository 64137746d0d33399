import { randomUUID } from "node:crypto";
import { type Answer, type Asking, refusal } from "./answer.ts";
import { challengeAnswer } from "./deliveries.ts";
import { fitting } from "./order-node.ts";
import type { Destination, Ebay, Subscription } from "./state.ts";

const DOMAIN = "API_NOTIFICATION";
const no = (status: number, errorId: number, message: string) => refusal(status, errorId, message, DOMAIN);

/** The Notification API: the application's own, but for subscriptions, which are the seller's. */
export async function notificationApi(ebay: Ebay, asking: Asking, path: string, asSeller: boolean): Promise<Answer> {
	const { method, text } = asking;
	const body = text === "" ? {} : JSON.parse(text);
	const [, what, id] = path.split("/");
	if (what === "subscription")
		return asSeller ? subscription(ebay, method, id, body) : no(403, 195_011, "Not authorized for this topic.");
	if (asSeller) return refusal(403, 1100, "Insufficient permissions to fulfill the request.", "ACCESS");
	if (what === "public_key") return publicKey(ebay, id);
	if (what === "topic") return { status: 200, body: fitting("notification", "Topic", topicOf(id ?? "")) };
	if (what === "config") return config(ebay, method, body);
	return destination(ebay, method, id, body);
}

function publicKey(ebay: Ebay, kid: string | undefined): Answer {
	if (kid !== ebay.kid) return no(404, 195_001, "The specified key id is invalid.");
	const pem = ebay.notificationKeys.publicKey.export({ format: "pem", type: "spki" }).toString();
	const key = { key: pem.replaceAll("\n", ""), algorithm: "ECDSA", digest: "SHA1" };
	return { status: 200, body: fitting("notification", "PublicKey", key) };
}

function topicOf(topicId: string): object {
	const payload = { format: ["JSON"], deliveryProtocol: "HTTPS" };
	return {
		topicId,
		status: "ENABLED",
		scope: "USER",
		supportedPayloads: [
			{ ...payload, schemaVersion: "0.9", deprecated: true },
			{ ...payload, schemaVersion: "1.0", deprecated: false },
		],
	};
}

function config(ebay: Ebay, method: string, body: { alertEmail?: string }): Answer {
	if (method === "PUT") {
		ebay.config = body;
		return { status: 204 };
	}
	if (ebay.config.alertEmail === undefined) return no(404, 195_026, "Configuration Not Found.");
	return { status: 200, body: fitting("notification", "Config", ebay.config) };
}

interface DestinationBody {
	name: string;
	status: string;
	deliveryConfig: { endpoint: string; verificationToken: string };
}

async function destination(ebay: Ebay, method: string, id: string | undefined, body: DestinationBody): Promise<Answer> {
	if (method === "GET") {
		const destinations = [...ebay.destinations.values()].map(destinationNode);
		const list = { total: destinations.length, limit: 100, destinations };
		return { status: 200, body: fitting("notification", "DestinationSearchResponse", list) };
	}
	if (ebay.config.alertEmail === undefined) return no(409, 195_003, "Please provide configurations required.");
	const { endpoint, verificationToken } = body.deliveryConfig;
	if (!/^[A-Za-z0-9_-]{32,80}$/.test(verificationToken)) return no(400, 195_019, "Invalid verification token.");
	const known = [...ebay.destinations.values()].find((one) => one.endpoint === endpoint);
	if (method === "POST" && known !== undefined) return no(409, 195_021, "Destination exists for this endpoint");
	if (!(await answersChallenge(endpoint, verificationToken))) return no(409, 195_020, "Challenge verification failed");
	const one: Destination = {
		id: id ?? randomUUID(),
		name: body.name,
		status: body.status,
		endpoint,
		verificationToken,
	};
	ebay.destinations.set(one.id, one);
	return method === "PUT"
		? { status: 204 }
		: { status: 201, headers: { location: `${ebay.url}/destination/${one.id}` } };
}

/** Nobody is at an address of the documentation's: tests without a host are not asked. */
async function answersChallenge(endpoint: string, token: string): Promise<boolean> {
	const url = new URL(endpoint);
	if (url.hostname.endsWith(".example")) return true;
	const code = randomUUID();
	url.searchParams.set("challenge_code", code);
	const response = await fetch(url).catch(() => null);
	if (response?.status !== 200 || !response.headers.get("content-type")?.startsWith("application/json")) return false;
	const { challengeResponse } = (await response.json()) as { challengeResponse?: string };
	return challengeResponse === challengeAnswer(code, token, endpoint);
}

function destinationNode({ id, name, status, endpoint, verificationToken }: Destination): object {
	return { destinationId: id, name, status, deliveryConfig: { endpoint, verificationToken } };
}

interface SubscriptionBody {
	topicId?: string;
	status: string;
	destinationId: string;
	payload: { schemaVersion: string };
}

function subscription(ebay: Ebay, method: string, id: string | undefined, body: SubscriptionBody): Answer {
	if (method === "GET") {
		const subscriptions = [...ebay.subscriptions.values()].map(subscriptionNode);
		const list = { total: subscriptions.length, limit: 100, subscriptions };
		return { status: 200, body: fitting("notification", "SubscriptionSearchResponse", list) };
	}
	if (body.payload.schemaVersion !== "1.0") return no(400, 195_008, "Invalid or missing schema version.");
	const target = ebay.destinations.get(body.destinationId);
	if (target === undefined) return no(400, 195_007, "Invalid or missing destination id.");
	if (target.status !== "ENABLED") return no(409, 195_015, "The destination is not enabled.");
	if (method === "POST" && ebay.subscriptions.size > 0) return no(409, 195_012, "Subscription already exists");
	const topicId = body.topicId ?? ebay.subscriptions.get(id ?? "")?.topicId ?? "";
	const one: Subscription = { id: id ?? randomUUID(), topicId, status: body.status, destinationId: body.destinationId };
	ebay.subscriptions.set(one.id, one);
	return method === "PUT" ? { status: 204 } : { status: 201 };
}

function subscriptionNode({ id, topicId, status, destinationId }: Subscription): object {
	const payload = { format: "JSON", schemaVersion: "1.0", deliveryProtocol: "HTTPS" };
	return { subscriptionId: id, topicId, status, destinationId, payload };
}
