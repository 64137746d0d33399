import type { PayoutAnswer } from "@kontor/connector";
import type { NewSettlement, SettlementLine } from "../stored-settlement.ts";

export type Split = Extract<PayoutAnswer, { outcome: "split" }>;

/** A split as the hub keeps it: one line for each part, what was kept as a fee. Pure. */
export function settlementOfSplit(
	{ payoutId, payoutDate, foundBy, amount, lines, charges }: Split,
	{ posting, connection }: { readonly posting: string; readonly connection: string },
): NewSettlement {
	const ofOrders = lines.map(
		({ orderRef, kind, gross, net }): SettlementLine => ({
			reference: orderRef,
			kind,
			gross: gross.minor,
			fee: gross.minor - net.minor,
		}),
	);
	const ofNone = charges.map(
		({ kind, memo, net }): SettlementLine => ({
			reference: memo === undefined ? kind : `${kind}: ${memo}`,
			kind: "charge",
			gross: 0,
			fee: 0 - net.minor,
		}),
	);
	return {
		source: connection,
		key: payoutId,
		currency: amount.currency,
		lines: [...ofOrders, ...ofNone],
		origin: { connection, posting, foundBy, paidOutAt: new Date(payoutDate) },
	};
}

/** Whether each line adds up, and all is in one currency: what no schema can say. */
export function isConsistent(answer: PayoutAnswer): boolean {
	if (answer.outcome !== "split") return true;
	const { currency } = answer.amount;
	const money = [
		...answer.lines.flatMap(({ gross, fees, net }) => [gross, fees, net]),
		...answer.charges.map(({ net }) => net),
	];
	return (
		money.every((one) => one.currency === currency) &&
		answer.lines.every(({ gross, fees, net }) => gross.minor + fees.minor === net.minor)
	);
}
