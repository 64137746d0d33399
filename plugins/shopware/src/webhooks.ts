import {
	ConnectorError,
	type Delivery,
	type OrderRef,
	type RawRequest,
	type ShopNotice,
	type Text,
	type WebhookState,
} from "@kontor/connector";
import * as z from "zod";
import { keysOf } from "./app/keys.ts";
import { WEBHOOK_NAMES } from "./app/package.ts";
import { isSameShop } from "./app/query.ts";
import { candidates, readRegistration, signer } from "./app/shop-secrets.ts";
import { fingerprint } from "./app/signatures.ts";
import { type Api, connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import { jsonIn } from "./json.ts";
import type { Shop } from "./manifest.ts";
import { refOf } from "./mapping.ts";
import { Id, SwAppDeleted, SwDocument, SwEvent, SwOrderEvent, SwWebhook, SwWritten } from "./shapes.ts";

/**
 * Shopware signs the time of each attempt. A replay has no effect, but webhooks that are refused are switched off for
 * good: a clock that is wrong by hours must not do that.
 */
const APART_SECONDS = 12 * 3600;

/**
 * An event of the shop names an order, and the host reads that anew: nothing else is taken from it. So one that comes
 * again, out of order or replayed has no second effect, and one that failed half-way may come again with its event id.
 */
export async function receive(ctx: Shop, raw: RawRequest): Promise<Delivery> {
	const among = candidates(keysOf(ctx), ctx.secrets, ctx.now());
	if (signer(among, raw.body, raw.headers.get("shopware-shop-signature")) === null) {
		throw new ConnectorError("bad-config", "webhook: bad signature", { code: "SHOPWARE_BAD_SIGNATURE" });
	}
	const event = SwEvent.safeParse(jsonIn(raw.body));
	if (!event.success) throw faults.unexpected("webhook", "an event of an app");
	const { data, source, timestamp } = event.data;
	if (Math.abs(ctx.now().getTime() / 1000 - timestamp) > APART_SECONDS) {
		throw new ConnectorError("bad-config", "webhook: too old or early", { code: "SHOPWARE_OLD_SIGNATURE" });
	}
	ctx.log("webhook", { event: data.event, ...(source.eventId === undefined ? {} : { eventId: source.eventId }) });
	// A clone of the shop runs with its id and its secrets; only its address is its own (PRODUCT A12).
	if (source.url !== undefined && !isSameShop(source.url, ctx.config.url))
		return said({ kind: "other-address", url: source.url });
	if (data.event === "app.deleted") {
		// Signed with the secret of this very installation: a message about an earlier one is refused above.
		const { data: asked } = SwAppDeleted.safeParse(data.payload);
		return said({ kind: "uninstalled", dataKept: asked?.keepUserData ?? true });
	}
	return { orders: [], changed: [...new Set(await ordersOf(ctx, data.payload))] };
}

function said(notice: ShopNotice): Delivery {
	return { orders: [], changed: [], notices: [notice] };
}

async function ordersOf(ctx: Shop, payload: unknown): Promise<OrderRef[]> {
	const event = SwOrderEvent.safeParse(payload);
	if (event.success) return [refOf(event.data.order.id)];
	const written = SwWritten.safeParse(payload);
	if (!written.success) return [];
	const keysOf = (name: string) =>
		written.data.flatMap(({ entity, primaryKey }) =>
			entity === name && Id.safeParse(primaryKey).success ? [primaryKey] : [],
		);
	const documents = keysOf("document");
	return [...keysOf("order"), ...(documents.length === 0 ? [] : await ordersOfDocuments(ctx, documents))].map(refOf);
}

async function ordersOfDocuments(ctx: Shop, ids: readonly string[]): Promise<string[]> {
	const { rows } = await connectTo(ctx).search("document", { ids });
	const documents = z.array(SwDocument.pick({ orderId: true })).safeParse(rows);
	if (!documents.success) throw faults.unexpected("POST search/document", "a list of documents");
	return documents.data.map(({ orderId }) => orderId);
}

/**
 * The app brings its webhooks with it; nobody but an update of the app can switch one on again that the shop switched
 * off. So all that can be done is to say so: polling goes on. A secret made with an outdated key is replaced by the shop
 * itself, on request.
 */
export async function watchWebhooks(ctx: Shop): Promise<WebhookState> {
	const registration = readRegistration(ctx.secrets.registration);
	if (ctx.webhook === null) return working([]);
	if (registration === null) return working(["WEBHOOKS_NEED_APP"]);
	const api = connectTo(ctx);
	const { keys } = ctx.webhook;
	const { secret } = ctx.app;
	const isOperators = secret !== undefined && registration.madeWith === fingerprint(secret);
	// All shops of the operator's app call one address.
	const url = isOperators ? ctx.webhook.url.replace(/\/webhooks\/.*$/, "/routes/shopware/webhook") : ctx.webhook.url;
	const filter = [{ type: "equals", field: "url", value: url }];
	const { rows } = await api.search("webhook", { limit: 100, filter });
	const webhooks = z.array(SwWebhook).safeParse(rows);
	if (!webhooks.success) throw faults.unexpected("POST search/webhook", "a list of webhooks");
	const missing = WEBHOOK_NAMES.some((name) => !webhooks.data.some((hook) => hook.name === name));
	const disabled = webhooks.data.some(({ active }) => !active);
	if (!isOperators && keys[0] !== undefined && registration.madeWith !== fingerprint(keys[0]))
		await askForRotation(ctx, api);
	return working([
		...(missing ? (["WEBHOOK_MISSING"] as const) : []),
		...(disabled ? (["WEBHOOK_DISABLED"] as const) : []),
	]);
}

/** The shop then registers anew by itself. Older versions cannot be asked: there the older key goes on. */
async function askForRotation(ctx: Shop, api: Api): Promise<void> {
	try {
		await api.post("_action/app-system/secret/rotate", {});
	} catch (error) {
		if (!(error instanceof ConnectorError)) throw error;
		ctx.log("secret-not-rotated", { code: error.details.code });
	}
}

const PROBLEMS = {
	WEBHOOK_DISABLED: {
		de: "Der Shop hat seine Benachrichtigungen an Kontor nach mehreren Fehlschlägen abgeschaltet. Einschalten kann sie nur eine Aktualisierung oder Neuinstallation der Kontor-App im Shop; bis dahin fragt Kontor in Abständen nach.",
		en: "The shop switched off its notifications to Kontor after several failures. Only an update or new installation of Kontor's app in the shop switches them on again; until then Kontor asks at intervals.",
	},
	WEBHOOK_MISSING: {
		de: "Dem Shop fehlen Benachrichtigungen an Kontor. Bitte die Kontor-App im Shop aktualisieren oder neu installieren.",
		en: "The shop lacks notifications to Kontor. Please update Kontor's app in the shop or install it again.",
	},
	WEBHOOKS_NEED_APP: {
		de: "Ohne die Kontor-App meldet der Shop nichts von selbst; Kontor fragt in Abständen nach. Für sofortige Meldungen bitte die App installieren.",
		en: "Without Kontor's app the shop reports nothing by itself; Kontor asks at intervals. For immediate reports please install the app.",
	},
} as const satisfies Record<string, Text>;

function working(codes: readonly (keyof typeof PROBLEMS)[]): WebhookState {
	return { state: "working", problems: codes.map((code) => ({ code, forMerchant: PROBLEMS[code] })) };
}
