/** A letter that is ready to be printed. */
export interface Letter {
	/** Of the message: the service must know it again by this (I5). */
	readonly id: string;
	readonly kind: string;
	readonly subject: string;
	/** As it stands in the window; empty: only the PDF has it. */
	readonly address: readonly string[];
	readonly orderNumber: string | null;
	readonly pdf: Uint8Array;
}

/** How far a letter is that was handed over. */
export interface Progress {
	/** `accepted`: not posted yet. */
	readonly state: "accepted" | "sent" | "cancelled" | "refused";
	/** What the service calls it. */
	readonly ref: string;
	/** In the service's words. */
	readonly reply: string;
}

/** Prints and posts letters. Every method is safe to repeat. */
export interface LetterService {
	/** Tells it from another one: a letter is asked for where it was handed over. */
	readonly name: string;
	/** @throws CarrierFault where nothing was taken, OutcomeUnknown where it may have been */
	hand(letter: Letter): Promise<Progress>;
	/** Looks a letter up by its id. `cannot-say`: it may be there or not. @throws CarrierFault */
	find(id: string): Promise<Progress | "absent" | "cannot-say">;
	/** @throws CarrierFault */
	follow(ref: string): Promise<Progress>;
	/** Asks for it back; where it is too late, `sent` or still `accepted`. @throws CarrierFault */
	cancel(ref: string): Promise<Progress>;
}

/** The letter may have been taken: it is looked up before it is handed over again. */
export class OutcomeUnknown extends Error {
	override readonly name = "OutcomeUnknown";
}
