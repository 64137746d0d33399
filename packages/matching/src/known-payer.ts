/**
 * Whose account has paid before: one row for each account and customer, from confirmed payments only. Accounts of payment
 * providers and marketplaces are never given here (PRODUCT M6).
 */
export interface KnownPayer {
	readonly iban: string;
	/** Of the orders it paid; the number counts where both have one, else the name. */
	readonly customerNumber?: string | undefined;
	readonly name?: string | undefined;
	/** How many confirmed payments stand behind it. Left out: 1. */
	readonly payments?: number | undefined;
}
