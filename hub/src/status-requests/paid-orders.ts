import type { PlatformOrder } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import { findOrders } from "./find-orders.ts";

const PAID = ["paid", "overpaid"];

/** Which of some platforms' orders are paid. One that is not known, or could be several, is not. */
export async function paidOrders(tx: MerchantTransaction, orders: readonly PlatformOrder[]): Promise<boolean[]> {
	const found = await findOrders(tx, orders);
	return found.map(([only, ...others]) => only !== undefined && others.length === 0 && PAID.includes(only.state));
}
