import { type ReachableDiscount, reachableDiscount } from "./cash-discount.ts";
import type { IndexedOrder } from "./index-orders.ts";
import { type Policy, policyOf } from "./policy.ts";
import type { ReadPosting } from "./read-posting.ts";

/** How a posting's amount fits one order, if it pays that order alone. */
export interface AmountFit {
	readonly kind: FitKind;
	/** Of the posting, in its currency. */
	readonly payment: number;
	readonly surplus: number;
	/** What the payment settles, in the order's currency. */
	readonly orderMinor: number;
	/** What settles the rest of the order, in its currency. */
	readonly besides: Besides | null;
	/** Where it is less by just a cash discount; it may be too late for it. */
	readonly discount: ReachableDiscount | null;
}

/**
 * - `exact`: to the cent. `discounted`: less a cash discount. `tolerated`, `charged`: less or more by what the merchant's
 *   settings allow (M5). `converted`: another currency, with the order's amount in the text.
 * - `part`, `surplus`: too little, too much. `otherCurrency`: cannot be compared. `nothingOpen`: the order is paid.
 */
export type FitKind =
	| "exact"
	| "discounted"
	| "tolerated"
	| "charged"
	| "converted"
	| "part"
	| "surplus"
	| "otherCurrency"
	| "nothingOpen";

interface Besides {
	readonly kind: "cashDiscount" | "charges" | "tolerance";
	readonly minor: number;
}

/** These say as much as an equal amount: they leave nothing open and nothing over. */
const SETTLES: ReadonlySet<FitKind> = new Set(["exact", "discounted", "tolerated", "charged", "converted"]);

export function settles({ kind }: AmountFit): boolean {
	return SETTLES.has(kind);
}

export function fitAmount(read: ReadPosting, indexed: IndexedOrder, policy: Policy): AmountFit {
	const { minor, currency } = read.posting.amount;
	const { openMinor } = indexed;
	if (openMinor <= 0) return plain("nothingOpen", minor, minor);
	if (indexed.currency !== currency) {
		const { open } = indexed;
		const converted = read.foreignAmounts.some(
			(other) => other.currency === open.currency && other.minor === open.minor,
		);
		return plain(converted ? "converted" : "otherCurrency", minor, openMinor);
	}
	const missing = openMinor - minor;
	if (missing === 0) return plain("exact", minor, minor);
	const discount = reachableDiscount(indexed, read.posting);
	if (discount !== null) {
		const besides = { kind: "cashDiscount", minor: missing } as const;
		return { kind: "discounted", payment: minor, surplus: 0, orderMinor: minor, besides, discount };
	}
	if (missing < 0) {
		return { ...plain("surplus", openMinor, openMinor), surplus: -missing };
	}
	const besides = besidesOf(missing, indexed, policyOf(policy, indexed.shop));
	if (besides === null) return plain("part", minor, minor);
	return { ...plain(besides.kind === "charges" ? "charged" : "tolerated", minor, minor), besides };
}

function plain(kind: FitKind, payment: number, orderMinor: number): AmountFit {
	return { kind, payment, surplus: 0, orderMinor, besides: null, discount: null };
}

/** A small difference settled by the merchant's settings (M5); null where they do not allow it. */
function besidesOf(missing: number, indexed: IndexedOrder, { tolerance, charges }: Policy): Besides | null {
	if (tolerance === undefined && charges === undefined) return null;
	const { open } = indexed;
	if (isTolerated(missing, open.minor, open.currency, tolerance)) return { kind: "tolerance", minor: missing };
	const charged = charges !== undefined && charges.currency === open.currency && missing <= charges.minor;
	// A small order is not settled by charges alone.
	return charged && missing * 2 < open.minor ? { kind: "charges", minor: missing } : null;
}

function isTolerated(missing: number, open: number, currency: string, tolerance: Policy["tolerance"]): boolean {
	if (tolerance === undefined) return false;
	const { amount, percent } = tolerance;
	if (amount === undefined && percent === undefined) return false;
	return (
		(amount === undefined || (amount.currency === currency && missing <= amount.minor)) &&
		(percent === undefined || missing * 100 <= open * percent)
	);
}
