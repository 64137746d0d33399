import type { Money } from "@kontor/connector";
import type { MessageData } from "@kontor/documents";
import { outstanding } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { AskedOrder } from "./asked-orders.ts";
import { claimsOfOrder } from "./claims-of-order.ts";
import type { RulesOfWriting } from "./rules-of-writing.ts";
import { dataOf } from "./step-data.ts";
import type { StepIntent } from "./step-intent.ts";

/** Of what a message was to remind of, the orders that are still owed: one may have been paid meanwhile. */
export function stillOwed(orders: readonly AskedOrder[]): AskedOrder[] {
	return orders.filter(
		({ scheduled: { lifecycle, settlement } }) =>
			(lifecycle === "managed" || lifecycle === "overdue") && outstanding(settlement) > 0,
	);
}

/** What is told of several orders of one customer, all in one currency (PRODUCT M8), the oldest first. */
export async function dataOfSeveral(
	tx: MerchantTransaction,
	orders: readonly [AskedOrder, ...AskedOrder[]],
	rules: RulesOfWriting,
	intent: StepIntent,
): Promise<Omit<MessageData, "shop" | "payment">> {
	const each = [];
	for (const order of orders) each.push(dataOf(order, rules, intent, await claimsOfOrder(tx, order, rules)));
	const { currency } = orders[0].scheduled.settlement;
	const sum = (amounts: readonly (Money | undefined)[]) => ({
		minor: amounts.reduce((total, amount) => total + (amount?.minor ?? 0), 0),
		currency,
	});
	const charges = {
		fee: sum(each.map(({ charges: one }) => one?.fee)),
		interest: sum(each.map(({ charges: one }) => one?.interest)),
		lumpSum: sum(each.map(({ charges: one }) => one?.lumpSum)),
	};
	const untils = each.flatMap(({ payableUntil }) => payableUntil ?? []).toSorted();
	const [until] = untils;
	const { customer } = orders[0];
	return {
		customer: { name: customer.name, company: customer.company, number: customer.number },
		orders: each.flatMap(({ order }) => order ?? []),
		amount: sum(each.map(({ amount }) => amount)),
		charges,
		// The first of them: by then all is asked for.
		...(until !== undefined && { payableUntil: until }),
		...(intent.level !== undefined && { level: intent.level }),
	};
}
