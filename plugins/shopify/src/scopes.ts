/**
 * What the app asks for; app/shopify.app.toml says the same. `read_all_orders` needs Shopify's approval: without it an
 * order of more than 60 days cannot be told from one that was deleted, and would count as gone.
 */
export const SCOPES = [
	"read_all_orders",
	"write_orders",
	"read_customers",
	"read_companies",
	"read_payment_terms",
	"write_merchant_managed_fulfillment_orders",
	"write_third_party_fulfillment_orders",
	"write_assigned_fulfillment_orders",
] as const;

/** What of it was not granted. Who may write may read. */
export function missingScopes(granted: readonly string[]): string[] {
	const all = new Set(granted);
	return SCOPES.filter((scope) => !all.has(scope) && !all.has(scope.replace(/^read_/, "write_")));
}
