import type { MerchantTransaction } from "../db/database.ts";
import type { AskedOrder } from "./asked-orders.ts";
import type { StoredStep } from "./stored-step.ts";

/**
 * The reminders that left, or still may, oldest first. What was cancelled before is a step taken, but it put nobody in default, costs
 * nothing, and must not be said to have been sent.
 */
export async function remindersThatLeft(
	tx: MerchantTransaction,
	{ steps }: Pick<AskedOrder, "steps">,
): Promise<StoredStep[]> {
	const reminders = steps.filter(({ kind }) => kind === "reminder");
	const messages = reminders.flatMap(({ message }) => message ?? []);
	if (messages.length === 0) return reminders;
	// A step's e-mail may have been cancelled, and its letter not.
	const rows = await tx.query<{ id: string }>(
		`SELECT m.id FROM messages m
		  WHERE m.merchant_id = $1::uuid AND m.id = ANY($2::uuid[]) AND m.state = 'cancelled' AND NOT EXISTS (
			SELECT FROM messages l WHERE l.merchant_id = $1::uuid AND l.cause_key = m.cause_key || ' letter' AND l.state <> 'cancelled')`,
		tx.merchantId,
		messages,
	);
	const cancelled = new Set<string | null>(rows.map(({ id }) => id));
	return reminders.filter(({ message }) => !cancelled.has(message));
}
