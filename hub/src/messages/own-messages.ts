import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type ClaimedMessages, LEASE_MS } from "./claim-messages.ts";
import { messageOf, type StoredMessage } from "./stored-message.ts";

/** Another process sends the message by now: nothing more may be written of it. */
export class MessageLost extends Error {
	override readonly name = "MessageLost";
}

/** A transaction about one of the claimed messages. @throws MessageLost where it is not this run's any more */
export function asSender<T>(
	hub: Hub,
	{ merchantId, lease }: ClaimedMessages,
	id: string,
	name: string,
	work: (tx: MerchantTransaction, message: StoredMessage) => Promise<T>,
): Promise<T> {
	return hub.db.merchant(merchantId, name, async (tx) => {
		const [held] = await tx.query(
			`SELECT FROM messages WHERE merchant_id = $1::uuid AND id = $2::uuid AND lease = $3::uuid FOR NO KEY UPDATE`,
			merchantId,
			id,
			lease,
		);
		if (held === undefined) throw new MessageLost(`the run that sent message ${id} has lost it`);
		return work(tx, await messageOf(tx, id));
	});
}

/** Keeps what is claimed while the run goes on. */
export function keepMessages(hub: Hub, { merchantId, lease }: ClaimedMessages): { end(): void } {
	const timer = setInterval(() => {
		hub.db
			.merchant(merchantId, "renewMessageLease", (tx) =>
				tx.execute(
					`UPDATE messages SET due_at = $3 WHERE merchant_id = $1::uuid AND lease = $2::uuid AND state IN ('sending', 'accepted')`,
					merchantId,
					lease,
					new Date(tx.now.getTime() + LEASE_MS),
				),
			)
			.catch((error: unknown) => hub.log.warn({ err: error }, "a message's lease could not be renewed"));
	}, LEASE_MS / 4);
	return { end: () => clearInterval(timer) };
}
