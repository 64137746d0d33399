/**
 * What the engine is measured with: a generated merchant (orders, payers) and the postings of his bank, each with the truth.
 *
 * - **set**: one merchant with everything that was booked. **profile**: how hard his customers make it.
 * - **scenario**: the kind of posting. **truth**: what the payer meant.
 * - **decidable**: a careful clerk who sees what the engine sees would book the posting as in truth.
 */

import type { MatchOrder, MatchPosting } from "../src/index.ts";
import type { KnownPayer } from "../src/known-payer.ts";

/** The kinds of postings, in the order of their numbers: the first is 01. */
export const SCENARIOS = [
	"exact-number",
	"prefix-missing",
	"prefix-foreign",
	"zeros-dropped",
	"separators-changed",
	"spaces-in-number",
	"wrap-27-in-number",
	"wrap-35-newline",
	"typo-substitution",
	"typo-transposition",
	"typo-omitted-added",
	"typo-2-edits",
	"typo-hits-other-open-order",
	"typo-hits-closed-order",
	"ocr-letters",
	"umlaut-ae",
	"umlaut-stripped",
	"name-swapped-title-truncated",
	"joint-account",
	"spouse-other-first-name",
	"company-pays-for-person",
	"person-pays-for-company",
	"stranger-pays",
	"payer-name-empty",
	"homonyms-two-customers",
	"family-same-address",
	"number-missing-unique-name-amount",
	"number-missing-ambiguous",
	"customer-number-only",
	"amount-only",
	"number-only-in-e2e",
	"rf-reference-valid",
	"rf-reference-broken",
	"confounding-digits",
	"collective-all-numbers",
	"collective-range-notation",
	"collective-first-number-ua",
	"collective-no-number",
	"collective-with-credit-note",
	"collective-two-customers",
	"partial-first",
	"partial-rest",
	"two-transfers-one-order",
	"overpaid-rounded",
	"overpaid-shipping",
	"underpaid-bank-fee",
	"underpaid-cents",
	"skonto-in-term",
	"skonto-late",
	"skonto-on-collective",
	"other-currency",
	"order-in-chf-paid-eur",
	"same-number-two-shops",
	"same-number-two-shops-same-amount",
	"subscription-same-amount-monthly",
	"double-payment-same-day",
	"double-payment-later",
	"cancelled-order-paid",
	"old-template-number",
	"order-not-yet-synced",
	"paid-before-order-date",
	"direct-debit-return",
	"bounced-refund",
	"own-refund-out",
	"psp-payout",
	"marketplace-payout",
	"supplier-credit-colliding-number",
	"insurance-tax-credit",
	"rent-salary-fees",
	"own-transfer",
	"donation-foreign-customer",
	"cash-deposit-without-name",
	"import-twice",
	"chargeback-after-close",
] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

/** `base`: shares of cases as sourced and assumed; `hard`: two to three times as much of what is hard. */
export type ProfileName = "base" | "hard";

export interface LabelledSet {
	readonly profile: ProfileName;
	readonly seed: number;
	/** What can be paid, cancelled ones included. */
	readonly orders: readonly MatchOrder[];
	/** What is paid already. */
	readonly closed: readonly MatchOrder[];
	readonly payers: readonly KnownPayer[];
	/** By booking date. */
	readonly postings: readonly LabelledPosting[];
	/** Orders that no source has delivered yet when their payment is booked; in no list above. Used by the replay by date. */
	readonly late: readonly LateOrder[];
}

interface LateOrder {
	readonly order: MatchOrder;
	/** The day it becomes known. */
	readonly arrives: string;
}

export interface LabelledPosting {
	readonly posting: MatchPosting;
	readonly scenario: ScenarioName;
	readonly truth: Truth;
	/** Decided by what was written into the posting, not by what an engine makes of it. */
	readonly decidable: boolean;
	/** Orders a clerk wants to see first where the truth is empty or not decidable. */
	readonly best?: readonly string[];
	/** An earlier posting that paid the order this one pays again; replayed before it. The order is closed in the set. */
	readonly earlier?: MatchPosting;
	/** The late order it pays once that has arrived. */
	readonly payLater?: TruePart;
}

/** Empty: pays no known open order. */
interface Truth {
	readonly orders: readonly TruePart[];
}

/** What of a posting belongs to an order, surplus included; in the smallest unit of the posting's currency. */
export interface TruePart {
	readonly order: string;
	readonly minor: number;
	/** What of the order is settled by it, discount included, surplus not; in the order's currency. Left out: not checked. */
	readonly settles?: number;
}
