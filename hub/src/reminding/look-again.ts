import { dayIn, demandHolds, reasonText } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import { type AskedOrder, askedOrders, planOf } from "./asked-orders.ts";
import type { NotPrepared, WaitsFor } from "./not-prepared.ts";
import { rulesOfScheduling } from "./rules-of-scheduling.ts";
import type { RulesOfWriting } from "./rules-of-writing.ts";
import type { StepIntent } from "./step-intent.ts";

/**
 * A demand that could not leave on its day may have become one that must not: the bank's postings are old by now, one of them is in
 * review, the reminders were stopped (PRODUCT F8, I10). Looked at once more on any later day, before it leaves.
 *
 * @returns the orders it may still be about, or why it waits, or is not sent at all
 */
export async function lookAgain(
	tx: MerchantTransaction,
	{ createdAt }: Pick<StoredMessage, "createdAt">,
	{ demands }: StepIntent,
	orders: readonly AskedOrder[],
	{ timeZone, today }: RulesOfWriting,
): Promise<readonly AskedOrder[] | WaitsFor | NotPrepared> {
	if (demands !== true || orders.length === 0 || dayIn(timeZone, createdAt) === today) return orders;
	const rules = await rulesOfScheduling(tx);
	const ids = orders.map(({ id }) => id);
	// As they were given, but with what may be their payment.
	const known = new Map((await askedOrders(tx, rules, ids)).map((order) => [order.id, order]));
	const asked = ids
		.flatMap((id) => known.get(id) ?? [])
		.filter((order) => {
			const { idle, leftOut } = planOf(order, rules);
			return idle === null && leftOut === null;
		});
	if (asked.length === 0) return { reason: "nothing is asked for any more", isOver: true };
	const held = asked.map(({ connectionId, customer, scheduled }) =>
		demandHolds(scheduled, rules.context(connectionId, customer.billing.country)),
	);
	const may = asked.filter((_, place) => held[place]?.length === 0);
	if (may.length > 0) return may;
	return { waitsFor: held.flatMap(([first]) => (first === undefined ? [] : reasonText(first as never).en)).join(" ") };
}
