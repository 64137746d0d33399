import type { MerchantTransaction } from "../db/database.ts";
import {
	type Carrier,
	CarrierFault,
	type Channel,
	type Outcome,
	type OwnMessage,
	type Sending,
} from "../messages/channel.ts";
import { handedOver, notHandedOver } from "../messages/settle-message.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import type { NotPrepared, WaitsFor } from "../reminding/not-prepared.ts";
import { type Letter, type LetterService, OutcomeUnknown, type Progress } from "./letter-service.ts";
import { NO_SERVICE, OF_LETTERS } from "./notices.ts";
import { sendingService } from "./sending-service.ts";
import { storedLetter, writeLetter } from "./write-letter.ts";

/** Letters: handed over, and followed until they are posted. */
export const LETTERS: Channel = {
	name: "letter",
	table: "letter_services",
	most: 200,
	notices: OF_LETTERS,
	async open(hub, merchantId): Promise<Carrier> {
		const service = await hub.db.merchant(merchantId, "letterService", (tx) => sendingService(hub, tx));
		if (service === null) throw new CarrierFault(NO_SERVICE);
		return {
			underWay: (tx, message) => underWay(tx, message, service),
			write: (tx, message) => write(tx, message, service),
		};
	},
};

const CANNOT_SAY: Outcome = { result: "unsure", reply: "it cannot be looked up at the letter service" };

async function underWay(
	tx: MerchantTransaction,
	message: StoredMessage,
	service: LetterService,
): Promise<Sending | Outcome | undefined> {
	const { state, serviceRef, handedOverAt, cancelWanted } = message;
	const [name, ref = ""] = serviceRef?.split(" ") ?? [];
	if (name !== undefined && name !== service.name) {
		// It was given to another one, which nobody asks any more.
		const left = { result: "sent", reply: "left to a letter service that is not used any more" } as const;
		return state === "accepted" ? left : CANNOT_SAY;
	}
	if (state === "accepted") {
		const asked = cancelWanted !== null;
		return () => outcomeOf(service, asked, () => (asked ? service.cancel(ref) : service.follow(ref)));
	}
	if (handedOverAt === null) return undefined;
	const letter = await storedLetter(tx, message);
	return (own) =>
		outcomeOf(service, false, async () => {
			const found = await service.find(letter.id);
			if (found !== "absent") return found;
			if (cancelWanted !== null) return { state: "cancelled", ref: "", reply: "it never arrived" };
			return hand(own, letter, service);
		});
}

async function write(
	tx: MerchantTransaction,
	message: StoredMessage,
	service: LetterService,
): Promise<Sending | NotPrepared | WaitsFor> {
	const letter = await writeLetter(tx, message);
	if ("reason" in letter || "waitsFor" in letter) return letter;
	await handedOver(tx, message.id, `${service.name} `);
	return (own) => outcomeOf(service, false, () => hand(own, letter, service));
}

/** Where the service certainly took nothing, the letter may go to another one. @throws CarrierFault, OutcomeUnknown */
async function hand(own: OwnMessage, letter: Letter, service: LetterService): Promise<Progress> {
	try {
		return await service.hand(letter);
	} catch (error) {
		if (error instanceof CarrierFault) await own("notHandedOver", notHandedOver);
		throw error;
	}
}

/** @param asked whether the letter is asked back */
async function outcomeOf(
	{ name }: LetterService,
	asked: boolean,
	work: () => Promise<Progress | "cannot-say">,
): Promise<Outcome> {
	try {
		const progress = await work();
		if (progress === "cannot-say") return CANNOT_SAY;
		const { state: result, reply } = progress;
		const ref = `${name} ${progress.ref}`;
		return result === "accepted" ? { result, reply, ref, asked } : { result, reply, ref };
	} catch (error) {
		if (error instanceof OutcomeUnknown) return { result: "unknown", reply: error.message };
		throw error;
	}
}
