import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type ClaimedMessages, claimMessages, mayLeave } from "../messages/claim-messages.ts";
import { asSender, keepMessages, MessageLost } from "../messages/own-messages.ts";
import { cancel, giveBack, hindrance, NOT_WRITABLE, putOff, settle } from "../messages/settle-message.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import { notify } from "../notifications/notify.ts";
import { type Letter, LetterFault, type LetterService, OutcomeUnknown, type Progress } from "./letter-service.ts";
import { letterNotWritten, NO_SERVICE } from "./notices.ts";
import { sendingService } from "./sending-service.ts";
import { lookLater, notHandedOver, settleFault, settleProgress, settleUnsure, waitFor } from "./settle-letter.ts";
import { storedLetter, writeLetter } from "./write-letter.ts";

/** Then another merchant's turn comes, if there is one. */
const MOST_IN_A_RUN = 200;

/** Hands a merchant's letters over that are due, and follows those that were, one after the other. */
export async function sendLetters(hub: Hub, merchantId: string, stop: AbortSignal): Promise<void> {
	for (let count = 0; count < MOST_IN_A_RUN && !stop.aborted; ) {
		const claimed = await hub.db.merchant(merchantId, "claimLetters", (tx) => claimMessages(tx, "letter"));
		if (claimed === null) return;
		const lease = keepMessages(hub, claimed);
		try {
			const service = await hub.db.merchant(merchantId, "letterService", (tx) => sendingService(hub, tx));
			if (service === null) throw new LetterFault(NO_SERVICE);
			for (const id of claimed.ids) if (!stop.aborted) await sendOne(hub, claimed, id, service);
			await hub.db.merchant(merchantId, "giveLettersBack", (tx) => giveBack(tx, claimed.lease));
		} catch (error) {
			if (!(error instanceof LetterFault)) throw error;
			hub.log.warn({ merchant: merchantId, err: error }, "letter service fails");
			await hub.db.merchant(merchantId, "settleLetterFault", (tx) => settleFault(tx, claimed.lease, error));
			return;
		} finally {
			lease.end();
		}
		count += claimed.ids.length;
	}
}

/** What is to be done with a letter now. */
type Begun =
	| { readonly act: "hand"; readonly letter: Letter }
	/** It may be there: a process died, or no answer came. */
	| { readonly act: "find"; readonly letter: Letter }
	| { readonly act: "follow" | "cancel"; readonly ref: string };

async function sendOne(hub: Hub, claimed: ClaimedMessages, id: string, service: LetterService): Promise<void> {
	try {
		const begun = await begunLetter(hub, claimed, id, service);
		if (begun === null) return;
		const progress = await progressOf(begun, service, (letter) => handOver(hub, claimed, letter, service));
		await asSender(hub, claimed, id, "settleLetter", (tx, message) =>
			progress === "cannot-say"
				? settleUnsure(tx, message)
				: settleProgress(tx, message, { ...progress, ref: `${service.name} ${progress.ref}` }, begun.act === "cancel"),
		);
	} catch (error) {
		if (error instanceof OutcomeUnknown) {
			hub.log.warn({ message: id, err: error }, "a letter may have been taken");
			await asSender(hub, claimed, id, "lookLater", (tx, message) => lookLater(tx, message, error.message));
		} else if (error instanceof MessageLost) hub.log.warn({ message: id }, error.message);
		else throw error;
	}
}

/** Null as `begin`, or where one cannot be written, for a reason that is ours: the others leave meanwhile. */
async function begunLetter(
	hub: Hub,
	claimed: ClaimedMessages,
	id: string,
	service: LetterService,
): Promise<Begun | null> {
	try {
		return await asSender(hub, claimed, id, "beginLetter", (tx, message) => begin(tx, message, service));
	} catch (error) {
		if (error instanceof MessageLost) throw error;
		hub.log.error({ message: id, err: error }, "a letter cannot be written");
		await asSender(hub, claimed, id, "putLetterOff", (tx, message) =>
			message.handedOverAt === null
				? putOff(tx, message, letterNotWritten(message, NOT_WRITABLE))
				: lookLater(tx, message, NOT_WRITABLE),
		);
		return null;
	}
}

async function progressOf(
	begun: Begun,
	service: LetterService,
	hand: (letter: Letter) => Promise<Progress>,
): Promise<Progress | "cannot-say"> {
	switch (begun.act) {
		case "follow":
			return service.follow(begun.ref);
		case "cancel":
			return service.cancel(begun.ref);
		case "find": {
			const found = await service.find(begun.letter.id);
			return found === "absent" ? hand(begun.letter) : found;
		}
		case "hand":
			return hand(begun.letter);
	}
}

/** Where the service certainly took nothing, the letter may go to another one. @throws LetterFault, OutcomeUnknown */
async function handOver(hub: Hub, claimed: ClaimedMessages, letter: Letter, service: LetterService): Promise<Progress> {
	try {
		return await service.hand(letter);
	} catch (error) {
		if (error instanceof LetterFault) await asSender(hub, claimed, letter.id, "notHandedOver", notHandedOver);
		throw error;
	}
}

/** Null where there is nothing more to do with it, or it is given back with the others. */
async function begin(tx: MerchantTransaction, message: StoredMessage, service: LetterService): Promise<Begun | null> {
	if (!(await mayLeave(tx))) return null;
	const [name, ref = ""] = message.serviceRef?.split(" ") ?? [];
	if (name !== undefined && name !== service.name) {
		// It was given to another one, which nobody asks any more.
		if (message.state === "accepted")
			await settle(tx, message.id, "sent", "left to a letter service that is not used any more");
		else await settleUnsure(tx, message);
		return null;
	}
	if (message.state === "accepted") return { act: message.cancelWanted === null ? "follow" : "cancel", ref };
	if (message.handedOverAt !== null) return { act: "find", letter: await storedLetter(tx, message) };
	const reason = await hindrance(tx, message);
	const written = reason === null ? await writeLetter(tx, message) : { reason, isOver: true };
	if ("reason" in written) {
		await cancel(tx, message.id, written.reason);
		if (!written.isOver) await notify(tx, [letterNotWritten(message, written.reason)]);
		return null;
	}
	if ("waitsFor" in written) {
		await waitFor(tx, message, written.waitsFor);
		return null;
	}
	await tx.execute(
		`UPDATE messages SET handed_over_at = $3, service_ref = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		message.id,
		tx.now,
		`${service.name} `,
	);
	return { act: "hand", letter: written };
}
