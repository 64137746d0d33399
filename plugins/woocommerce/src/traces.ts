import type { CommandId } from "@kontor/connector";

/** What Kontor leaves in a shop to know its own work again: the proof that a command had its effect already. */

/** Holds the id of the command that marked the order as paid; empty after the payment was taken back. */
export const PAID_META = "_kontor_paid";

/** Ends every note and reason of a refund, so that it can be looked up before it is written again. */
export function signature(id: CommandId): string {
	return `(Kontor ${id})`;
}

export function isSigned(text: string): boolean {
	return /\(Kontor [0-9a-f-]{36}\)/.test(text);
}
