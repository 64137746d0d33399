import { type CommandKind, formatMoney, type StatusEntry, type Text } from "@kontor/connector";
import type { WriteBack } from "@kontor/receivables";

export type WriteBackKind = WriteBack["kind"];
type WriteBackOf<K extends WriteBackKind> = Extract<WriteBack, { kind: K }>;

/** What is told instead where the shop does not know a command natively; empty: nothing. */
const INSTEAD: { readonly [K in WriteBackKind]: (writeBack: WriteBackOf<K>) => readonly WriteBack[] } = {
	"mark-paid": ({ status, amount }) =>
		statusOr(status, {
			de: `Zahlung über ${formatMoney(amount, "de")} eingegangen: vollständig bezahlt.`,
			en: `Payment of ${formatMoney(amount, "en")} received: paid in full.`,
		}),
	"mark-partially-paid": ({ status, received, outstanding }) => [
		...set(status),
		note({
			de: `Teilzahlung: ${formatMoney(received, "de")} erhalten, ${formatMoney(outstanding, "de")} offen.`,
			en: `Part payment: ${formatMoney(received, "en")} received, ${formatMoney(outstanding, "en")} outstanding.`,
		}),
	],
	"revoke-payment": ({ status, reason, outstanding }) => [
		...set(status),
		note({
			de: `${reason.de}: ${formatMoney(outstanding, "de")} offen.`,
			en: `${reason.en}: ${formatMoney(outstanding, "en")} outstanding.`,
		}),
	],
	cancel: ({ status, reason }) => statusOr(status, reason),
	// Where not even a status can be set, the shop has no place for it.
	"set-status": () => [],
	annotate: () => [],
	"record-repayment": ({ amount }) => [
		note({
			de: `Rückzahlung über ${formatMoney(amount, "de")} veranlasst.`,
			en: `Repayment of ${formatMoney(amount, "en")} arranged.`,
		}),
	],
};

/** A write-back in what the shop can carry out, in the order in which it is to be told. */
export function translate(writeBack: WriteBack, native: readonly CommandKind[]): WriteBack[] {
	if (native.includes(writeBack.kind)) return [writeBack];
	// The table is keyed by the kind that the write-back has.
	const instead = INSTEAD[writeBack.kind] as (given: WriteBack) => readonly WriteBack[];
	return instead(writeBack).flatMap((other) => translate(other, native));
}

function statusOr(status: StatusEntry | null, text: Text): WriteBack[] {
	return status === null ? [note(text)] : set(status);
}

function set(status: StatusEntry | null): WriteBack[] {
	return status === null ? [] : [{ kind: "set-status", status, purpose: "requested" }];
}

function note(text: Text): WriteBack {
	return { kind: "annotate", status: null, text };
}
