import type { CommandKind, StatusMapping, Text } from "@kontor/connector";
import type { Lifecycle, OrderState, WriteBack } from "@kontor/receivables";

/** What became of a receivable, as a system shows it by a status of its own (PRODUCT E3). */
export type Mark = "cancelled" | "overdue" | "debtCollection";

/** Whose system is told. */
export interface Listener {
	readonly written: StatusMapping["written"];
	readonly native: readonly CommandKind[];
}

/** How an order is marked by what became of itself. A payment ends all but a cancellation (see `orderState`). */
export function markOf({ lifecycle, state }: { lifecycle: Lifecycle; state: OrderState }): Mark | null {
	if (lifecycle === "cancelled") return "cancelled";
	return state === "overdue" || state === "debtCollection" ? state : null;
}

/**
 * What tells a follower's system that its leader is marked: the mapped status, and nothing where none is mapped; only that the
 * order is cancelled is worth a note then, since an ERP may be about to deliver it. Never a cancellation that the mapping does not
 * ask for: in an invoicing system that is a document.
 */
export function tellMark(mark: Mark, leader: string, { written, native }: Listener): WriteBack[] {
	const status = written[mark];
	if (mark === "cancelled") {
		const reason = cancelled(leader);
		if (status !== undefined) return [{ kind: "cancel", status, reason }];
		return native.includes("annotate") ? [{ kind: "annotate", status: null, text: reason }] : [];
	}
	return status === undefined ? [] : [{ kind: "set-status", status, purpose: mark }];
}

/** What tells that the mark is over, though nothing was paid: as an order of its own is told (see `writeBacks`). */
export function tellLifted(mark: Mark, leader: string, { written, native }: Listener): WriteBack[] {
	if (isNoted(mark, written)) {
		return native.includes("annotate") ? [{ kind: "annotate", status: null, text: lifted(leader) }] : [];
	}
	const status = written.paymentRevoked;
	return status === undefined ? [] : [{ kind: "set-status", status, purpose: "requested" }];
}

/** The system shows it in words alone. */
export function isNoted(mark: Mark, written: Listener["written"]): boolean {
	return mark === "cancelled" && written.cancelled === undefined;
}

/** Whether what a payment told has put another status in the mark's place. */
export function covers({ kind, status }: WriteBack, native: readonly CommandKind[]): boolean {
	if (kind === "revoke-payment") return true;
	return kind === "mark-partially-paid" && (status !== null || native.includes(kind));
}

function cancelled(leader: string): Text {
	return { de: `Bestellung ${leader} wurde storniert.`, en: `Order ${leader} was cancelled.` };
}

function lifted(leader: string): Text {
	return {
		de: `Die Stornierung der Bestellung ${leader} wurde aufgehoben.`,
		en: `The cancellation of order ${leader} was lifted.`,
	};
}
