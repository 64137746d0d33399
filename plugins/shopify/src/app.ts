/**
 * The app as its operator registered it with Shopify: one for all shops. It signs webhooks and consents, and its client
 * id and secret are what a code is exchanged with.
 */
export interface ShopifyApp {
	readonly clientId: string;
	/** Newest first. After a rotation Shopify signs with the old one for up to an hour. */
	readonly clientSecrets: readonly string[];
	/** Where a shop's API is: left out, `https://` and its name. For fakes. */
	readonly originOf?: (shop: string) => string;
}

/**
 * `KONTOR_SHOPIFY_CLIENT_ID` and `KONTOR_SHOPIFY_CLIENT_SECRETS` (separated by commas, newest first). Read once, where the
 * plugin is loaded; without them shops cannot be connected and no webhook is accepted.
 */
export function appOf(environment: Readonly<Record<string, string | undefined>>): ShopifyApp {
	const { KONTOR_SHOPIFY_CLIENT_ID: clientId = "", KONTOR_SHOPIFY_CLIENT_SECRETS: secrets = "" } = environment;
	const clientSecrets = secrets
		.split(",")
		.map((secret) => secret.trim())
		.filter((secret) => secret !== "");
	return { clientId, clientSecrets };
}

export function originOf(app: ShopifyApp, shop: string): string {
	return app.originOf?.(shop) ?? `https://${shop}`;
}
