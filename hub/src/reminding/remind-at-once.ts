import { randomUUID } from "node:crypto";
import type { ItemResult, OrderSummary } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { addJob, type JobPayloads } from "../jobs/jobs.ts";
import { sendsLetters } from "../letters/sending-service.ts";
import { sendsMessages } from "../messages/mail-server.ts";
import { runOrders } from "./dunning-run.ts";

/**
 * Orders are new or have changed: what is due of them is done right after this commit (PRODUCT B1, B6). Where nobody sends
 * anything for the merchant there is nothing to hurry for.
 */
export async function remindAtOnce(
	hub: Hub,
	tx: MerchantTransaction,
	connection: string,
	results: readonly ItemResult[],
): Promise<void> {
	const refs = results.filter(({ result }) => result === "created" || result === "updated").map(({ ref }) => ref);
	if (refs.length === 0) return;
	if (!(await sendsMessages(hub, tx)) && !(await sendsLetters(hub, tx))) return;
	await addJob(
		tx,
		"remind",
		{ merchantId: tx.merchantId, connection, refs },
		{ key: `remind:${randomUUID()}`, inMs: 0 },
	);
}

/** The same for one order, that a person has just brought (back) under care. */
export async function remindOrderAtOnce(
	hub: Hub,
	tx: MerchantTransaction,
	{ connection, ref }: Pick<OrderSummary, "connection" | "ref">,
): Promise<void> {
	await remindAtOnce(hub, tx, connection, [{ ref, result: "updated" }]);
}

/** The job. */
export async function remind(hub: Hub, { merchantId, connection, refs }: JobPayloads["remind"]): Promise<void> {
	await hub.db.merchant(merchantId, "remind", async (tx) => {
		const orders = await tx.query<{ id: string }>(
			`SELECT id FROM orders WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = ANY($3::text[])`,
			tx.merchantId,
			connection,
			refs,
		);
		await runOrders(
			hub,
			tx,
			orders.map(({ id }) => id),
		);
	});
	await hub.messageRuns.look(hub);
}
