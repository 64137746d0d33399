import type { Order } from "@kontor/connector";
import { addressLines, type Letter as LetterParts, type Locale } from "@kontor/documents";
import type { AskedOrder } from "../reminding/asked-orders.ts";
import type { Sender } from "../reminding/sender.ts";

type Customer = Order["customer"];

/** Whether a letter would arrive. */
export function hasPostalAddress({ billing: { street, postcode, city } }: Customer): boolean {
	return street !== undefined && postcode !== undefined && city !== undefined;
}

/** As it stands in the window. @param from the merchant's country */
export function addressOfLetter({ name, company, billing }: Customer, from: string, locale: Locale): readonly string[] {
	const who = billing.name ?? name;
	const firm = billing.company ?? company;
	return addressLines({ ...billing, name: who, ...(firm !== undefined && { company: firm }) }, from, locale);
}

/** What every letter has: window, sender's line, recipient, and what stands beside the address. */
export function letterParts(
	{ customer, number }: Pick<AskedOrder, "customer" | "number">,
	{ look, address }: Pick<Sender, "look" | "address">,
	{ country, locale }: { readonly country: string; readonly locale: Locale },
): Pick<LetterParts, "look" | "window" | "sender" | "recipient" | "facts" | "locale"> {
	const [order, customerNumber] = locale === "en" ? ["Order", "Customer no."] : ["Bestellung", "Kundennummer"];
	const { country: to = country } = customer.billing;
	return {
		look,
		locale,
		window: to === "CH" || to === "LI" ? "swiss" : "din5008b",
		sender: [look.name, ...(address === null ? [] : [address.street, `${address.postcode} ${address.city}`])].join(
			" · ",
		),
		recipient: addressOfLetter(customer, country, locale),
		facts: [
			{ label: order, value: number },
			...(customer.number === undefined ? [] : [{ label: customerNumber, value: customer.number }]),
		],
	};
}
