import type { Money } from "@kontor/connector";
import type { GuardName } from "./guard-names.ts";

/** One thing that spoke for or against an order, or about the posting as a whole. Data; `sentence` makes words of it. */
export interface Evidence {
	readonly field: EvidenceField;
	readonly finding: Finding;
	/** The order's id; left out where it is about the posting. */
	readonly order?: string;
	/** What stands in the posting. */
	readonly matched: Quoted;
	/** What the order says. */
	readonly expected: Quoted;
	/** Bits: how much more likely the order is because of it (negative: less likely). 0: decided by rule, not by weight. */
	readonly weight: number;
}

/** A text or an amount as it was found; "" where there is nothing to quote. */
export type Quoted = string | Money;

export type ReferenceField = "orderNumber" | "invoiceNumber" | "additionalNumber";
export type NameField = "name" | "company" | "additionalName";
export type EvidenceField = ReferenceField | NameField | "customerNumber" | "iban" | "amount" | "posting" | "order";

/** How a number was found. */
export type ReferenceFinding =
	| "found"
	| "foundWithoutZeros"
	| "foundEnd"
	| "foundWithOtherPrefix"
	| "foundAsEndToEndId"
	| "foundAsCreditorReference"
	| "foundInRange"
	| "similar"
	| "numberMissing"
	| "numberOther";

export type AmountFinding =
	| "amountEqual"
	| "amountPart"
	| "amountExceeds"
	| "amountAddsUp"
	| "amountDiscounted"
	| "amountDiscountedLate"
	| "amountsLessDiscount"
	| "amountConverted"
	| "amountTolerated"
	| "amountCharged"
	| "otherCurrency";

export type PayerFinding =
	| "payerEqual"
	| "payerAgrees"
	| "payerInText"
	| "payerRelated"
	| "payerOther"
	| "payerUnnamed";

/** Who it is, other than by the name. */
export type PartyFinding = PayerFinding | "payerKnown" | "customerNumberFound";

/** What the posting or the order is, where no guard is concerned. */
export type StateFinding =
	| "orderClosed"
	| "sumUnnamed"
	| "sumDiffers"
	| "likelierOther"
	| "referenceUnknown"
	| "nothingFits"
	| "nothingFound";

/** A guard that objected. Those that leave orders out say nothing. */
export type GuardFinding = Exclude<GuardName, "testSystem" | "otherShop">;

export type Finding = ReferenceFinding | AmountFinding | PartyFinding | StateFinding | GuardFinding;
