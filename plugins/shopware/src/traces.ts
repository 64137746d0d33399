import { type CommandId, formatDecimal, type Money } from "@kontor/connector";

/**
 * What Kontor leaves in a shop to know its own work again, in custom fields of the order that the app declares. Shopware
 * keeps the fields that a change does not name.
 */

/** What Kontor last said about the payment: kind, the command's id, the amount, the bank's reference. */
export const PAYMENT_FIELD = "kontor_payment";
/** One line per note; Shopware has no notes of orders. */
export const NOTES_FIELD = "kontor_notes";
/** One line per repayment. */
export const REPAYMENTS_FIELD = "kontor_repayments";

type MarkKind = "paid" | "part" | "revoked";

export interface Mark {
	readonly kind: MarkKind;
	readonly id: string;
	/** A plain decimal in the order's currency. */
	readonly amount: string;
}

export function paymentMark(kind: MarkKind, id: CommandId, amount: Money, bankReference = ""): string {
	return `${kind} ${id} ${formatDecimal(amount)} ${bankReference}`.trim();
}

export function readMark(value: unknown): Mark | null {
	const [, kind, id, amount] = /^(paid|part|revoked) ([0-9a-f-]{36}) (\d+(?:\.\d+)?)(?: |$)/.exec(textOf(value)) ?? [];
	return kind === undefined || id === undefined || amount === undefined ? null : { kind: kind as MarkKind, id, amount };
}

/** Ends every line, so that it can be looked up before it is written again. */
function signature(id: CommandId): string {
	return `(Kontor ${id})`;
}

export function hasLine(value: unknown, id: CommandId): boolean {
	return textOf(value).includes(signature(id));
}

/** The lines with this one added; line breaks and tags in it would show in the shop's admin. */
export function withLine(value: unknown, text: string, id: CommandId): string {
	const line = `${text.replace(/\s+/g, " ").replaceAll("<", "‹")} ${signature(id)}`;
	const before = textOf(value).trimEnd();
	return before === "" ? line : `${before}\n${line}`;
}

export function repaymentLine(day: string, amount: Money, bankReference: string): string {
	return `${day} ${formatDecimal(amount)} ${bankReference}`;
}

/** The amounts of the repayments, as plain decimals. */
export function readRepayments(value: unknown): string[] {
	return textOf(value)
		.split("\n")
		.flatMap((line) => /^\d{4}-\d\d-\d\d (\d+(?:\.\d+)?) .*\(Kontor [0-9a-f-]{36}\)$/.exec(line)?.[1] ?? []);
}

function textOf(value: unknown): string {
	return typeof value === "string" ? value : "";
}
