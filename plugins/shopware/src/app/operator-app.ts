import { randomBytes } from "node:crypto";
import type { Claim, RawRequest, RawResponse, RouteAnswer, RouteContext, Text } from "@kontor/connector";
import { identityOf } from "../identity.ts";
import { jsonIn } from "../json.ts";
import type { manifest } from "../manifest.ts";
import { SwConfirmation, SwSource } from "../shapes.ts";
import { claimPage } from "./claim-page.ts";
import { APP_NAME } from "./package.ts";
import { queryOf, sanitizedUrl } from "./query.ts";
import { candidates, readRegistration, shopSecret, signer, writeRegistration } from "./shop-secrets.ts";
import { isSigned, proof } from "./signatures.ts";

/**
 * The app that an operator offers to all shops under one secret (Shopware's store, or a package of his own): the
 * installation begins in the shop, and no merchant is known yet (PRODUCT A2). A shop that is connected goes on at its
 * connection, which alone knows its secrets.
 */
type Context = RouteContext<typeof manifest>;

/** As far as clocks of shops differ. */
const CLOCK_SECONDS = 600;

export async function register(raw: RawRequest, ctx: Context): Promise<RouteAnswer> {
	const { secret } = ctx.app;
	const query = queryOf(raw.url);
	const [shopId, shopUrl] = [query.get("shop-id"), query.get("shop-url")];
	if (secret === undefined) return { status: 404 };
	if (!shopId || !shopUrl || !URL.canParse(shopUrl)) return refused(400);
	if (!isSigned(secret, query.raw, raw.headers.get("shopware-app-signature"))) return refused(401);
	if (!isFresh(ctx, query.get("timestamp"))) return refused(401);
	const url = sanitizedUrl(shopUrl);
	let registration = { salt: randomBytes(16).toString("hex"), generation: 1 };
	const byShop = raw.headers.get("shopware-shop-signature");
	if (byShop !== null) {
		const waiting = await ctx.unclaimed(identityOf(url, shopId));
		if (waiting === null) return { forConnections: { field: "url", value: url, to: "connect" } };
		const present = readRegistration(waiting.secrets.registration);
		const signed = signer(candidates([secret], waiting.secrets, ctx.now()), query.raw, byShop);
		if (signed === null || present === null) return refused(401);
		registration = { salt: present.salt, generation: Math.max(signed.generation, present.generation) + 1 };
	}
	const confirmation = new URLSearchParams({ salt: registration.salt, generation: `${registration.generation}` });
	return json(200, {
		proof: proof(shopId, shopUrl, APP_NAME, secret),
		secret: shopSecret(secret, shopId, registration),
		confirmation_url: `${ctx.url}/confirm?${confirmation}`,
	});
}

/** Signed with the new secret: from here on it is the shop's, and the installation waits for its merchant. */
export async function confirm(raw: RawRequest, ctx: Context): Promise<RouteAnswer> {
	const { secret } = ctx.app;
	const query = queryOf(raw.url);
	const confirmation = SwConfirmation.safeParse(jsonIn(raw.body));
	const named = /^([0-9a-f]{32}) ([1-9]\d{0,8})$/.exec(`${query.get("salt")} ${query.get("generation")}`);
	if (secret === undefined) return { status: 404 };
	if (!confirmation.success || named === null || !URL.canParse(confirmation.data.shopUrl)) return refused(400);
	const { apiKey, secretKey, shopId, shopUrl } = confirmation.data;
	const registration = { salt: named[1] ?? "", generation: Number(named[2]) };
	const isShops = isSigned(
		shopSecret(secret, shopId, registration),
		raw.body,
		raw.headers.get("shopware-shop-signature"),
	);
	if (!isShops) return refused(401);
	const url = sanitizedUrl(shopUrl);
	if (!isSafe(url)) return refused(400, NEEDS_HTTPS);
	const identity = identityOf(url, shopId);
	if (registration.generation > 1) {
		const waiting = await ctx.unclaimed(identity);
		const previous = raw.headers.get("shopware-shop-signature-previous");
		const among = candidates([secret], waiting?.secrets ?? null, ctx.now());
		if (readRegistration(waiting?.secrets.registration)?.salt !== registration.salt) return refused(401);
		if (signer(among, raw.body, previous) === null) return refused(401);
	}
	const secrets = {
		apiKey,
		secretKey,
		shopId,
		registration: writeRegistration(secret, registration),
		registeredAt: Math.floor(ctx.now().getTime() / 1000),
	};
	const config = { url, ...(url.startsWith("http:") ? { allowHttp: true } : {}) };
	return {
		fromShop: { identity, installed: { name: new URL(url).host, config, secrets } },
		respond: () => ({ status: 204 }),
	};
}

/** The page in the administration of a shop that nobody has claimed: shows the code that its merchant enters in Kontor. */
export async function claim(raw: RawRequest, ctx: Context): Promise<RouteAnswer> {
	const { secret } = ctx.app;
	const [, signed, given = ""] = /^(.+)&shopware-shop-signature=([0-9a-f]{64})$/i.exec(queryOf(raw.url).raw) ?? [];
	if (secret === undefined || signed === undefined) return { status: secret === undefined ? 404 : 401 };
	const query = queryOf(`?${signed}`);
	const shopUrl = query.get("shop-url") ?? "";
	if (!URL.canParse(shopUrl) || !isFresh(ctx, query.get("timestamp"))) return { status: 401 };
	const url = sanitizedUrl(shopUrl);
	const identity = identityOf(url, query.get("shop-id") ?? undefined);
	const waiting = await ctx.unclaimed(identity);
	const page = (state: Claim) => claimPage(state, url, query.get("sw-user-language"));
	// Nothing of the shop is known any more that could prove who asks: what is shown says nothing of it either.
	if (waiting === null) return page({ state: "unknown" });
	if (signer(candidates([secret], waiting.secrets, ctx.now()), signed, given) === null) return { status: 401 };
	return { fromShop: { identity }, respond: page };
}

/** Of all shops that run the operator's app; each connection checks the signature of its own. */
export async function webhook(raw: RawRequest): Promise<RouteAnswer> {
	const told = SwSource.safeParse(jsonIn(raw.body));
	if (!told.success) return { status: 400 };
	return { forConnections: { field: "url", value: sanitizedUrl(told.data.source.url) } };
}

function isFresh(ctx: Context, seconds: string | null): boolean {
	return Math.abs(ctx.now().getTime() / 1000 - Number(seconds || Number.NaN)) < CLOCK_SECONDS;
}

/** Nothing is sent unencrypted into the world. */
function isSafe(url: string): boolean {
	const { protocol, hostname } = new URL(url);
	return protocol === "https:" || ["localhost", "127.0.0.1"].includes(hostname);
}

/** Shopware shows the merchant what stands under `error`. */
function refused(status: number, { de, en }: Text = REFUSED): RawResponse {
	return json(status, { error: `${en} / ${de}` });
}

function json(status: number, body: object): RawResponse {
	return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

const REFUSED: Text = {
	de: "Kontor erkennt diesen Shop nicht. Bitte die App neu installieren; bleibt es dabei, die Uhr des Servers prüfen.",
	en: "Kontor does not recognise this shop. Please install the app again; if it stays like this, check the server's clock.",
};
const NEEDS_HTTPS: Text = {
	de: "Der Shop muss über https erreichbar sein.",
	en: "The shop has to be reachable by https.",
};
