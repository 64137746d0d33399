import type { IndexedOrder } from "./index-orders.ts";
import type { MatchPosting } from "./posting.ts";

/** A day's grace: the transfer may have been ordered on the last day (banks book on the next one). */
const GRACE_DAYS = 1;
/** Payers round the discount either way. */
const ROUNDING = 1;

export interface ReachableDiscount {
	readonly minor: number;
	readonly until: string;
	readonly inTime: boolean;
}

/**
 * The cash discount (F12, M4) with which the posting pays the order exactly, or null. Judged by the booking date; for
 * invoices only, and only where nothing was paid before.
 * @param paying `alone`: the posting is for this order; `any`: it is for several, and what fits is up to the caller.
 */
export function reachableDiscount(
	indexed: IndexedOrder,
	posting: MatchPosting,
	paying: "alone" | "any" = "alone",
): ReachableDiscount | null {
	const { openMinor } = indexed;
	const missing = openMinor - posting.amount.minor;
	if (!indexed.hasTerms || openMinor !== indexed.amountMinor || (paying === "alone" && missing < 0)) return null;
	for (const { days, discountPercent } of indexed.terms ?? []) {
		const discount = Math.round((openMinor * discountPercent) / 100);
		if (discount <= 0 || (paying === "alone" && Math.abs(missing - discount) > ROUNDING)) continue;
		const { placedOn, paymentCode } = indexed;
		if (placedOn === null || (paymentCode !== undefined && paymentCode !== "invoice")) return null;
		const until = addDays(placedOn, days);
		return {
			minor: paying === "alone" ? missing : discount,
			until,
			inTime: posting.bookingDate <= addDays(until, GRACE_DAYS),
		};
	}
	return null;
}

function addDays(day: string, days: number): string {
	return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
