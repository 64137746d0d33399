import type { EasybillDocument } from "./shapes.ts";

/** easybill knows no status of an invoice. What it says by `cancel_id`, `paid_at` and `paid_amount` is one machine of ours. */
export const MACHINE = "invoice";

export const OPEN = "open";
export const PARTIALLY_PAID = "partiallyPaid";
export const PAID = "paid";
export const CANCELLED = "cancelled";

export type InvoiceStatus = typeof OPEN | typeof PARTIALLY_PAID | typeof PAID | typeof CANCELLED;

export const OPEN_STATUSES: string[] = [OPEN, PARTIALLY_PAID];

export const STATUS_TITLES: Readonly<Record<InvoiceStatus, string>> = {
	[OPEN]: "Offen",
	[PARTIALLY_PAID]: "Teilweise bezahlt",
	[PAID]: "Bezahlt",
	[CANCELLED]: "Storniert",
};

/** `paid_at` says that easybill takes the invoice for paid, also where less came in (cash discount). */
export function statusOf({ cancel_id, paid_at, paid_amount }: EasybillDocument): InvoiceStatus {
	if (cancel_id !== null) return CANCELLED;
	if (paid_at !== null) return PAID;
	return paid_amount > 0 ? PARTIALLY_PAID : OPEN;
}

const HOW_FAR: Readonly<Record<string, number>> = { [OPEN]: 0, [PARTIALLY_PAID]: 1, [PAID]: 2 };

/** Whether somebody recorded payments since `before` was seen. */
export function isPaidFurther(before: string, now: InvoiceStatus): boolean {
	return (HOW_FAR[now] ?? 0) > (HOW_FAR[before] ?? 0);
}
