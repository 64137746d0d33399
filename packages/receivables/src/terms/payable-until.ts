import type { Day } from "@kontor/connector";
import { addDays } from "../days.ts";
import type { ReceivablesSettings } from "../settings/schema.ts";

/** The date that a message names as "payable until" (F5); null where it names none. Moves no reminder. */
export function payableUntil(
	message: "paymentInformation" | "reminder",
	settings: Pick<ReceivablesSettings["prepayment"], `payableUntil${"Days" | "DaysInReminders" | "From"}`>,
	{ placedOn, sentOn }: { readonly placedOn: Day; readonly sentOn: Day },
): Day | null {
	const { payableUntilDays, payableUntilDaysInReminders } = settings;
	if (payableUntilDays === null) return null;
	const days = message === "reminder" ? (payableUntilDaysInReminders ?? payableUntilDays) : payableUntilDays;
	if (message === "reminder" && days === 0) return null;
	return addDays(settings.payableUntilFrom === "order" ? placedOn : sentOn, days);
}
