import { type CommandId, formatDecimal, type Money } from "@kontor/connector";

/** What Kontor leaves in a shop to know its own work again: the proof that a command had its effect already. */

/** The payment that Kontor reported: the command's id and the amount. Empty after it was taken back. */
export const PAID_META = "_kontor_paid";

export function paidMark(id: CommandId, amount: Money): string {
	return `${id} ${formatDecimal(amount)}`;
}

export function readPaidMark(text: string | undefined): { readonly id: string; readonly amount: string } | null {
	const [, id, amount] = /^([0-9a-f-]{36}) (\d+(?:\.\d+)?)$/.exec(text ?? "") ?? [];
	return id === undefined || amount === undefined ? null : { id, amount };
}

/** Ends every note and reason of a refund, so that it can be looked up before it is written again. */
export function signature(id: CommandId): string {
	return `(Kontor ${id})`;
}

export function isSigned(text: string): boolean {
	return /\(Kontor [0-9a-f-]{36}\)/.test(text);
}
