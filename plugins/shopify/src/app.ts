import type { Shop } from "./manifest.ts";

/**
 * The app as its operator registered it with Shopify: one for all shops. It signs webhooks and consents, and its client
 * id and secret are what a code is exchanged with.
 */
export interface ShopifyApp extends Readonly<Shop["app"]> {
	/** Where a shop's API is: left out, `https://` and its name. For fakes. */
	readonly originOf?: OriginOf | undefined;
}

export type OriginOf = (shop: string) => string;

export function originOf(app: ShopifyApp, shop: string): string {
	return app.originOf?.(shop) ?? `https://${shop}`;
}
