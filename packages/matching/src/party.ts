import { compareHashed, SOMEBODY_ELSE, UNNAMED } from "./compare-hashed.ts";
import { comparePayer, type HashedPayer, type PayerComparison, payerAgrees } from "./compare-payer.ts";
import { hashCustomer, type IndexedOrder, type OrderIndex } from "./index-orders.ts";
import { isCustomerOf, type KnownCustomer } from "./payer-book.ts";
import type { ReadPosting } from "./read-posting.ts";
import type { Mention } from "./scan-text.ts";
import type { Setting } from "./situation.ts";

/** Whether whoever paid is the order's customer. */
export interface Party {
	/** `name` is also null where it did not have to be read. */
	readonly comparison: PayerComparison;
	/** The order has a name. */
	readonly hasName: boolean;
	/** The account has paid for this customer before. */
	readonly known: KnownCustomer | null;
	/** The customer's number stands in the text and is called so. */
	readonly customerNumber: Mention | null;
	/** By name, also in the text ("for Max Müller"), by account or customer number. */
	readonly agrees: boolean;
	/** The same without the text: it is the customer himself who pays. */
	readonly pays: boolean;
}

export function compareParty(setting: Setting, indexed: IndexedOrder): Party {
	const { read, index } = setting;
	const comparison = compareNames(read, index, indexed);
	const known = knownCustomer(setting, indexed);
	const customerNumber = customerNumberMention(setting, indexed);
	const pays = payerAgrees(comparison.finding) || known !== null || customerNumber !== null;
	const agrees = pays || comparison.finding === "payerInText";
	return { comparison, hasName: index.countOfNames(indexed.slot) > 0, known, customerNumber, agrees, pays };
}

function compareNames({ payer }: ReadPosting, index: OrderIndex, indexed: IndexedOrder): PayerComparison {
	const { slot } = indexed;
	const plain = index.plainName(slot);
	if (plain !== null) return compareHashed(payer, plain) ?? comparePayer(payer, indexed.names);
	if (mayAgree(payer, index, slot)) return comparePayer(payer, indexed.names);
	return payer.words.length === 0 ? UNNAMED : SOMEBODY_ELSE;
}

/** False where no name of the order has a word in common with the posting. Nothing is unpacked. */
function mayAgree(payer: HashedPayer, index: OrderIndex, slot: number): boolean {
	if (index.sharedWords(slot, payer.hashed) > 0 || index.sharedWords(slot, payer.textHashed) > 0) return true;
	// Single letters are no words to the index.
	return payer.hasLetters || !index.hasAllWords(slot);
}

function knownCustomer({ customersOfAccount, index }: Setting, indexed: IndexedOrder): KnownCustomer | null {
	for (const customer of customersOfAccount) if (isCustomerOf(customer, index, indexed)) return customer;
	return null;
}

/** Called a customer number, or written with the letters that the customer's own begins with: "K-70112". */
function customerNumberMention({ read, index }: Setting, indexed: IndexedOrder): Mention | null {
	for (const mention of read.customerNumbers) {
		if (!index.hasCustomer(indexed.slot, hashCustomer(mention.key))) continue;
		if (mention.label === "customer" || mention.words[0] === lettersOf(indexed)) return mention;
	}
	return null;
}

/** Undefined where the customer's number begins otherwise. */
function lettersOf({ order }: IndexedOrder): string | undefined {
	return /^[A-Za-z]+/.exec(order.customerNumber ?? "")?.[0].toUpperCase();
}
