import { comparePayer, type PayerComparison, payerAgrees } from "./compare-payer.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import { isCustomerOf, type KnownCustomer } from "./payer-book.ts";
import type { ReadPosting } from "./read-posting.ts";
import type { Mention } from "./scan-text.ts";
import type { Setting } from "./situation.ts";

/** Whether whoever paid is the order's customer. */
export interface Party {
	/** `name` is also null where no name has a word in common with the posting. */
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

export function compareParty({ read, index, customersOfAccount }: Setting, indexed: IndexedOrder): Party {
	const comparison = mayAgree(read, index, indexed)
		? comparePayer(read.payer, indexed.names)
		: read.payer.words.length === 0
			? UNNAMED
			: SOMEBODY_ELSE;
	const known = knownCustomer(customersOfAccount, indexed);
	const customerNumber = customerNumberMention(read, indexed);
	const pays = payerAgrees(comparison.finding) || known !== null || customerNumber !== null;
	const agrees = pays || comparison.finding === "payerInText";
	return { comparison, hasName: index.countOfNames(indexed.slot) > 0, known, customerNumber, agrees, pays };
}

const SOMEBODY_ELSE: PayerComparison = { finding: "payerOther", name: null };
const UNNAMED: PayerComparison = { finding: "payerUnnamed", name: null };
/** So many words of an order's names are known to the index. */
const MOST_WORDS = 255;

/** False where no name of the order has a word in common with the posting. Nothing is unpacked. */
function mayAgree({ payer }: ReadPosting, index: OrderIndex, { slot }: IndexedOrder): boolean {
	if (index.sharedWords(slot, payer.hashed) > 0 || index.sharedWords(slot, payer.textHashed) > 0) return true;
	// Single letters are no words to the index, and more than so many are not kept.
	return payer.hasLetters || index.countOfWords(slot) >= MOST_WORDS;
}

function knownCustomer(customers: readonly KnownCustomer[], indexed: IndexedOrder): KnownCustomer | null {
	for (const customer of customers) if (isCustomerOf(customer, indexed)) return customer;
	return null;
}

/** Called a customer number, or written with the letters that the customer's own begins with: "K-70112". */
function customerNumberMention({ customerNumbers }: ReadPosting, indexed: IndexedOrder): Mention | null {
	if (customerNumbers.length === 0) return null;
	const { customer } = indexed;
	for (const mention of customerNumbers) {
		if (mention.key === customer && (mention.label === "customer" || mention.words[0] === lettersOf(indexed))) {
			return mention;
		}
	}
	return null;
}

/** Undefined where the customer's number begins otherwise. */
function lettersOf({ order }: IndexedOrder): string | undefined {
	return /^[A-Za-z]+/.exec(order.customerNumber ?? "")?.[0].toUpperCase();
}
