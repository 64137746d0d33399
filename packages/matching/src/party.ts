import { comparePayer, type PayerComparison, payerAgrees } from "./compare-payer.ts";
import type { IndexedOrder } from "./index-orders.ts";
import { isCustomerOf, type KnownCustomer } from "./payer-book.ts";
import type { ReadPosting } from "./read-posting.ts";
import type { Mention } from "./scan-text.ts";

/** Whether whoever paid is the order's customer. */
export interface Party {
	readonly comparison: PayerComparison;
	/** The account has paid for this customer before. */
	readonly known: KnownCustomer | null;
	/** The customer's number stands in the text and is called so. */
	readonly customerNumber: Mention | null;
	/** By name, also in the text ("for Max Müller"), by account or customer number. */
	readonly agrees: boolean;
	/** The same without the text: it is the customer himself who pays. */
	readonly pays: boolean;
}

export function compareParty(
	read: ReadPosting,
	indexed: IndexedOrder,
	customersOfAccount: readonly KnownCustomer[],
): Party {
	const comparison = comparePayer(read.payer, indexed.names);
	const known = customersOfAccount.find((customer) => isCustomerOf(customer, indexed)) ?? null;
	const customerNumber = customerNumberMention(read, indexed);
	const pays = payerAgrees(comparison.finding) || known !== null || customerNumber !== null;
	return { comparison, known, customerNumber, agrees: pays || comparison.finding === "payerInText", pays };
}

/** Called a customer number, or written with the letters that the customer's own begins with: "K-70112". */
function customerNumberMention(read: ReadPosting, { order, customer }: IndexedOrder): Mention | null {
	if (!read.mentions.some(({ key }) => key === customer)) return null;
	const letters = /^[A-Za-z]+/.exec(order.customerNumber ?? "")?.[0].toUpperCase();
	const found = read.mentions.find(
		(mention) =>
			mention.key === customer &&
			(mention.label === "customer" ||
				(mention.label === null && mention.attached && letters !== undefined && mention.words[0] === letters)),
	);
	return found ?? null;
}
