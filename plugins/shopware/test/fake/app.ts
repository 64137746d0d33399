import { createHmac, randomBytes } from "node:crypto";
import type { Shop } from "./state.ts";

/** The app system: registration, webhooks, action buttons, uninstalling. */

interface StoredWebhook {
	readonly name: string;
	readonly url: string;
	readonly event: string;
	active: boolean;
	errorCount: number;
}

export interface App {
	readonly name: string;
	readonly registrationUrl: string;
	readonly appSecret: string;
	/** Of the page in the administration; empty where the app has none. */
	readonly pageUrl: string;
	readonly buttons: Readonly<Record<string, string>>;
	readonly webhooks: StoredWebhook[];
	secret: string;
	/** Handed out and not confirmed: what became of it is unknown. */
	unconfirmed: string[];
	/** Deliveries under way. */
	readonly delivering: Set<Promise<void>>;
	/** Every attempt, as the receiver saw it. */
	readonly attempts: { readonly event: string; readonly eventId: string; readonly status: number }[];
}

/** After so many failed messages a webhook is switched off, for good. */
const MOST_ERRORS = 10;
const ATTEMPTS = 4;

export function hmac(secret: string, message: string): string {
	return createHmac("sha256", secret).update(message).digest("hex");
}

/** The merchant uploads and installs a package. @throws with the app's own words where it refuses. */
export async function installApp(shop: Shop, manifest: string): Promise<App> {
	const one = (pattern: RegExp) => unescaped(pattern.exec(manifest)?.[1] ?? "");
	const app: App = {
		name: one(/<name>(.*?)<\/name>/),
		registrationUrl: one(/<registrationUrl>(.*?)<\/registrationUrl>/),
		appSecret: one(/<secret>(.*?)<\/secret>/),
		pageUrl: one(/<base-app-url>(.*?)<\/base-app-url>/),
		buttons: Object.fromEntries(
			[...manifest.matchAll(/<action-button action="(\w+)"[^>]* url="([^"]*)"/g)].map(([, action = "", url = ""]) => [
				action,
				unescaped(url),
			]),
		),
		webhooks: [...manifest.matchAll(/<webhook name="([^"]*)" url="([^"]*)" event="([^"]*)"/g)].map(
			([, name = "", url = "", event = ""]) => ({ name, url: unescaped(url), event, active: true, errorCount: 0 }),
		),
		secret: "",
		unconfirmed: [],
		delivering: new Set(),
		attempts: [],
	};
	const wrong = app.webhooks.find(({ event }) => /^order_(transaction|delivery)\.written$/.test(event));
	if (wrong !== undefined) throw new Error(`the shop has no event ${wrong.event}`);
	await registerApp(shop, app);
	shop.app = app;
	return app;
}

/** Registers, or registers anew: `secret:rotate`, and after the shop's address changed. */
export async function registerApp(
	shop: Shop,
	app: App,
	given: { shopUrl?: string; loseAnswer?: boolean } = {},
): Promise<void> {
	const shopUrl = given.shopUrl ?? shop.url;
	const seconds = Math.floor(shop.now().getTime() / 1000);
	const own = new URL(app.registrationUrl);
	// As PSR-7 writes it: what was in the query stays, and ":" and "/" are not encoded.
	const query = [own.search.slice(1), `shop-id=${shop.shopId}`, `shop-url=${shopUrl}`, `timestamp=${seconds}`]
		.filter((part) => part !== "")
		.join("&");
	const present = [...app.unconfirmed, app.secret].filter((secret) => secret !== "");
	for (const current of present.length === 0 ? [""] : present) {
		const headers = {
			"shopware-app-signature": hmac(app.appSecret, query),
			"sw-version": shop.version,
			...(current === "" ? {} : { "shopware-shop-signature": hmac(current, query) }),
		};
		const answer = await rawGet(`${own.origin}${own.pathname}?${query}`, headers);
		const body = JSON.parse(answer.body) as {
			proof?: string;
			secret?: string;
			confirmation_url?: string;
			error?: string;
		};
		if (answer.status === 401 && current !== present.at(-1) && present.length > 1) continue;
		if (answer.status !== 200 || body.error !== undefined)
			throw new Error(body.error ?? `registration: ${answer.status}`);
		if (body.proof !== hmac(app.appSecret, `${shop.shopId}${shopUrl}${app.name}`)) throw new Error("invalid proof");
		const { secret = "", confirmation_url = "" } = body;
		if (secret.length < 64 || secret.length > 255 || secret === current) throw new Error("not a secret");
		await confirmApp(shop, app, {
			secret,
			previous: current,
			confirmation_url,
			shopUrl,
			loseAnswer: given.loseAnswer ?? false,
		});
		return;
	}
}

interface Confirmation {
	readonly secret: string;
	readonly previous: string;
	readonly confirmation_url: string;
	readonly shopUrl: string;
	readonly loseAnswer: boolean;
}

async function confirmApp(shop: Shop, app: App, given: Confirmation): Promise<void> {
	// The id stays, the secret is new with every registration.
	const keys = {
		apiKey: given.previous === "" ? `SWIA${randomBytes(12).toString("hex").toUpperCase()}` : shop.apiKey,
		secretKey: randomBytes(32).toString("base64url"),
	};
	const timestamp = String(Math.floor(shop.now().getTime() / 1000));
	const body = JSON.stringify({ ...keys, timestamp, shopUrl: given.shopUrl, shopId: shop.shopId }).replaceAll(
		"/",
		"\\/",
	);
	const before = { apiKey: shop.apiKey, secretKey: shop.secretKey };
	Object.assign(shop, keys);
	const { status } = await post(given.confirmation_url, body, {
		"shopware-shop-signature": hmac(given.secret, body),
		...(given.previous === "" ? {} : { "shopware-shop-signature-previous": hmac(given.previous, body) }),
	});
	if (given.loseAnswer || status >= 500) {
		app.unconfirmed = [given.secret, ...app.unconfirmed].slice(0, 5);
		return;
	}
	if (status >= 400) {
		Object.assign(shop, before);
		throw new Error(`confirmation: ${status}`);
	}
	app.secret = given.secret;
	app.unconfirmed = [];
}

