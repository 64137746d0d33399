import type { ProfileName } from "./data.ts";
import type { NumberForm } from "./noise/number-form.ts";
import type { PayerForm } from "./noise/payer-name.ts";

export type NumberShare =
	| Exclude<NumberForm, "exact">
	| "wrap27"
	| "wrap35"
	| "missing"
	| "customerNumber"
	| "endToEnd"
	| "creditorReference"
	| "brokenReference"
	| "oldNumber";

export type AmountShare =
	| "collectiveAll"
	| "collectiveRange"
	| "collectiveSome"
	| "collectiveNone"
	| "collectiveCredit"
	| "collectiveTwo"
	| "collectiveDiscount"
	| "partialFirst"
	| "partialRest"
	| "twoTransfers"
	| "rounded"
	| "shipping"
	| "fee"
	| "cents"
	| "discount"
	| "lateDiscount"
	| "otherCurrency"
	| "francsInEuro";

export type OtherShare =
	| "closed"
	| "doubleSameDay"
	| "doubleLater"
	| "importTwice"
	| "cancelled"
	| "oldTemplate"
	| "notSynced"
	| "directDebitReturn"
	| "bouncedRefund"
	| "ownRefund"
	| "providerPayout"
	| "marketplacePayout"
	| "supplierCredit"
	| "insuranceOrTax"
	| "rentSalaryFees"
	| "ownTransfer"
	| "donation"
	| "cashDeposit"
	| "chargeback";

/** Of customers and what they order; in percent. */
export interface Habits {
	/** Orders that cost what many others cost. */
	readonly pricePoints: number;
	/** Of a regular's orders: for the same amount as the one before. */
	readonly repeats: number;
	/** Of new customers: somebody of their family is one too, they are one in another shop too, they are called like another. */
	readonly family: number;
	readonly twice: number;
	readonly homonym: number;
}

/** Shares in percent; what is left over is as it should be. */
export interface Profile {
	/** How many times as often as stated the forms of numbers, payers and amounts occur. */
	readonly strain: number;
	readonly customers: Habits;
	/** Of all postings: no payment of an open order. */
	readonly other: number;
	readonly others: Readonly<Record<OtherShare, number>>;
	readonly number: Readonly<Record<NumberShare, number>>;
	readonly payer: Readonly<Record<Exclude<PayerForm, "customer">, number>>;
	readonly amount: Readonly<Record<AmountShare, number>>;
	/** Paid before the order's date. */
	readonly early: number;
	readonly marks: {
		readonly confounded: number;
		readonly upperCase: number;
		readonly wrapped: number;
		readonly tagged: number;
		readonly noCode: number;
	};
}

/** First publications and assumptions on how customers pay; each is varied by the hard profile. */
const BASE: Profile = {
	strain: 1,
	customers: { pricePoints: 38, repeats: 12, family: 4, twice: 3, homonym: 2 },
	other: 18,
	others: {
		closed: 1.6,
		doubleSameDay: 0.4,
		doubleLater: 0.8,
		importTwice: 0.2,
		cancelled: 0.6,
		oldTemplate: 0.4,
		notSynced: 1.2,
		directDebitReturn: 1,
		bouncedRefund: 0.6,
		ownRefund: 1.2,
		providerPayout: 3.4,
		marketplacePayout: 1.6,
		supplierCredit: 1.4,
		insuranceOrTax: 0.6,
		rentSalaryFees: 2,
		ownTransfer: 0.6,
		donation: 0.5,
		cashDeposit: 0.3,
		chargeback: 0.2,
	},
	number: {
		prefixMissing: 3,
		prefixForeign: 0.8,
		zerosDropped: 1,
		separatorsChanged: 2.2,
		spaced: 3,
		wrap27: 1.8,
		wrap35: 1.2,
		substitution: 1,
		transposition: 0.5,
		omittedOrAdded: 0.5,
		twoEdits: 0.4,
		ocr: 0.8,
		missing: 6,
		customerNumber: 1,
		endToEnd: 1.2,
		creditorReference: 0.55,
		brokenReference: 0.05,
		oldNumber: 0.2,
	},
	payer: {
		umlautAe: 3,
		umlautStripped: 1.5,
		rearranged: 3.5,
		joint: 2,
		spouse: 4,
		companyForPerson: 2,
		personForCompany: 1,
		stranger: 2,
		unnamed: 1.2,
	},
	amount: {
		collectiveAll: 1,
		collectiveRange: 0.1,
		collectiveSome: 0.4,
		collectiveNone: 0.3,
		collectiveCredit: 0.05,
		collectiveTwo: 0.1,
		collectiveDiscount: 0.2,
		partialFirst: 0.5,
		partialRest: 0.3,
		twoTransfers: 0.4,
		rounded: 0.4,
		shipping: 0.2,
		fee: 0.45,
		cents: 0.15,
		discount: 1.6,
		lateDiscount: 0.3,
		otherCurrency: 0.3,
		francsInEuro: 0.1,
	},
	early: 0.1,
	marks: { confounded: 12, upperCase: 35, wrapped: 8, tagged: 8, noCode: 15 },
};

/** What is hard happens about two and a half times as often. */
const HARD: Profile = {
	...BASE,
	other: 24,
	others: {
		...BASE.others,
		closed: 3,
		doubleLater: 1.8,
		cancelled: 1.4,
		oldTemplate: 1.2,
		notSynced: 3,
		directDebitReturn: 2,
		bouncedRefund: 2,
		supplierCredit: 3.5,
		donation: 1.2,
		cashDeposit: 0.9,
	},
	strain: 2.4,
	customers: { pricePoints: 60, repeats: 25, family: 9, twice: 6, homonym: 6 },
	early: 0.3,
	marks: { confounded: 30, upperCase: 45, wrapped: 20, tagged: 15, noCode: 35 },
};

export const PROFILES: Readonly<Record<ProfileName, Profile>> = { base: BASE, hard: HARD };

/** One of the shares, each `strain` times as large, or null for what is left over up to 100. `at` is from 0 to 1. */
export function drawShare<K extends string>(at: number, shares: Readonly<Record<K, number>>, strain: number): K | null {
	let rest = (at * 100) / strain;
	for (const [key, share] of Object.entries(shares) as [K, number][]) {
		rest -= share;
		if (rest < 0) return key;
	}
	return null;
}
