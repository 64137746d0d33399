import { Notification, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";

/** More than a person works through; older ones show as newer ones are done. */
const SHOWN = 500;

/** Newest first. */
export async function notificationsOf(tx: MerchantTransaction, done: boolean): Promise<Notification[]> {
	const rows = await tx.model.notification.findMany({
		where: { merchantId: tx.merchantId, doneAt: done ? { not: null } : null },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: SHOWN,
	});
	return rows.map(({ id, code, text, about, createdAt, doneAt }) =>
		Notification.parse({ id, code, text, about, at: createdAt.toISOString(), done: doneAt !== null }),
	);
}

/** Done once stays done; the same cause may be told again from now on. @throws ProblemError 404. */
export async function finish(tx: MerchantTransaction, id: string): Promise<void> {
	const found = await tx.execute(
		`UPDATE notifications SET done_at = coalesce(done_at, $3) WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
	);
	if (found === 0) throw problem("NOT_FOUND");
}
