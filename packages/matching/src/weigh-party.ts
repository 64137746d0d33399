import type { PayerFinding } from "./evidence.ts";
import type { OrderIndex } from "./index-orders.ts";
import type { Party } from "./party.ts";
import type { Surroundings } from "./situation.ts";
import { bits, chanceOfName, rounded } from "./weights.ts";

/** What speaks for and against whoever paid, in bits; 0 where it is not found. */
export interface PartyWeights {
	account: number;
	customerNumber: number;
	name: number;
}

/** Account, number and name speak of one and the same person: the best counts in full, the others a quarter. */
export function weighParty(setting: Surroundings, party: Party, weights: PartyWeights): void {
	const { known, customerNumber, hasName } = party;
	const ofAccount = known === null ? 0 : rounded(10 + Math.min(Math.log2(known.payments), 3));
	const ofNumber = customerNumber === null ? 0 : rounded(Math.min(customerNumber.key.length * 3.3, 16));
	const ofName = hasName ? rounded(nameWeight(setting, party)) : 0;
	const best = Math.max(0, ofAccount, ofNumber, ofName);
	const isAccount = known !== null && ofAccount === best;
	weights.account = shareOf(ofAccount, best, false);
	weights.customerNumber = shareOf(ofNumber, best, isAccount);
	weights.name = shareOf(ofName, best, isAccount || (customerNumber !== null && ofNumber === best));
}

/** @param isCounted another one is as good, and counts in full. */
function shareOf(weight: number, best: number, isCounted: boolean): number {
	return weight <= 0 || (weight === best && !isCounted) ? weight : rounded(weight / 4);
}

function nameWeight({ index, customersOfAccount }: Surroundings, { comparison, known, customerNumber }: Party): number {
	const { finding, words } = comparison;
	const weight = nameBits(index, finding, words);
	// Somebody else's account is the weaker sign where it is not the first time, or the number says who it is for.
	if (weight < 0 && (known !== null || customerNumber !== null)) return 0;
	return weight + (finding === "payerOther" && known === null && customersOfAccount.length > 0 ? -1 : 0);
}

function nameBits(index: OrderIndex, finding: PayerFinding, words: readonly number[]): number {
	switch (finding) {
		case "payerEqual":
			return bits(0.75, chanceOfName(index, words));
		case "payerAgrees":
			return bits(0.5, chanceOfName(index, words));
		case "payerInText":
			return bits(0.3, chanceOfName(index, words));
		case "payerRelated":
			return Math.max(-1, Math.min(8, bits(0.07, chanceOfName(index, words))));
		case "payerOther":
			return -3;
		default:
			return 0;
	}
}
