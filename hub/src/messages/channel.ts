import type { Text } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import type { Notice } from "../notifications/notify.ts";
import type { NotPrepared, WaitsFor } from "../reminding/not-prepared.ts";
import type { StoredMessage } from "./stored-message.ts";

/** A way by which messages leave. What is the same for each of them is in `run-channel.ts` and `settle-message.ts`. */
export interface Channel {
	readonly name: "email" | "letter";
	/** Where it is stored who carries them. */
	readonly table: "mail_servers" | "letter_services";
	/** Sent in one run: then another merchant's turn comes, if there is one. */
	readonly most: number;
	readonly notices: ChannelNotices;
	/** @throws CarrierFault where there is nobody, or he cannot be used */
	open(hub: Hub, merchantId: string): Promise<Carrier>;
}

/** Who takes messages: a mail server that was logged in to, a letter service. One after the other. */
export interface Carrier {
	/** What is done about a message that he has, or may have, or what has become of it; undefined: it was never handed over. */
	underWay(tx: MerchantTransaction, message: StoredMessage): Promise<Sending | Outcome | undefined>;
	/** Writes a message by what is known at this moment, as it is to leave. */
	write(tx: MerchantTransaction, message: StoredMessage): Promise<Sending | NotPrepared | WaitsFor>;
	/** Says goodbye. */
	close?(): void;
	/** Hangs up, whatever is under way. */
	abort?(): void;
}

/** A transaction about the message that is being sent. @throws MessageLost where another process sends it by now */
export type OwnMessage = <T>(
	name: string,
	work: (tx: MerchantTransaction, message: StoredMessage) => Promise<T>,
) => Promise<T>;

/** What is done with a message once the transaction that wrote it has committed. @throws CarrierFault */
export type Sending = (own: OwnMessage) => Promise<Outcome>;

/** What became of a message, with the carrier's words. */
export type Outcome =
	| {
			readonly result: "sent" | "refused" | "cancelled" | "unsure";
			readonly reply: string;
			/** What the carrier calls it, after his own name. */
			readonly ref?: string;
	  }
	/** He has it, and did not post it yet. `asked`: it was asked back. */
	| { readonly result: "accepted"; readonly reply: string; readonly ref: string; readonly asked: boolean }
	/** He took nothing of it for now. */
	| { readonly result: "later"; readonly reply: string }
	/** He may have taken it, and can be asked later: before anything else is done. */
	| { readonly result: "unknown"; readonly reply: string };

/** The carrier cannot be used at all: nothing was sent, and no message is at fault. */
export class CarrierFault extends Error {
	override readonly name = "CarrierFault";
	readonly forMerchant: Text;

	constructor(forMerchant: Text, cause?: unknown) {
		super(forMerchant.en, { cause });
		this.forMerchant = forMerchant;
	}
}

/** What the merchant is told, in the channel's words. */
export interface ChannelNotices {
	/** The carrier cannot be used, whatever is sent. */
	readonly cause: string;
	fails(problem: Text): Notice;
	refused(message: StoredMessage, reply: string): Notice;
	/** Nobody can say whether it was sent: a person has to look. */
	unsure(message: StoredMessage): Notice;
	/** @param reason in English: of data that a merchant or shop entered wrongly */
	notWritten(message: StoredMessage, reason: string): Notice;
}
