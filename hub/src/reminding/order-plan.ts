import { type OrderPlan, type PlannedStep as PlannedStepView, problem } from "@kontor/protocol";
import { type Claims, type PlannedStep, type Reason, reasonText } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type AskedOrder, askedOrders, planOf } from "./asked-orders.ts";
import { claimsOfOrder } from "./claims-of-order.ts";
import { rulesOfShops } from "./rules-of-shops.ts";

/** What was done about an order and what will be, by the same function that the daily run goes by. @throws ProblemError 404 */
export async function planOfOrder(hub: Hub, tx: MerchantTransaction, id: string): Promise<OrderPlan> {
	const rules = await rulesOfShops(hub, tx);
	const [order] = await askedOrders(tx, rules, [id]);
	if (order === undefined) throw problem("NOT_FOUND");
	const { idle, reference, due, leftOut, steps } = planOf(order, rules);
	const { dunningBlock, terms, days } = order.scheduled;
	return {
		idle: idle === null ? null : why(idle),
		reference,
		due,
		leftOut: leftOut === null ? null : why(leftOut),
		steps: steps.map(stepView),
		charges: chargesView(order, await claimsOfOrder(tx, order, rules)),
		taken: order.steps.map(({ kind, level = null, day, by, fee, message }) => ({
			kind,
			level,
			day,
			by,
			message,
			fee: fee === 0 ? null : { minor: fee, currency: order.scheduled.settlement.currency },
		})),
		arrangement: {
			referenceDay: days.byHand,
			terms: terms.byHand === null ? null : [...terms.byHand],
			dunningBlock,
			alreadyPaidAt: order.alreadyPaidAt,
		},
	};
}

function stepView({ kind, level, earliest, later, held, again }: PlannedStep): PlannedStepView {
	return { kind, level, earliest, later: later.map(why), held: held.map(why), again };
}

function why<R extends Reason>(reason: R): { code: string; text: { de: string; en: string } } {
	return { code: reason.code, text: reasonText(reason as never) };
}

function chargesView({ scheduled }: AskedOrder, claims: Claims | null): OrderPlan["charges"] {
	if (claims === null) return null;
	const { currency } = scheduled.settlement;
	return {
		fees: { minor: claims.fees.open, currency },
		lumpSum: { minor: claims.lumpSum.open, currency },
		interest: { minor: claims.interest.open, currency },
	};
}
