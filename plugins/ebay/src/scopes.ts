const SCOPE = "https://api.ebay.com/oauth/api_scope";

/** What the seller is asked to consent to. A refreshed token may not ask for more than that. */
export const SCOPES = [
	SCOPE,
	`${SCOPE}/sell.fulfillment`,
	`${SCOPE}/sell.finances`,
	`${SCOPE}/commerce.identity.readonly`,
	`${SCOPE}/commerce.notification.subscription`,
] as const;

/** What the application may do by itself: public keys, destinations, signing keys. */
export const APPLICATION_SCOPE = SCOPE;