/** Deleting an app takes its key with it; the app is told while it still is one. */
export async function uninstallApp(shop: Shop, keepUserData: boolean): Promise<void> {
	announce(shop, "app.deleted", { keepUserData });
	await settled(shop);
	shop.app = null;
	shop.apiKey = "";
	shop.secretKey = "";
	shop.tokens.clear();
}

/** The merchant presses a button on an order. @returns where the shop then goes. */
export async function pressButton(shop: Shop, action: string, order: string): Promise<string> {
	const { app } = shop;
	const url = app?.buttons[action];
	if (app === null || url === undefined) throw new Error("no such button");
	const body = JSON.stringify({
		source: { url: shop.url, appVersion: "1.0.0", shopId: shop.shopId },
		data: { ids: [order], entity: "order", action },
		meta: { timestamp: 1, reference: "", language: "" },
	});
	const answer = await post(url, body, { "shopware-shop-signature": hmac(app.secret, body) });
	if (answer.status !== 200 || answer.signature !== hmac(app.secret, answer.body))
		throw new Error("not signed by the app");
	return (JSON.parse(answer.body) as { payload: { redirectUrl: string } }).payload.redirectUrl;
}

/** What the administration opens the app's page with: the shop signs the query as it is, and appends the signature. */
export function signedPage(
	{ shopId, url, version, app, now }: Shop,
	location: string,
	changes: { readonly at?: Date; readonly secret?: string; readonly shopUrl?: string } = {},
): string {
	const { at = now(), secret = app?.secret ?? "", shopUrl = url } = changes;
	const query = [
		`location-id=${location}`,
		`privileges=${encodeURIComponent(JSON.stringify({ read: ["order"] }))}`,
		`shop-id=${shopId}`,
		`shop-url=${shopUrl}`,
		`timestamp=${Math.floor(at.getTime() / 1000)}`,
		`sw-version=${version}`,
		"sw-context-language=2fbb5fe2e29a4d70aa5854ce7ce3e20b",
		"sw-user-language=de-DE",
	].join("&");
	return `${app?.pageUrl}?${query}&shopware-shop-signature=${hmac(secret, query)}`;
}

/** Sends an event to the app's webhooks for it: at once, and again when that fails, four times in all. */
export function announce(shop: Shop, event: string, payload: unknown): void {
	const { app } = shop;
	for (const webhook of app?.webhooks ?? []) {
		if (app === null || webhook.event !== event || !webhook.active) continue;
		const sent = deliver(shop, app, webhook, payload).finally(() => app.delivering.delete(sent));
		app.delivering.add(sent);
	}
}

export async function settled({ app }: Shop): Promise<void> {
	while (app !== null && app.delivering.size > 0) await Promise.all(app.delivering);
}

async function deliver(shop: Shop, app: App, webhook: StoredWebhook, payload: unknown): Promise<void> {
	const eventId = randomBytes(16).toString("hex");
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const { body, signature } = delivery(shop, app.secret, { event: webhook.event, payload, eventId, at: shop.now() });
		const { status } = await post(webhook.url, body, { "shopware-shop-signature": signature }).catch(() => ({
			status: 0,
		}));
		app.attempts.push({ event: webhook.event, eventId, status });
		if (status >= 200 && status < 300) return;
		await new Promise((resolve) => setTimeout(resolve, shop.retryMs * 2 ** attempt));
	}
	webhook.errorCount++;
	if (webhook.errorCount >= MOST_ERRORS) webhook.active = false;
}

interface Event {
	readonly event: string;
	readonly payload: unknown;
	readonly eventId: string;
	readonly at: Date;
}

/** A delivery as it goes over the wire; PHP escapes slashes. */
export function delivery(
	shop: Shop,
	secret: string,
	{ event, payload, eventId, at }: Event,
): { body: string; signature: string } {
	const source = { url: shop.url, appVersion: "1.0.0", shopId: shop.shopId, eventId };
	const timestamp = Math.floor(at.getTime() / 1000);
	const body = JSON.stringify({ data: { payload, event }, source, timestamp }).replaceAll("/", "\\/");
	return { body, signature: hmac(secret, body) };
}

async function post(url: string, body: string, headers: Record<string, string>) {
	const answer = await fetch(url, {
		method: "POST",
		body,
		headers: { "content-type": "application/json", ...headers },
		redirect: "manual",
	});
	return { status: answer.status, body: await answer.text(), signature: answer.headers.get("shopware-app-signature") };
}

/** `fetch` would normalise the query. */
async function rawGet(url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
	const { request } = await import("node:http");
	const { hostname, port, origin } = new URL(url);
	return new Promise((resolve, reject) => {
		const sent = request({ hostname, port, path: url.slice(origin.length), headers }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on("data", (chunk: Buffer) => chunks.push(chunk));
			answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }));
		});
		sent.on("error", reject);
		sent.end();
	});
}

function unescaped(text: string): string {
	return text.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
