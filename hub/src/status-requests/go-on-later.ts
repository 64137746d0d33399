import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";
import type { StoredRequest } from "./stored-request.ts";

/**
 * Has a request gone on with in a transaction of its own, right after this one. Whoever adds work for a shop holds that shop, and
 * what a shop tells is stored by who holds it and then the order: a transaction that holds orders, or a shop, adds none for
 * another one.
 */
export async function goOnLater(
	tx: MerchantTransaction,
	{ connectionId: connection, id }: Pick<StoredRequest, "connectionId" | "id">,
): Promise<void> {
	const { merchantId } = tx;
	const key = `status-request:${merchantId}:${connection}:${id}`;
	await addJob(tx, "statusRequest", { merchantId, connection, id }, { key, inMs: 0 });
}
