import type { MerchantTransaction } from "../db/database.ts";
import type { AskedOrder } from "./asked-orders.ts";
import type { RulesOfShops } from "./rules-of-shops.ts";

/**
 * Records, once for each order, that its shop sends the payment information itself (PRODUCT F1), on the day the order was placed:
 * a later change of this setting then sends no second one.
 */
export async function recordInformedByShop(
	tx: MerchantTransaction,
	rules: RulesOfShops,
	orders: readonly AskedOrder[],
): Promise<void> {
	const informed = orders.filter((order) => isInformedByShop(order, rules));
	if (informed.length === 0) return;
	// Two runs at once wait for each other here, before they hold orders.
	await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('informed by shop ' || $1, 0))::text`, tx.merchantId);
	const rows = informed.map(({ id, scheduled, customer }) => ({
		order: id,
		day: scheduled.days.placedOn,
		amount: scheduled.settlement.amount,
		email: customer.email ?? null,
	}));
	await tx.execute(
		`INSERT INTO order_steps (merchant_id, order_id, kind, day, at, decided_by, amount, email)
		 SELECT $1::uuid, s."order", 'paymentInformation', s.day, $3, 'shop', s.amount, s.email
		   FROM jsonb_to_recordset($2::jsonb) AS s("order" uuid, day date, amount bigint, email text)
		  WHERE NOT EXISTS (SELECT FROM order_steps known
		         WHERE known.merchant_id = $1::uuid AND known.order_id = s."order" AND known.kind = 'paymentInformation')`,
		tx.merchantId,
		JSON.stringify(rows),
		tx.now,
	);
}

/** What it does only once there is an invoice, it has not done before. */
function isInformedByShop({ connectionId, scheduled, steps }: AskedOrder, rules: RulesOfShops): boolean {
	const { paymentCode, lifecycle, hasInvoiceNumber } = scheduled;
	if (lifecycle !== "managed" || (paymentCode !== "prepayment" && paymentCode !== "invoice")) return false;
	const { informationBy, startsWith } = rules.settings(connectionId)[paymentCode];
	if (informationBy !== "shop" || (startsWith === "invoiceNumber" && !hasInvoiceNumber)) return false;
	return !steps.some(({ kind }) => kind === "paymentInformation");
}
