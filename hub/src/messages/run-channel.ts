import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify } from "../notifications/notify.ts";
import { noteFault, works } from "./carriers.ts";
import { type Carrier, CarrierFault, type Channel, type OwnMessage, type Sending } from "./channel.ts";
import { type ClaimedMessages, claimMessages, mayLeave } from "./claim-messages.ts";
import { asSender, keepMessages, MessageLost } from "./own-messages.ts";
import { cancel, giveBack, hindrance, putOff, settleOutcome, waitFor } from "./settle-message.ts";
import type { StoredMessage } from "./stored-message.ts";

/** How long a hub that stops waits for whoever is at it. */
const GRACE_MS = 10_000;

/** Sends what is due of a merchant's e-mails or letters, and follows what was handed over, one after the other. */
export async function runChannel(hub: Hub, channel: Channel, merchantId: string, stop: AbortSignal): Promise<void> {
	let carrier: Carrier | undefined;
	// Some take minutes to answer: what they were given by then is unsure, and said to be.
	const hangUp = () => void setTimeout(() => carrier?.abort?.(), GRACE_MS).unref();
	stop.addEventListener("abort", hangUp, { once: true });
	try {
		for (let count = 0; count < channel.most && !stop.aborted; ) {
			const claimed = await hub.db.merchant(merchantId, "claimMessages", (tx) => claimMessages(tx, channel));
			if (claimed === null) return;
			const lease = keepMessages(hub, claimed);
			try {
				carrier ??= await channel.open(hub, merchantId);
				for (const id of claimed.ids) if (!stop.aborted) await sendOne(hub, channel, carrier, claimed, id);
				await hub.db.merchant(merchantId, "giveMessagesBack", (tx) => giveBack(tx, claimed.lease));
			} catch (error) {
				if (!(error instanceof CarrierFault)) throw error;
				hub.log.warn({ merchant: merchantId, channel: channel.name, err: error }, "nothing can be sent");
				await hub.db.merchant(merchantId, "settleCarrierFault", async (tx) => {
					await noteFault(tx, channel, error);
					await giveBack(tx, claimed.lease);
				});
				return;
			} finally {
				lease.end();
			}
			count += claimed.ids.length;
		}
	} finally {
		stop.removeEventListener("abort", hangUp);
		carrier?.close?.();
	}
}

async function sendOne(
	hub: Hub,
	channel: Channel,
	carrier: Carrier,
	claimed: ClaimedMessages,
	id: string,
): Promise<void> {
	const own: OwnMessage = (name, work) => asSender(hub, claimed, id, name, work);
	try {
		const send = await begun(hub, channel, carrier, own, id);
		if (send === null) return;
		const outcome = await send(own);
		const { result, reply } = outcome;
		if (result === "unknown") hub.log.warn({ message: id, reason: reply }, "it may have been taken");
		await own("settleMessage", async (tx, message) => {
			if (result !== "unknown" && result !== "unsure") await works(tx, channel);
			await settleOutcome(tx, channel, message, outcome);
		});
	} catch (error) {
		if (!(error instanceof MessageLost)) throw error;
		hub.log.warn({ message: id }, error.message);
	}
}

/** Null as `begin`, or where it cannot be written for a reason that is ours: the others leave meanwhile. */
async function begun(
	hub: Hub,
	channel: Channel,
	carrier: Carrier,
	own: OwnMessage,
	id: string,
): Promise<Sending | null> {
	try {
		return await own("beginMessage", (tx, message) => begin(tx, channel, carrier, message));
	} catch (error) {
		if (error instanceof MessageLost) throw error;
		hub.log.error({ message: id, err: error }, "a message cannot be written");
		await own("putMessageOff", (tx, message) => putOff(tx, channel, message));
		return null;
	}
}

/** Null where there is nothing more to do with it now, or it is given back with the others. */
async function begin(
	tx: MerchantTransaction,
	channel: Channel,
	carrier: Carrier,
	message: StoredMessage,
): Promise<Sending | null> {
	if (!(await mayLeave(tx))) return null;
	const underWay = await carrier.underWay(tx, message);
	if (typeof underWay === "function") return underWay;
	if (underWay !== undefined) {
		await settleOutcome(tx, channel, message, underWay);
		return null;
	}
	const reason = await hindrance(tx, message);
	const written = reason === null ? await carrier.write(tx, message) : { reason, isOver: true };
	if (typeof written === "function") return written;
	if ("waitsFor" in written) {
		await waitFor(tx, message, written.waitsFor);
		return null;
	}
	await cancel(tx, message.id, written.reason);
	if (!written.isOver) await notify(tx, [channel.notices.notWritten(message, written.reason)]);
	return null;
}
