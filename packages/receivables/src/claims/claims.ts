import type { Day } from "@kontor/connector";
import type { ReceivablesSettings } from "../settings/schema.ts";
import { outstanding, principalOf, type Settlement, surplus } from "../settlement.ts";
import { type ClaimCountry, type Debtor, LUMP_SUMS } from "./base-rates.ts";
import { inDefaultSince } from "./default-since.ts";
import { type Interest, interestOn, type PrincipalSince } from "./interest.ts";
import { interestRates } from "./interest-rates.ts";

/** A reminder that was sent, and what its level costs. */
export interface ChargedReminder {
	readonly level: number;
	readonly on: Day;
	readonly fee: { readonly minor: number; readonly currency: string };
}

export interface ClaimedOrder {
	/** What is claimed besides is worked out here, whatever is charged already. */
	readonly settlement: Settlement;
	/** The merchant's: his country's law. */
	readonly country: ClaimCountry;
	readonly debtor: Debtor;
	/** The end of the payment term; null where there is none: then no interest. */
	readonly due: Day | null;
	/** Oldest first. */
	readonly reminders: readonly ChargedReminder[];
	/** What was owed since which day, part payments by the day they were booked. */
	readonly principal: readonly PrincipalSince[];
}

/** What is demanded of one kind, and what of it is still open, in minor units. */
export interface Claim {
	readonly minor: number;
	readonly open: number;
}

/** Kept apart from each other (M9): fees and interest stay after the principal was paid. */
export interface Claims {
	readonly principal: Claim;
	readonly fees: Claim;
	readonly lumpSum: Claim;
	readonly interest: Claim;
	/** How the interest was worked out. */
	readonly calculation: Interest;
	readonly inDefaultSince: Day | null;
}

type Settings = Pick<ReceivablesSettings["invoice"], "interest" | "lumpSum" | "feesAgreed" | "statedBaseRates">;
const NO_INTEREST: Interest = { minor: 0, lines: [], unknownSince: null };

/**
 * What is owed besides the order's amount. What was paid over the principal counts for the fees first, then the lump sum, then the
 * interest: the costs before the interest, as § 367 BGB has it.
 *
 * - The reminder that puts the customer in default costs nothing (DE); in Switzerland none does that was not agreed.
 * - The lump sum is for businesses in default, and only where its currency is the order's.
 */
export function claimsOf(order: ClaimedOrder, settings: Settings, today: Day): Claims {
	const { country, debtor, due, reminders, principal } = order;
	const settlement = principalOf(order.settlement);
	const remindedOn = reminders.map(({ on }) => on);
	const since = due === null ? null : inDefaultSince(country, debtor, due, remindedOn, today);
	const calculation =
		settings.interest === "none" || since === null
			? NO_INTEREST
			: interestOn(principal, interestRates(country, debtor, settings.statedBaseRates, since, today));
	const lump = settings.lumpSum && debtor === "business" && since !== null ? LUMP_SUMS[country] : null;

	let paid = surplus(settlement);
	const claim = (minor: number): Claim => {
		const covered = Math.min(paid, minor);
		paid -= covered;
		return { minor, open: minor - covered };
	};
	return {
		principal: { minor: Math.max(0, settlement.amount), open: outstanding(settlement) },
		fees: claim(feesOf(order, settings, since)),
		lumpSum: claim(lump !== null && lump.currency === settlement.currency ? lump.minor : 0),
		interest: claim(calculation.minor),
		calculation,
		inDefaultSince: since,
	};
}

/** What settling needs besides the amount: by setting all that is claimed, paid or not (M9). */
export function neededToSettle(
	{ fees, lumpSum, interest }: Pick<Claims, "fees" | "lumpSum" | "interest">,
	chargesSettle: ReceivablesSettings["common"]["chargesSettle"],
): number {
	return chargesSettle === "needed" ? fees.minor + lumpSum.minor + interest.minor : 0;
}

/** What the customer paid too much after everything that is claimed: only that is his to have back (M7). */
export function surplusBeyond(settlement: Settlement, { fees, lumpSum, interest }: Claims): number {
	const covered = [fees, lumpSum, interest].reduce((total, { minor, open }) => total + minor - open, 0);
	return surplus(principalOf(settlement)) - covered;
}

function feesOf({ country, reminders, settlement }: ClaimedOrder, { feesAgreed }: Settings, since: Day | null): number {
	if (country === "CH" && !feesAgreed) return 0;
	const charged = reminders.filter(({ on }) => country !== "DE" || (since !== null && on >= since));
	return charged.reduce((total, { fee }) => total + (fee.currency === settlement.currency ? fee.minor : 0), 0);
}
