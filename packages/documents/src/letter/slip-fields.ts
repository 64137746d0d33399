import { printedIban } from "../payment/account.ts";
import { isCreditorReference, printedReference } from "../payment/creditor-reference.ts";
import { type Label, label } from "../wording/labels.ts";
import { amountText, type Locale } from "../wording/locale.ts";
import type { PaymentSlip } from "./payment-slip.ts";

/** A line of a transfer form; an empty value is for the payer's pen. */
export interface SlipField {
	readonly label: string;
	readonly value: string;
}

/**
 * The fields of a transfer in the order of the German or the Austrian form. In Austria a reference has a field of its own, and a
 * text beside it would not reach the payee: so only one of the two is filled in.
 */
export function slipFields(
	{ payment, amount, locale }: Omit<PaymentSlip, "day">,
	country: "DE" | "AT",
): readonly SlipField[] {
	const { payee, reference, debtor } = payment;
	const structured = isCreditorReference(reference);
	const name = (one: Label) =>
		country === "AT" && locale === "de" ? (AUSTRIAN[one] ?? label(one, locale)) : label(one, locale);
	const referenceFields =
		country === "AT"
			? [
					{ label: name("creditorReference"), value: structured ? printedReference(reference) : "" },
					{ label: name("reference"), value: structured ? "" : reference },
				]
			: [
					{
						label: name(structured ? "creditorReference" : "reference"),
						value: structured ? printedReference(reference) : reference,
					},
				];
	return [
		{ label: name("payee"), value: payee.name },
		{ label: name("iban"), value: printedIban(payee.iban) },
		...(payee.bic === undefined ? [] : [{ label: name("bic"), value: payee.bic }]),
		{ label: name("amount"), value: amountText(amount, locale) },
		...referenceFields,
		{ label: name("payerIban"), value: "" },
		{ label: name("payer"), value: debtor?.name ?? "" },
		{ label: name("signature"), value: "" },
	];
}

/** As the Austrian "Zahlungsanweisung" calls them. */
const AUSTRIAN: Partial<Record<Label, string>> = {
	payee: "EmpfängerIn Name/Firma",
	iban: "IBAN EmpfängerIn",
	bic: "BIC (SWIFT-Code) der Empfängerbank",
	amount: "Betrag",
	creditorReference: "Zahlungsreferenz",
	payerIban: "IBAN KontoinhaberIn/AuftraggeberIn",
	payer: "KontoinhaberIn/AuftraggeberIn Name/Firma",
};

/** The form's own name. */
export function slipTitle(country: "DE" | "AT", locale: Locale): string {
	return country === "AT" && locale === "de" ? "Zahlungsanweisung" : label("transfer", locale);
}
