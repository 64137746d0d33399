import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { isSandbox } from "../merchants/sandbox.ts";
import { operationOf, settingsOf } from "../merchants/settings.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { type Answer, callPartner } from "./call-partner.ts";
import { type NextCall, nextCall } from "./next-call.ts";
import { settleCall } from "./settle-call.ts";
import { caseOf, lockCase } from "./stored-case.ts";

/** Longer than a call takes: then another process may make it. */
const LEASE_MS = 2 * 60_000;

interface Claimed extends Partial<NextCall> {
	readonly id: string;
}

/**
 * The job: tells a merchant's partner what is due of his cases, one after the other. Cut off at any instant it is simply run again: a
 * call that may have had its effect is looked up first.
 */
export async function collect(hub: Hub, merchantId: string): Promise<void> {
	for (;;) {
		const claimed = await hub.db.merchant(merchantId, "claimCase", (tx) => claim(hub, tx));
		if (claimed === null) break;
		const { id, partner, call, askFirst = false } = claimed;
		if (partner === undefined || call === undefined) continue;
		const answer = await made({ partner, call, askFirst }, hub, id);
		await hub.db.merchant(merchantId, "settleCall", (tx) => settleCall(hub, tx, id, call, answer));
	}
	await hub.messageRuns.look(hub);
}

async function made({ partner, call, askFirst }: NextCall, hub: Hub, id: string): Promise<Answer> {
	if (call.what === "put" && askFirst) {
		const found = await callPartner(hub.bankFetch, partner, id, { what: "ask" });
		if (found.kind !== "unknown-case") return found;
	}
	return callPartner(hub.bankFetch, partner, id, call);
}

/** Nothing leaves while the merchant holds everything, or only tries (PRODUCT E5), nor from a sandbox (L7). */
async function claim(hub: Hub, tx: MerchantTransaction): Promise<Claimed | null> {
	if (operationOf(await settingsOf(tx)) !== "live" || (await isSandbox(tx))) return null;
	const [due] = await tx.query<{ id: string }>(
		`SELECT id FROM collection_cases WHERE merchant_id = $1::uuid AND due_at <= $2 ORDER BY due_at, id LIMIT 1`,
		tx.merchantId,
		tx.now,
	);
	if (due === undefined) return null;
	const { orderId } = await caseOf(tx, due.id);
	// Orders before what hangs on them, as everywhere.
	await lockOrders(tx, [orderId]);
	const stored = await lockCase(tx, due.id);
	if (stored.dueAt === null || stored.dueAt > tx.now) return { id: due.id };
	await tx.execute(
		`UPDATE collection_cases SET due_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		due.id,
		new Date(tx.now.getTime() + LEASE_MS),
	);
	return { id: due.id, ...(await nextCall(hub, tx, stored)) };
}
