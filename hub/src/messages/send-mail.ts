import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify } from "../notifications/notify.ts";
import { type ClaimedMessages, claimMessages, mayLeave } from "./claim-messages.ts";
import { compose } from "./compose.ts";
import { type SendingServer, sendingServer } from "./mail-server.ts";
import { NO_SERVER, notWritten } from "./notices.ts";
import { optOutUrl } from "./opt-out.ts";
import { asSender, keepMessages, MessageLost } from "./own-messages.ts";
import { cancel, giveBack, hindrance, NOT_WRITABLE, putOff, settleFault, settleSent } from "./settle-message.ts";
import { openSession, ServerFault, type SmtpSession } from "./smtp-session.ts";
import { MessageBody, type StoredMessage } from "./stored-message.ts";
import { writeIntent } from "./write-intent.ts";

/** Then another merchant's turn comes, if there is one. */
const MOST_IN_A_RUN = 500;

/** How long a hub that stops waits for a mail server. */
const GRACE_MS = 10_000;

/** Sends a merchant's e-mails that are due, one after the other. */
export async function sendMail(hub: Hub, merchantId: string, stop: AbortSignal): Promise<void> {
	let session: SmtpSession | undefined;
	// A server may take minutes to answer: what it was given by then is unsure, and said to be.
	const hangUp = () => void setTimeout(() => session?.abort(), GRACE_MS).unref();
	stop.addEventListener("abort", hangUp, { once: true });
	try {
		for (let count = 0; count < MOST_IN_A_RUN && !stop.aborted; ) {
			const claimed = await hub.db.merchant(merchantId, "claimMessages", (tx) => claimMessages(tx, "email"));
			if (claimed === null) return;
			const lease = keepMessages(hub, claimed);
			try {
				const server = await hub.db.merchant(merchantId, "mailServer", (tx) => sendingServer(hub, tx));
				if (server === null) throw new ServerFault(NO_SERVER);
				session ??= await openSession(server, hub.allowPrivateAddresses);
				for (const id of claimed.ids) if (!stop.aborted) await sendOne(hub, claimed, id, server, session);
				await hub.db.merchant(merchantId, "giveMessagesBack", (tx) => giveBack(tx, claimed.lease));
			} catch (error) {
				if (!(error instanceof ServerFault)) throw error;
				hub.log.warn({ merchant: merchantId, err: error }, "mail server fails");
				await hub.db.merchant(merchantId, "settleMailFault", (tx) => settleFault(tx, claimed.lease, error));
				return;
			} finally {
				lease.end();
			}
			count += claimed.ids.length;
		}
	} finally {
		stop.removeEventListener("abort", hangUp);
		session?.close();
	}
}

/** The message as it is to be sent; null where it is not to be any more, or is given back with the others. */
async function begin(hub: Hub, tx: MerchantTransaction, stored: StoredMessage, server: SendingServer) {
	if (!(await mayLeave(tx))) return null;
	const { id, merchantId, recipient } = stored;
	const reason = await hindrance(tx, stored);
	const optOut = MessageBody.parse(stored.body).optional ? optOutUrl(hub, merchantId, recipient) : null;
	const message =
		reason !== null
			? { reason, isOver: true }
			: stored.intent === null
				? stored
				: await writeIntent(hub, tx, stored, server, optOut);
	if ("reason" in message) {
		await cancel(tx, id, message.reason);
		if (!message.isOver) await notify(tx, [notWritten(stored, message.reason)]);
		return null;
	}
	const files = await tx.model.messageFile.findMany({
		where: { merchantId, messageId: id },
		orderBy: { position: "asc" },
	});
	return { message, files };
}

/** As it goes to the server; null where it is not to be sent now. */
async function written(hub: Hub, claimed: ClaimedMessages, id: string, server: SendingServer) {
	try {
		const ready = await asSender(hub, claimed, id, "beginMessage", (tx, message) => begin(hub, tx, message, server));
		if (ready === null) return null;
		const raw = await compose(ready.message, ready.files, server, (...of) => optOutUrl(hub, ...of));
		return { message: ready.message, raw };
	} catch (error) {
		if (error instanceof MessageLost) throw error;
		hub.log.error({ message: id, err: error }, "a message cannot be written");
		await asSender(hub, claimed, id, "putMessageOff", (tx, message) =>
			putOff(tx, message, notWritten(message, NOT_WRITABLE)),
		);
		return null;
	}
}

async function sendOne(
	hub: Hub,
	claimed: ClaimedMessages,
	id: string,
	server: SendingServer,
	session: SmtpSession,
): Promise<void> {
	try {
		const ready = await written(hub, claimed, id, server);
		if (ready === null) return;
		const { message, raw } = ready;
		const envelope = { from: server.from.address, to: message.recipient };
		const handOver = () =>
			asSender(hub, claimed, id, "handMessageOver", async (tx) => {
				await tx.execute(
					`UPDATE messages SET handed_over_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
					tx.merchantId,
					id,
					tx.now,
				);
			});
		const sent = await session.send(envelope, raw, handOver);
		await asSender(hub, claimed, id, "settleMessage", (tx, message) => settleSent(tx, message, sent));
	} catch (error) {
		if (!(error instanceof MessageLost)) throw error;
		hub.log.warn({ message: id }, error.message);
	}
}
