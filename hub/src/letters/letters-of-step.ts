import type { RulesOfShops } from "../reminding/rules-of-shops.ts";
import type { DueStep } from "../reminding/take-steps.ts";
import { hasPostalAddress } from "./letter-parts.ts";

/** Whether a step goes by letter as well, by the settings (PRODUCT F6). A changed e-mail address is no reason for a letter. */
export function isAlsoByLetter({ order, step, by }: DueStep, rules: RulesOfShops): boolean {
	const { paymentCode } = order.scheduled;
	if (by !== undefined || (paymentCode !== "prepayment" && paymentCode !== "invoice")) return false;
	const { informationByLetter, remindersByLetter } = rules.settings(order.connectionId)[paymentCode];
	if (step.kind === "paymentInformation") return informationByLetter && step.again !== "address";
	return step.kind === "reminder" && remindersByLetter;
}

/** Whether the invoice goes by letter with this step. */
export function invoiceByLetter({ order, step, by }: DueStep, rules: RulesOfShops): boolean {
	return (
		by === undefined &&
		step.kind === "paymentInformation" &&
		step.again === null &&
		order.scheduled.paymentCode === "invoice" &&
		rules.settings(order.connectionId).invoice.invoiceByLetter &&
		rules.sendsLetters &&
		hasPostalAddress(order.customer)
	);
}
