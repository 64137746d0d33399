import type { Money } from "@kontor/connector";

/** A transfer that came back, as the bank booked it: all in the transfer's currency, or said to be in another one. */
export interface ReturnedTransfer {
	/** What was sent, in minor units. */
	readonly sent: number;
	/** What was credited. */
	readonly credited: number;
	/** What the bank says was sent, and what it kept, where it says so. */
	readonly stated: { readonly original: Money | null; readonly charges: readonly Money[] };
	readonly currency: string;
}

/** What a bank takes for a return without saying so is a few euro; what is missing beyond may be anything. */
const MOST_UNSTATED_MINOR = 2_500;

/**
 * What the bank kept of a transfer that it sent back (K1), in minor units: 0 where all came back. Null where what is missing is not
 * known to be its charges: a person has to look.
 */
export function keptOfReturn({ sent, credited, stated, currency }: ReturnedTransfer): number | null {
	const kept = sent - credited;
	if (credited <= 0 || kept < 0) return null;
	const { original, charges } = stated;
	const charged = charges.filter((one) => one.currency === currency).reduce((sum, { minor }) => sum + minor, 0);
	const isStated = charged === kept || (original?.currency === currency && original.minor === sent);
	return kept === 0 || isStated || (kept <= MOST_UNSTATED_MINOR && kept < credited) ? kept : null;
}
