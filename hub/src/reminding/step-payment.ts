import { type PaymentData, splitStreet } from "@kontor/documents";
import type { SenderProfile } from "@kontor/protocol";
import type { AskedOrder } from "./asked-orders.ts";
import type { RulesOfWriting } from "./rules-of-writing.ts";
import type { Sender } from "./sender.ts";

/** Where the money goes (PRODUCT C2, F9, M12); null where no account is meant for the order. */
export function paymentOf(
	order: AskedOrder,
	rules: RulesOfWriting,
	{ payee, address }: Sender,
	reference: string,
): PaymentData | null {
	const { currency } = order.scheduled.settlement;
	const account = rules.account(order.connectionId, order.customer.billing.country, currency);
	if (account === null) return null;
	const { payeeName, bic, number: iban } = account;
	return {
		payee: { name: payeeName ?? payee, iban, ...(bic !== null && { bic }) },
		reference,
		...(address !== null && { address: inParts(address) }),
	};
}

function inParts({ street, postcode, city, country }: NonNullable<SenderProfile["address"]>): PaymentData["address"] {
	return { ...splitStreet(street), postcode, town: city, country };
}
