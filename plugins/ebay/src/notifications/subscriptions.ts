import type { Text, WebhookState } from "@kontor/connector";
import * as z from "zod";
import type { Api, Call } from "../client.ts";
import * as faults from "../faults.ts";
import { EbayRefusal } from "../faults.ts";
import type { Shop } from "../manifest.ts";
import { ENDPOINT, ORDER_TOPIC } from "./receive.ts";

const API = "/commerce/notification/v1";
/** Of a list; the most eBay gives. */
const LIMIT = 100;

const Destination = z.object({
	destinationId: z.string(),
	status: z.string(),
	deliveryConfig: z.object({ endpoint: z.string() }).optional(),
});
const Subscription = z.object({
	subscriptionId: z.string(),
	topicId: z.string(),
	status: z.string(),
	destinationId: z.string().optional(),
});
const Topic = z.object({
	supportedPayloads: z.array(z.object({ schemaVersion: z.string(), deprecated: z.boolean().optional() })).optional(),
});
const Destinations = z.object({ next: z.string().optional(), destinations: z.array(Destination).optional() });
const Subscriptions = z.object({ next: z.string().optional(), subscriptions: z.array(Subscription).optional() });
const Config = z.object({ alertEmail: z.string().optional() });
const WARNING_MS = 30 * 86_400_000;

/** The address of the whole application, by that of one connection. */
function endpointOf(webhookUrl: string): string {
	return webhookUrl.replace(/\/webhooks\/[^/]+$/, `/routes/ebay/${ENDPOINT}`);
}

/**
 * In eBay's order: where eBay writes to in trouble, the application's destination (eBay calls it for a challenge), the
 * seller's subscription. eBay marks a destination down that failed for long, and then says nothing any more.
 */
export async function watchWebhooks(ctx: Shop, api: Api): Promise<WebhookState> {
	const ending = consentEnds(ctx);
	if (ctx.webhook === null) return { state: "working", problems: ending };
	await ensureConfig(ctx, api);
	const destination = await ensureDestination(ctx, api, endpointOf(ctx.webhook.url));
	const subscription = await ensureSubscription(api, destination.id);
	const state =
		subscription === "created" ? "created" : destination.mended || subscription === "replaced" ? "replaced" : "working";
	const down = state === "replaced" ? [{ code: "WEBHOOK_MARKED_DOWN", forMerchant: PROBLEMS.WEBHOOK_MARKED_DOWN }] : [];
	return { state, problems: [...down, ...ending] };
}

const PROBLEMS = {
	WEBHOOK_MARKED_DOWN: {
		de: "eBay hatte Benachrichtigungen an Kontor abgeschaltet. Sie sind wieder eingeschaltet; was inzwischen geschah, holt der nächste Abgleich.",
		en: "eBay had switched off notifications to Kontor. They are switched on again; what happened meanwhile comes with the next comparison.",
	},
	EBAY_CONSENT_ENDS: {
		de: "Die Zustimmung bei eBay läuft in weniger als 30 Tagen ab. Bitte eBay neu verbinden; Bestellungen und Einstellungen bleiben.",
		en: "The consent at eBay ends in less than 30 days. Please connect eBay again; orders and settings stay.",
	},
} as const satisfies Record<string, Text>;

/** A refresh token is never prolonged: after about 18 months the seller has to consent anew. */
function consentEnds({ secrets, now }: Shop): WebhookState["problems"] {
	if (secrets.consentEndsAt - now().getTime() > WARNING_MS) return [];
	return [{ code: "EBAY_CONSENT_ENDS", forMerchant: PROBLEMS.EBAY_CONSENT_ENDS }];
}

const asApplication = { as: "application" } as const;

/** Without it eBay refuses every destination (195003). */
async function ensureConfig(ctx: Shop, api: Api): Promise<void> {
	const call = { name: "getConfig", path: `${API}/config`, effect: "read", answer: Config, ...asApplication } as const;
	const config = await api.ask(call).catch((error: unknown) => {
		if (error instanceof EbayRefusal && error.details.http?.status === 404) return null;
		throw error;
	});
	if (config?.data.alertEmail !== undefined && config.data.alertEmail !== "") return;
	await write(
		api,
		{ name: "updateConfig", method: "PUT", path: `${API}/config`, ...asApplication },
		{
			alertEmail: ctx.app.alertEmail,
		},
	);
}

