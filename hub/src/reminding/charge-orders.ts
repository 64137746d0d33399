import { neededToSettle } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import type { AskedOrder } from "./asked-orders.ts";
import { claimsOfOrder } from "./claims-of-order.ts";
import type { RulesOfWriting } from "./rules-of-writing.ts";

/**
 * Where fees, lump sum and interest are needed to settle an order (PRODUCT M9): what a reminder asks for is needed from the moment it
 * leaves. So whoever pays what he was last asked for has paid, and no day of interest reopens an order.
 */
export async function chargeOrders(
	tx: MerchantTransaction,
	rules: RulesOfWriting,
	reminded: readonly AskedOrder[],
): Promise<void> {
	const charged = [];
	for (const order of reminded.filter(({ connectionId }) => isNeeded(rules, connectionId))) {
		const claims = await claimsOfOrder(tx, order, rules);
		if (claims !== null) charged.push({ id: order.id, minor: neededToSettle(claims, "needed") });
	}
	if (charged.length === 0) return;
	// Not of one that was paid in this moment.
	await tx.execute(
		`UPDATE orders o SET charged = c.minor
		   FROM jsonb_to_recordset($2::jsonb) AS c(id uuid, minor bigint)
		  WHERE o.merchant_id = $1::uuid AND o.id = c.id AND o.charged <> c.minor AND o.state IN ('open', 'partiallyPaid', 'overdue')`,
		tx.merchantId,
		JSON.stringify(charged),
	);
}

/** Where a merchant does not want them to be needed any more, they are not: what lacked nothing else is paid. */
export async function releaseCharged(
	tx: MerchantTransaction,
	rules: RulesOfWriting,
	orders: readonly AskedOrder[],
): Promise<void> {
	const free = orders.filter(({ connectionId, scheduled: { settlement } }) => {
		return (settlement.charged ?? 0) > 0 && !isNeeded(rules, connectionId);
	});
	if (free.length === 0) return;
	const ids = free.map(({ id }) => id);
	await lockOrders(tx, ids);
	await tx.execute(
		`UPDATE orders SET charged = 0 WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		tx.merchantId,
		ids,
	);
	const cause = { by: "machine", reason: "charges-not-needed" } as const;
	await applyOrderEvents(
		tx,
		free.map(({ id: orderId, scheduled: { settlement } }) => {
			return { orderId, event: "settled-besides", cause, before: { charged: settlement.charged ?? 0 } };
		}),
	);
}

function isNeeded(rules: RulesOfWriting, connection: string): boolean {
	return rules.settings(connection).common.chargesSettle === "needed";
}
