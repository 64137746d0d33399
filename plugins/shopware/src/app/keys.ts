import type { ConnectingShop } from "../manifest.ts";

/** What secrets of the shop may have been made with: the connection's own keys, newest first, and the operator's app. */
export function keysOf({ webhook, app }: Pick<ConnectingShop, "webhook" | "app">): readonly string[] {
	return [...(webhook?.keys ?? []), ...(app.secret === undefined ? [] : [app.secret])];
}
