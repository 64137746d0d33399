/// <reference lib="dom" />
import type { AdminFrame } from "@kontor/connector";

/** What App Bridge puts into the page (https://shopify.dev/docs/api/app-home). */
interface AppBridge {
	idToken(): Promise<string>;
	readonly toast: { show(message: string, options?: { isError?: boolean }): unknown };
}

declare global {
	// Of the script that Shopify demands in its frames; absent where the page is not in one.
	var shopify: AppBridge | undefined;
}

/** Shopify's admin gives a token of a minute whenever it is asked for one. */
export async function openFrame(): Promise<AdminFrame> {
	const bridge = globalThis.shopify;
	return {
		async proof() {
			const token = await bridge?.idToken();
			return {
				query: globalThis.location.search,
				headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
			};
		},
		renews: true,
		visible: true,
		install: "install",
		async notify({ kind, text }) {
			bridge?.toast.show(text, { isError: kind === "warning" });
		},
	};
}
