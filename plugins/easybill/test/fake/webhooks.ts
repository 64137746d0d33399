import type { Account } from "./account.ts";
import type { Document } from "./schema.ts";

/**
 * Calls every active webhook that listens to the event, at this host instead of the one in its address.
 * @returns what each answered
 */
export async function announce(account: Account, document: Document, event: string, host: string): Promise<number[]> {
	const listening = [...account.webhooks.values()].filter(
		({ is_active, events }) => is_active && events.includes(event),
	);
	return Promise.all(
		listening.map(async ({ url }) => {
			const { pathname, search } = new URL(url);
			const body = JSON.stringify({ event, data: { id: document.id, type: document.type } });
			const headers = { "content-type": "application/json" };
			return (await fetch(`${host}${pathname}${search}`, { method: "POST", headers, body })).status;
		}),
	);
}
