import type { Account } from "@kontor/protocol";

type Meant = Pick<Account, "currency" | "connections" | "countries">;

interface Wanted {
	readonly connection: string;
	/** Of the billing address. */
	readonly country: string;
	readonly currency: string;
}

/**
 * The account that an order is to be paid to (PRODUCT C2): in its currency where there is one, and the more it is meant for
 * the order's shop, then its country, the sooner. `accounts` in the order they were added, which decides at last.
 */
export function paymentAccount<A extends Meant>(
	accounts: readonly A[],
	{ connection, country, currency }: Wanted,
): A | null {
	const meant = (account: A) =>
		4 * Number(account.currency === currency) +
		2 * Number(account.connections.includes(connection)) +
		Number(account.countries.includes(country));
	const [best = null] = accounts
		.filter(({ connections }) => connections.length === 0 || connections.includes(connection))
		.filter(({ countries }) => countries.length === 0 || countries.includes(country))
		.toSorted((a, b) => meant(b) - meant(a));
	return best;
}
