import type { CommandId } from "@kontor/connector";
import type { Vorgang } from "./erp.ts";

/**
 * Kontor's traces in the memo of a Vorgang: one line for each command, with its id, and for payments what Kontor has
 * reported in total after it, in minor units. By them a repeated command is known, and our money told from other money.
 */
const LINE = /\[Kontor ([0-9a-f-]{36})(?: =(-?\d+))?\]/g;

export function isTraced({ memo }: Vorgang, id: CommandId): boolean {
	return memo.includes(`[Kontor ${id}`);
}

/** What Kontor has reported of this Vorgang so far, in minor units. */
export function reportedByUs({ memo }: Vorgang): number {
	const totals = [...memo.matchAll(LINE)].flatMap(([, , total]) => (total === undefined ? [] : [Number(total)]));
	return totals.at(-1) ?? 0;
}

/** The memo with one more line; `total` where it is about a payment. */
export function withTrace({ memo }: Vorgang, id: CommandId, text: string, total?: number): string {
	// A text that looks like a trace must not become one.
	const plain = text.replaceAll("[", "(").replaceAll("]", ")").replaceAll(/\s+/g, " ");
	const line = `${plain} [Kontor ${id}${total === undefined ? "" : ` =${total}`}]`;
	return memo.trim() === "" ? line : `${memo.trimEnd()}\n${line}`;
}
