import type { Money } from "@kontor/connector";

/** What a merchant's settings and history allow the engine to do. Everything left out takes the careful default. */
export interface Policy {
	/**
	 * The least probability with which a posting is booked without a person, 0 to 1. Lowered below the default only where the
	 * merchant's confirmed outcomes bound the share of wrong bookings.
	 */
	readonly threshold?: number | undefined;
	/** A difference up to this counts as paid exactly (M5): both bounds have to hold where both are given. */
	readonly tolerance?: { readonly amount?: Money | undefined; readonly percent?: number | undefined } | undefined;
	/** What the payer's bank may have taken off, per payment (M5). */
	readonly charges?: Money | undefined;
	/** What of these is otherwise for the orders of a shop; null: not at all there (A11). */
	readonly shops?:
		| Readonly<
				Record<string, { readonly tolerance?: Policy["tolerance"] | null; readonly charges?: Money | null | undefined }>
		  >
		| undefined;
	/** Postings that are never payments of orders (M6). */
	readonly ignore?: readonly IgnoreRule[] | undefined;
}

/** A posting is ignored where everything given here holds (M6). An empty rule ignores nothing. */
export interface IgnoreRule {
	readonly iban?: string | undefined;
	/** Words of the counterparty's name, in any order and spelling of umlauts. */
	readonly name?: string | undefined;
	/** All of them stand in the remittance text. */
	readonly words?: readonly string[] | undefined;
	/** A regular expression over the remittance text, without regard to case. */
	readonly pattern?: string | undefined;
	/** Exactly this signed amount. */
	readonly amount?: Money | undefined;
}

/** What holds for the orders of one shop (A11). */
export function policyOf(policy: Policy, shop: string): Policy {
	const own = policy.shops?.[shop];
	if (own === undefined) return policy;
	const { tolerance = policy.tolerance, charges = policy.charges } = own;
	return { ...policy, tolerance: tolerance ?? undefined, charges: charges ?? undefined };
}