async function ensureDestination(ctx: Shop, api: Api, endpoint: string): Promise<{ id: string; mended: boolean }> {
	const found = await findDestination(api, endpoint);
	const wanted = {
		name: "Kontor",
		status: "ENABLED",
		deliveryConfig: { endpoint, verificationToken: ctx.app.verificationToken },
	};
	if (found !== undefined && found.status === "ENABLED") return { id: found.destinationId, mended: false };
	if (found !== undefined) {
		const path = `${API}/destination/${encodeURIComponent(found.destinationId)}`;
		await write(api, { name: "updateDestination", method: "PUT", path, ...asApplication }, wanted);
		return { id: found.destinationId, mended: true };
	}
	const create = { name: "createDestination", method: "POST", path: `${API}/destination`, ...asApplication } as const;
	// 195021: another connection has made it meanwhile.
	await write(api, create, wanted).catch((error: unknown) => ignoring(error, 195_021));
	const made = await findDestination(api, endpoint);
	if (made === undefined) throw faults.unexpected("getDestinations", "the destination that was made");
	return { id: made.destinationId, mended: false };
}

async function findDestination(api: Api, endpoint: string): Promise<z.infer<typeof Destination> | undefined> {
	for (let path: string | null = `${API}/destination?limit=${LIMIT}`; path !== null; ) {
		const call: Call<z.infer<typeof Destinations>> = {
			name: "getDestinations",
			path,
			effect: "read",
			answer: Destinations,
			...asApplication,
		};
		const { data } = await api.ask(call);
		const found = (data.destinations ?? []).find(({ deliveryConfig }) => deliveryConfig?.endpoint === endpoint);
		if (found !== undefined) return found;
		path = pathOf(data.next);
	}
	return undefined;
}

async function ensureSubscription(api: Api, destinationId: string): Promise<"there" | "created" | "replaced"> {
	const found = await findSubscription(api);
	if (found?.status === "ENABLED" && found.destinationId === destinationId) return "there";
	const topic = { name: "getTopic", path: `${API}/topic/${ORDER_TOPIC}`, effect: "read", answer: Topic } as const;
	const { supportedPayloads = [] } = (await api.ask({ ...topic, ...asApplication })).data;
	const version = supportedPayloads.find(({ deprecated }) => deprecated !== true)?.schemaVersion ?? "1.0";
	const payload = { format: "JSON", schemaVersion: version, deliveryProtocol: "HTTPS" };
	const wanted = { status: "ENABLED", payload, destinationId };
	if (found === undefined) {
		const create = { name: "createSubscription", method: "POST", path: `${API}/subscription` } as const;
		await write(api, create, { topicId: ORDER_TOPIC, ...wanted }).catch((error: unknown) => ignoring(error, 195_012));
		return "created";
	}
	const path = `${API}/subscription/${encodeURIComponent(found.subscriptionId)}`;
	await write(api, { name: "updateSubscription", method: "PUT", path }, wanted);
	return "replaced";
}

async function findSubscription(api: Api): Promise<z.infer<typeof Subscription> | undefined> {
	for (let path: string | null = `${API}/subscription?limit=${LIMIT}`; path !== null; ) {
		const call: Call<z.infer<typeof Subscriptions>> = {
			name: "getSubscriptions",
			path,
			effect: "read",
			answer: Subscriptions,
		};
		const { data } = await api.ask(call);
		const found = (data.subscriptions ?? []).find(({ topicId }) => topicId === ORDER_TOPIC);
		if (found !== undefined) return found;
		path = pathOf(data.next);
	}
	return undefined;
}

type Writing = Pick<Call<unknown>, "name" | "method" | "path" | "as">;

async function write(api: Api, call: Writing, body: object): Promise<void> {
	await api.ask({ ...call, effect: "write", body, answer: z.unknown() });
}

function ignoring(error: unknown, errorId: number): void {
	if (!(error instanceof EbayRefusal) || !error.errorIds.includes(errorId)) throw error;
}

/** eBay names the next page by a whole address: only its path is followed, never another host. */
function pathOf(next: string | undefined): string | null {
	if (next === undefined || next === "") return null;
	const { pathname, search } = new URL(next, "https://api.ebay.com");
	return `${pathname}${search}`;
}
