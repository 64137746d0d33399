import { ConnectorError, type Text, type WebhookState } from "@kontor/connector";
import type { Api } from "./client.ts";
import { TOKEN, tokenOf } from "./deliveries.ts";
import * as faults from "./faults.ts";
import type { Account } from "./manifest.ts";
import { EasybillWebhook, List } from "./shapes.ts";

const EVENTS = ["create", "update", "completed", "deleted", "payment_add", "payment_delete"].map(
	(event) => `document.${event}`,
);

/** One webhook that points here with the newest token, for every event, and switched on: easybill makes them switched off. */
export async function watchWebhooks(ctx: Account, api: Api): Promise<WebhookState> {
	if (ctx.webhook === null) return { state: "working", problems: [] };
	const { url, keys } = ctx.webhook;
	const [newest] = keys;
	if (newest === undefined) {
		throw new ConnectorError("invalid-input", "no key to prove webhooks by", { code: "NO_WEBHOOK_KEY" });
	}
	const wanted = `${url}?${TOKEN}=${tokenOf(newest)}`;
	const ours = (await allWebhooks(api)).filter((hook) => isAbout(url, hook));
	const [present = null, ...surplus] = ours.toSorted((a, b) => Number(works(b, wanted)) - Number(works(a, wanted)));
	const hook = {
		url: wanted,
		content_type: "json",
		// How easybill uses it is not documented; it is not allowed to be missing.
		secret: tokenOf(`${newest} secret`),
		events: EVENTS,
		description: "Kontor",
		is_active: true,
	};
	if (present === null) await api.post("webhooks", hook);
	else if (!works(present, wanted)) await api.put(`webhooks/${present.id}`, hook);
	for (const { id } of surplus) await api.delete(`webhooks/${id}`);
	if (present === null) return { state: "created", problems: [] };
	if (works(present, wanted)) return { state: "working", problems: [] };
	return { state: "replaced", problems: present.is_active ? [] : [SWITCHED_OFF] };
}

const SWITCHED_OFF: { code: string; forMerchant: Text } = {
	code: "WEBHOOK_DISABLED",
	forMerchant: {
		de: "Die Benachrichtigungen von easybill an Kontor waren abgeschaltet. Sie sind wieder eingeschaltet; was inzwischen geschah, holt der nächste Abgleich.",
		en: "easybill's notifications to Kontor had been switched off. They are switched on again; what happened meanwhile comes with the next comparison.",
	},
};

function works(hook: EasybillWebhook, wanted: string): boolean {
	const isComplete = EVENTS.every((event) => hook.events.includes(event));
	return hook.url === wanted && hook.is_active && hook.content_type === "json" && isComplete;
}

/** For this connection, also at a former address of Kontor or with a former token: the path ends with the connection. */
function isAbout(url: string, hook: EasybillWebhook): boolean {
	const connection = new URL(url).pathname.split("/").slice(-2).join("/");
	return URL.canParse(hook.url) && new URL(hook.url).pathname.endsWith(`/${connection}`);
}

async function allWebhooks(api: Api): Promise<EasybillWebhook[]> {
	const all: EasybillWebhook[] = [];
	for (let page = 1, pages = 1; page <= pages; page++) {
		const { body } = await api.get("webhooks", { limit: 1000, page });
		const list = List.extend({ items: EasybillWebhook.array() }).safeParse(body);
		if (!list.success) throw faults.unexpected("GET webhooks", "a list of webhooks");
		all.push(...list.data.items);
		pages = list.data.pages;
	}
	return all;
}
