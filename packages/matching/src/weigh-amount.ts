import type { AmountFit, FitKind } from "./amount-fit.ts";
import type { AmountFinding } from "./evidence.ts";
import type { IndexedOrder } from "./index-orders.ts";
import type { Surroundings } from "./situation.ts";
import { bits, chanceOfAmount, rounded } from "./weights.ts";

const AMOUNT: Readonly<Record<FitKind, { finding: AmountFinding; share: number; bits: number }>> = {
	// `share`: how often payments of an order look so, where the value itself tells; else `bits`.
	exact: { finding: "amountEqual", share: 0.93, bits: 0 },
	discounted: { finding: "amountDiscounted", share: 0.3, bits: 0 },
	converted: { finding: "amountConverted", share: 0.5, bits: 0 },
	tolerated: { finding: "amountTolerated", share: 0, bits: 0 },
	charged: { finding: "amountCharged", share: 0, bits: -2 },
	part: { finding: "amountPart", share: 0, bits: -6 },
	surplus: { finding: "amountExceeds", share: 0, bits: -6 },
	otherCurrency: { finding: "otherCurrency", share: 0, bits: -6 },
	nothingOpen: { finding: "amountExceeds", share: 0, bits: -6 },
};
const LATE_DISCOUNT = -3;
const LARGE_SURPLUS = -4;

/** How a posting's amount suits an order; null where it says nothing. */
export function amountFinding({ read }: Surroundings, indexed: IndexedOrder, fit: AmountFit): AmountFinding | null {
	if (indexed.standing === "closed") {
		// Nothing is open of it: that it cost just as much still says which one is meant.
		const { minor, currency } = read.posting.amount;
		return minor === indexed.amountMinor && currency === indexed.amount.currency ? "amountEqual" : null;
	}
	return isLate(fit) ? "amountDiscountedLate" : AMOUNT[fit.kind].finding;
}

/** What that weighs, in bits. */
export function amountWeight(setting: Surroundings, indexed: IndexedOrder, fit: AmountFit): number {
	const { read, index } = setting;
	const { amount } = read.posting;
	if (indexed.standing === "closed") {
		return amountFinding(setting, indexed, fit) === null ? 0 : rounded(bits(0.9, chanceOfAmount(index, amount)));
	}
	const { share, bits: plain } = AMOUNT[fit.kind];
	const value = fit.kind === "converted" ? indexed.open : amount;
	let weight = share > 0 ? bits(share, chanceOfAmount(index, value)) : plain;
	if (fit.kind === "tolerated" || fit.kind === "charged") weight += bits(0.05, chanceOfAmount(index, value));
	if (isLate(fit)) weight += LATE_DISCOUNT;
	if (fit.surplus > Math.max(fit.payment / 5, 1000)) weight += LARGE_SURPLUS;
	return rounded(weight);
}

function isLate({ discount }: AmountFit): boolean {
	return discount?.inTime === false;
}
