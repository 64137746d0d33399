import { createHash } from "node:crypto";
import { ConnectorError, type Text, type WebhookState } from "@kontor/connector";
import * as z from "zod";
import { type Api, connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { WooWebhook } from "./shapes.ts";

const TOPICS = ["order.created", "order.updated", "order.deleted", "order.restored"] as const;
const PER_PAGE = 100;

/**
 * One active webhook per topic, pointing here and signed with the newest key. What is wrong is replaced rather than
 * mended, since a webhook that was switched off keeps its count of failures; the new one comes first, so that nothing is
 * missed if this is interrupted, and the next run removes what is left over.
 */
export async function watchWebhooks(ctx: Shop): Promise<WebhookState> {
	if (ctx.webhook === null) return { state: "working", problems: [] };
	const { url, keys } = ctx.webhook;
	const [newest] = keys;
	if (newest === undefined)
		throw new ConnectorError("invalid-input", "no key to sign with", { code: "NO_WEBHOOK_KEY" });
	const api = connectTo(ctx);
	const ours = (await allWebhooks(api)).filter((hook) => hook.delivery_url === url || isNamedBy(hook, keys));
	const problems = new Map<string, Text>();
	let created = 0;
	for (const topic of TOPICS) {
		const present = ours.filter((hook) => hook.topic === topic);
		const [working] = present.filter((hook) => whatIsWrong(hook, url, newest) === null);
		if (working === undefined) {
			created++;
			const name = nameOf(topic, newest);
			await api.post("webhooks", { name, topic, delivery_url: url, secret: newest, status: "active" });
		}
		for (const hook of present.filter(({ id }) => id !== working?.id)) {
			const wrong = whatIsWrong(hook, url, newest);
			if (wrong !== null && working === undefined) problems.set(wrong, PROBLEMS[wrong]);
			await api.delete(`webhooks/${hook.id}`, { force: true });
		}
	}
	const state = created === 0 ? "working" : created === TOPICS.length && problems.size === 0 ? "created" : "replaced";
	if (!isDeliverable(url)) problems.set("WEBHOOK_PORT", PROBLEMS.WEBHOOK_PORT);
	return { state, problems: [...problems].map(([code, forMerchant]) => ({ code, forMerchant })) };
}

/** WordPress sends to these ports only, and says nothing about it. */
function isDeliverable(url: string): boolean {
	const { protocol, port } = new URL(url);
	return protocol !== "https:" || ["", "80", "443", "8080"].includes(port);
}

const PROBLEMS = {
	WEBHOOK_DISABLED: {
		de: "Der Shop hatte seine Benachrichtigungen an Kontor abgeschaltet, von selbst nach mehreren Fehlschlägen oder von Hand. Sie sind neu eingerichtet; was inzwischen geschah, holt der nächste Abgleich.",
		en: "The shop had switched off its notifications to Kontor, by itself after several failures or by hand. They have been set up again; what happened meanwhile comes with the next comparison.",
	},
	WEBHOOK_ELSEWHERE: {
		de: "Die Benachrichtigungen des Shops gingen an eine frühere Adresse von Kontor. Sie sind neu eingerichtet.",
		en: "The shop's notifications went to a former address of Kontor. They have been set up again.",
	},
	WEBHOOK_OLD_KEY: {
		de: "Die Benachrichtigungen des Shops waren mit einem früheren Schlüssel unterschrieben. Sie sind neu eingerichtet.",
		en: "The shop's notifications were signed with a former key. They have been set up again.",
	},
	WEBHOOK_PORT: {
		de: "Der Shop kann Kontor nicht benachrichtigen, weil WordPress nur die Ports 80, 443 und 8080 zulässt. Neue Bestellungen kommen mit dem Abgleich. Bitte den Betreiber von Kontor ansprechen.",
		en: "The shop cannot notify Kontor, because WordPress allows the ports 80, 443 and 8080 only. New orders come with the comparison. Please contact the operator of Kontor.",
	},
} as const satisfies Record<string, Text>;

function whatIsWrong(hook: WooWebhook, url: string, key: string): keyof typeof PROBLEMS | null {
	if (hook.status !== "active") return "WEBHOOK_DISABLED";
	if (hook.delivery_url !== url) return "WEBHOOK_ELSEWHERE";
	return hook.name === nameOf(hook.topic, key) ? null : "WEBHOOK_OLD_KEY";
}

/** The shop never shows a webhook's secret, so its name says which one it is; a fingerprint gives nothing away. */
function nameOf(topic: string, key: string): string {
	return `Kontor ${topic} ${fingerprint(key)}`;
}

function isNamedBy(hook: WooWebhook, keys: readonly string[]): boolean {
	return keys.some((key) => hook.name === nameOf(hook.topic, key));
}

function fingerprint(key: string): string {
	return createHash("sha256").update(key).digest("hex").slice(0, 12);
}

async function allWebhooks(api: Api): Promise<WooWebhook[]> {
	const all: WooWebhook[] = [];
	for (let page = 1, pages = 1; page <= pages; page++) {
		const answer = await api.get("webhooks", { per_page: PER_PAGE, page, orderby: "id", order: "asc" });
		const webhooks = z.array(WooWebhook).safeParse(answer.body);
		if (!webhooks.success) throw faults.unexpected("GET webhooks", "a list of webhooks");
		all.push(...webhooks.data);
		pages = answer.pages ?? (webhooks.data.length < PER_PAGE ? page : page + 1);
	}
	return all;
}
