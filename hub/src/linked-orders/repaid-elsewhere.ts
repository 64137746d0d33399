import { formatMoney, type Text } from "@kontor/connector";
import { repaymentCameBack, type WriteBack } from "@kontor/receivables";

/** What a receivable's repayments come to for one of its orders, in minor units of their currency. */
export interface Repaid {
	/** What settled the receivable, and what of it went back on all of its orders. */
	readonly settled: number;
	readonly repaid: number;
	readonly isLeader: boolean;
	readonly amount: number;
	/** What went back on this very order: its system knows. */
	readonly own: number;
}

/**
 * What an order's system has to know of repayments that were made on the others. It was told of a payment of the order's amount at
 * most, so that a surplus which goes back is none of its.
 */
export function repaidElsewhere({ settled, repaid, isLeader, amount, own }: Repaid): number {
	const received = isLeader ? settled : Math.min(settled, Math.max(0, amount));
	const kept = Math.max(0, settled - repaid);
	return Math.max(0, received - kept - own);
}

/** `apart`: the order is one by itself from now on. */
export function repaymentToTell(minor: number, currency: string, apart: boolean): WriteBack[] {
	if (minor === 0) return [];
	if (minor > 0) return [{ kind: "record-repayment", status: null, amount: { minor, currency } }];
	const amount = { minor: -minor, currency };
	return [{ kind: "annotate", status: null, text: apart ? notOfThis(amount) : repaymentCameBack(amount) }];
}

function notOfThis(amount: Parameters<typeof formatMoney>[0]): Text {
	return {
		de: `Die Rückzahlung über ${formatMoney(amount, "de")} gehört zu einer anderen Bestellung und zählt hier nicht mehr.`,
		en: `The repayment of ${formatMoney(amount, "en")} belongs to another order and does not count here any more.`,
	};
}
