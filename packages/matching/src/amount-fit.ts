import { type ReachableDiscount, reachableDiscount } from "./cash-discount.ts";
import type { IndexedOrder } from "./index-orders.ts";
import type { Policy } from "./policy.ts";
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
	const { open } = indexed;
	const plain = { payment: minor, surplus: 0, orderMinor: minor, besides: null, discount: null };
	if (open.minor <= 0) return { ...plain, kind: "nothingOpen" };
	if (open.currency !== currency) {
		const converted = read.foreignAmounts.some(
			(other) => other.currency === open.currency && other.minor === open.minor,
		);
		return { ...plain, kind: converted ? "converted" : "otherCurrency", orderMinor: open.minor };
	}
	const missing = open.minor - minor;
	if (missing === 0) return { ...plain, kind: "exact" };
	const discount = reachableDiscount(indexed, read.posting);
	if (discount !== null) {
		return { ...plain, kind: "discounted", besides: { kind: "cashDiscount", minor: missing }, discount };
	}
	if (missing > 0) {
		const besides = besidesOf(missing, indexed, policy);
		if (besides === null) return { ...plain, kind: "part" };
		return { ...plain, kind: besides.kind === "charges" ? "charged" : "tolerated", besides };
	}
	return { ...plain, kind: "surplus", payment: open.minor, surplus: -missing, orderMinor: open.minor };
}

/** A small difference settled by the merchant's settings (M5); null where they do not allow it. */
function besidesOf(missing: number, { open }: IndexedOrder, { tolerance, charges }: Policy): Besides | null {
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
